import { Trans, useLingui } from "@lingui/react/macro";
import type { VerdictWord } from "@songkeeper/client";
import { Money } from "../shell/money.tsx";
import { ROLE_WORDS } from "../shell/role-words.ts";
import { monthText } from "../shell/time-text.ts";
import { reasonText } from "../shop/reason-texts.ts";
import { USE_WORDS } from "../shell/use-words.ts";
import { VERDICT_WORDS } from "../shop/shop-words.ts";
import { shareText } from "./share-text.ts";
import type { StatementLine } from "./statement-file.ts";

/** Every line of a statement; on a narrow screen plays and share move under the song. */
export function StatementLines({ lines }: { lines: readonly StatementLine[] }) {
  return (
    <section aria-labelledby="lines" className="card space-y-4">
      <h2 id="lines">
        <Trans>Plays, line by line</Trans>
      </h2>
      {lines.length === 0 ? (
        <p className="text-soft">
          <Trans>No play of your songs was accounted in this month. A statement of zero is signed all the same.</Trans>
        </p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="md:w-2/5">
                <Trans>Song and use</Trans>
              </th>
              <th scope="col" className="hidden md:table-cell">
                <Trans>Plays</Trans>
              </th>
              <th scope="col" className="hidden md:table-cell">
                <Trans>Share</Trans>
              </th>
              <th scope="col" className="number">
                <Trans>Amount</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={lineKey(line)} line={line} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Line({ line }: { line: StatementLine }) {
  const { i18n } = useLingui();
  const originMonth = monthText(line.originMonth, i18n.locale);
  return (
    <tr>
      <td className="space-y-1">
        <p className="font-strong">{line.track.title}</p>
        <p className="text-sm text-soft">
          {line.track.artist}
          {line.track.isrc && (
            <>
              {" "}
              · <span className="code">{line.track.isrc}</span>
            </>
          )}
        </p>
        <p className="text-sm text-soft">
          {i18n._(USE_WORDS[line.use])} ·{" "}
          <Trans>
            <Money micros={line.feeMicro} /> a play
          </Trans>
        </p>
        {line.kind === "difference" && (
          <p>
            <span className="chip bg-warn-wash whitespace-normal! text-warn">
              <Trans>Correction for {originMonth}</Trans>
            </span>
          </p>
        )}
        <div className="space-y-1 pt-1 md:hidden">
          <Plays line={line} />
          <Share line={line} />
        </div>
      </td>
      <td className="hidden md:table-cell">
        <Plays line={line} />
      </td>
      <td className="hidden md:table-cell">
        <Share line={line} />
      </td>
      <td className="number font-strong">
        <Money micros={line.amountMicro} decimals="micro" />
      </td>
    </tr>
  );
}

/** Billed plays before and with this month, and what is new by verdict and reason. */
function Plays({ line }: { line: StatementLine }) {
  const { i18n } = useLingui();
  const { playsBefore, playsNow } = line;
  return (
    <div className="text-sm">
      <p>
        <Trans>
          Billed: {playsBefore} before, {playsNow} now
        </Trans>
      </p>
      <ul className="text-soft">
        {Object.entries(line.plays).map(([label, count]) => (
          <li key={label}>
            {count > 0 ? `+${count}` : `−${-count}`} {wordsOf(label, (word) => i18n._(word))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Share({ line }: { line: StatementLine }) {
  const { i18n } = useLingui();
  return (
    <p className="text-sm md:whitespace-nowrap">
      {i18n._(ROLE_WORDS[line.role])} · {shareText(line)}
    </p>
  );
}

function wordsOf(label: string, say: (word: { id: string }) => string): string {
  const [verdict = "", ...rest] = label.split(":");
  if (!isVerdict(verdict)) return label;
  const reason = rest.length > 0 ? reasonText(verdict, rest.join(":")) : undefined;
  return reason ? `${say(VERDICT_WORDS[verdict])} · ${say(reason)}` : say(VERDICT_WORDS[verdict]);
}

function isVerdict(word: string): word is VerdictWord {
  return Object.hasOwn(VERDICT_WORDS, word);
}

function lineKey(line: StatementLine): string {
  const { originMonth, track, use, priceVersion, coveredRoles, role, position } = line;
  return [originMonth, track.id, use, priceVersion, coveredRoles.join("+"), role, position].join(" ");
}
