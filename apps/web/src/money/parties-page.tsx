import { Trans, useLingui } from "@lingui/react/macro";
import { Link, Navigate } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { ConsentsCard } from "./consents-card.tsx";

/** Straight to the only party's money, a choice of several, or why there is none. */
export function PartiesPage() {
  const { t } = useLingui();
  return (
    <SignedInOnly>
      {({ parties, user }) => {
        const [first] = parties;
        if (first && parties.length === 1)
          return <Navigate to="/money/$partyId" params={{ partyId: first.id }} replace />;
        return (
          <div className="max-w-2xl space-y-6">
            <PageTitle>{t`Money`}</PageTitle>
            <h1>
              <Trans>Money</Trans>
            </h1>
            {first ? <Choice parties={parties} /> : <NoParty email={user.email} />}
            {first && <ConsentsCard />}
          </div>
        );
      }}
    </SignedInOnly>
  );
}

function Choice({ parties }: { parties: readonly { id: string; name: string }[] }) {
  return (
    <ul className="space-y-3">
      {parties.map((party) => (
        <li key={party.id}>
          <Link
            to="/money/$partyId"
            params={{ partyId: party.id }}
            className="card flex items-center justify-between gap-4 font-strong hover:bg-sunken"
          >
            {party.name}
            <ChevronRight aria-hidden className="size-5 text-soft" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NoParty({ email }: { email: string }) {
  return (
    <p className="text-lg text-soft">
      <Trans>
        No songs are tied to this account yet. If you are named on a song, ask the operator to tie your name to {email}.
        What it has earned until then is kept for you.
      </Trans>
    </p>
  );
}
