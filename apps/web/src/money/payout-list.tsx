import { Trans, useLingui } from "@lingui/react/macro";
import type { PartyMoney } from "@songkeeper/client";
import { Money } from "../shell/money.tsx";
import { monthText } from "../shell/time-text.ts";
import { When } from "../shell/when.tsx";
import { PayoutState } from "./payout-state.tsx";

/** Payouts, newest first. */
export function PayoutList({ party }: { party: PartyMoney }) {
  const { i18n } = useLingui();
  const { payouts } = party;
  return (
    <section aria-labelledby="payouts" className="card space-y-4">
      <h2 id="payouts">
        <Trans>Payouts</Trans>
      </h2>
      {payouts.length === 0 && (
        <p className="text-soft">
          <Trans>Nothing has been paid out yet.</Trans> <WhatIsMissing party={party} />
        </p>
      )}
      <ul>
        {payouts.map((payout) => (
          <li
            key={payout.id}
            className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-3 last:border-b-0"
          >
            <div>
              <p className="font-strong">{monthText(payout.month, i18n.locale)}</p>
              <p className="text-sm text-soft">
                <When at={payout.settledAt ?? payout.createdAt} /> ·{" "}
                <Trans>
                  reference <span className="code">{payout.reference}</span>
                </Trans>
              </p>
            </div>
            <div className="ml-auto text-right">
              <p className="font-strong">
                <Money micros={payout.amountMicro} />
              </p>
              <PayoutState state={payout.state} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why there is no payout yet: what the party has to do, or what it waits for. */
function WhatIsMissing({ party }: { party: PartyMoney }) {
  if (!party.payoutAccount)
    return <Trans>Enter a payout account above: without one your money is kept, not paid.</Trans>;
  if (!party.realNameConfirmedAt) return <Trans>It begins once your real name is confirmed.</Trans>;
  if (party.statements.length === 0) return <Trans>The first payout follows the first closed month.</Trans>;
  return <Trans>What is yours goes out with the next payouts, as soon as it is enough.</Trans>;
}
