import { Trans, useLingui } from "@lingui/react/macro";
import type { PartyMoney } from "@songkeeper/client";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { Money } from "../shell/money.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { ConsentsCard } from "./consents-card.tsx";
import { PayoutAccountCard } from "./payout-account-card.tsx";
import { PayoutList } from "./payout-list.tsx";
import { StatementList } from "./statement-list.tsx";
import { ThisMonth } from "./this-month.tsx";
import { useParty } from "./use-party.ts";

const route = getRouteApi("/money/$partyId");

/** What a musician or lyricist has, earns this month so far, was told and was paid. */
export function MoneyPage() {
  const { partyId } = route.useParams();
  return (
    <SignedInOnly>
      {({ parties }) => <KnownParty key={partyId} partyId={partyId} several={parties.length > 1} />}
    </SignedInOnly>
  );
}

function KnownParty({ partyId, several }: { partyId: string; several: boolean }) {
  const { t } = useLingui();
  return (
    <>
      <PageTitle>{t`Money`}</PageTitle>
      <Loaded
        heading={<Trans>Money</Trans>}
        query={useParty(partyId)}
        skeleton={<SkeletonCards heights={["2.5rem", "13rem", "16rem", "14rem"]} />}
      >
        {(party) => (
          <div className="space-y-8">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
              <h1>{party.name}</h1>
              {several && (
                <Link to="/money" className="link">
                  <Trans>All my names</Trans>
                </Link>
              )}
            </div>
            <ConsentsCard partyId={party.id} />
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <Payable party={party} />
              <PayoutAccountCard party={party} />
            </div>
            <ThisMonth party={party} />
            <StatementList party={party} />
            <PayoutList party={party} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Payable({ party }: { party: PartyMoney }) {
  return (
    <section aria-labelledby="payable" className="card space-y-3">
      <h2 id="payable">
        <Trans>Owed to you now</Trans>
      </h2>
      <p className="text-3xl font-strong">
        <Money micros={party.payableMicro} />
      </p>
      <p className="text-soft">
        <Trans>
          From the plays of closed months, and from every song sold. Each month’s part is paid by the 10th of the next
          in whole fen, as soon as it is at least <Money micros={party.minPayoutMicro} />. What is left stays yours and
          is carried over.
        </Trans>
      </p>
    </section>
  );
}
