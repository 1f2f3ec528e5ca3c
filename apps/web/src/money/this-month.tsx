import { Trans, useLingui } from "@lingui/react/macro";
import type { PartyMoney } from "@songkeeper/client";
import { Money } from "../shell/money.tsx";
import { ROLE_WORDS } from "../shell/role-words.ts";
import { monthText } from "../shell/time-text.ts";

/** What the month has brought so far, song by song: it becomes final with the close. */
export function ThisMonth({ party }: { party: PartyMoney }) {
  const { i18n, t } = useLingui();
  const { month, earnedMicro, tracks } = party.thisMonth;
  const monthName = monthText(month, i18n.locale);
  return (
    <section aria-labelledby="this-month" className="card space-y-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="this-month">
          <Trans>{monthName} so far</Trans>
        </h2>
        <p className="text-2xl font-strong">
          <Money micros={earnedMicro} />
        </p>
      </div>
      {tracks.length === 0 ? (
        <p className="py-4 text-soft">
          <Trans>
            No shop has played your songs this month, and nobody has bought one yet. It appears here as soon as it
            happens.
          </Trans>
        </p>
      ) : (
        <div className="scroll-x" role="group" aria-label={t`By song`} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Song</Trans>
                </th>
                <th scope="col">
                  <Trans>As</Trans>
                </th>
                <th scope="col" className="number">
                  <Trans>Plays</Trans>
                </th>
                <th scope="col" className="number">
                  <Trans>Sold</Trans>
                </th>
                <th scope="col" className="number">
                  <Trans>Your share</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {tracks.map((track) => (
                <tr key={`${track.trackId} ${track.role}`}>
                  <th scope="row">{track.title}</th>
                  <td className="whitespace-nowrap">{i18n._(ROLE_WORDS[track.role])}</td>
                  <td className="number">{track.plays.toLocaleString(i18n.locale)}</td>
                  <td className="number">{track.sold.toLocaleString(i18n.locale)}</td>
                  <td className="number">
                    <Money micros={track.amountMicro} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="text-sm text-soft">
        <Trans>
          Counted as plays and purchases arrive. Late or disputed plays and refunds may still change it; the statement
          after the close is final.
        </Trans>
      </p>
    </section>
  );
}
