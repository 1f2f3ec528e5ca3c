import { Trans, useLingui } from "@lingui/react/macro";
import type { PayoutView } from "@songkeeper/client";
import { PayoutState } from "../money/payout-state.tsx";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { Money } from "../shell/money.tsx";
import { monthText } from "../shell/time-text.ts";
import { When } from "../shell/when.tsx";
import { usePayouts } from "./use-operate.ts";

/** All payouts and where they stand. */
export function PayoutsPage() {
  return (
    <div className="space-y-6">
      <h1>
        <Trans>Payouts</Trans>
      </h1>
      <Loaded query={usePayouts()} skeleton={<SkeletonCards heights={["20rem"]} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card text-soft">
              <Trans>No payout yet: they are made at the close of a month.</Trans>
            </p>
          ) : (
            <ul className="card">
              {items.map((payout) => (
                <Payout key={payout.id} payout={payout} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

function Payout({ payout }: { payout: PayoutView }) {
  const { i18n } = useLingui();
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0">
      <div>
        <p className="font-strong">{payout.partyName}</p>
        <p className="text-sm text-soft">
          {monthText(payout.month, i18n.locale)} · <When at={payout.settledAt ?? payout.createdAt} /> ·{" "}
          <span className="code">{payout.reference}</span>
        </p>
      </div>
      <div className="ml-auto text-right">
        <p className="font-strong">
          <Money micros={payout.amountMicro} />
        </p>
        <PayoutState state={payout.state} />
      </div>
    </li>
  );
}
