import { Trans } from "@lingui/react/macro";
import type { PartyRow } from "@songkeeper/client";
import { CircleCheck } from "lucide-react";
import { client } from "../shell/client.ts";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { Money } from "../shell/money.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { When } from "../shell/when.tsx";
import { NewPartyForm } from "./new-party-form.tsx";
import { TieForm } from "./tie-form.tsx";
import { operateKeys, useOperate, useParties } from "./use-operate.ts";

/** Everybody who is owed money: whose account it is, and whether the real name is confirmed. */
export function PartiesPage() {
  return (
    <div className="space-y-6">
      <h1>
        <Trans>Parties</Trans>
      </h1>
      <p className="max-w-prose text-soft">
        <Trans>
          A party is whoever has a share in a song, with or without an account here. Tie a party to a user so that the
          person sees the money; confirm the real name so that it can be paid.
        </Trans>
      </p>
      <NewPartyForm />
      <Loaded query={useParties()} skeleton={<SkeletonCards heights={["8rem", "8rem", "8rem"]} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card text-soft">
              <Trans>No party yet: they come with the first song’s credits.</Trans>
            </p>
          ) : (
            <ul className="grid items-start gap-4 lg:grid-cols-2">
              {items.map((party) => (
                <Party key={party.id} party={party} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

function Party({ party }: { party: PartyRow }) {
  return (
    <li className="card space-y-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2>{party.name}</h2>
        <p>
          <Money micros={party.payableMicro} />
          {party.unclaimedMicro !== "0" && (
            <span className="text-soft">
              {" "}
              <Trans>
                + <Money micros={party.unclaimedMicro} /> unclaimed
              </Trans>
            </span>
          )}
        </p>
      </div>
      {party.userEmail ? (
        <p className="text-soft">
          <Trans>Account: {party.userEmail}</Trans>
        </p>
      ) : (
        <TieForm party={party} />
      )}
      <RealName party={party} />
    </li>
  );
}

function RealName({ party }: { party: PartyRow }) {
  const confirm = useOperate(client.operate.confirmName, [operateKeys.parties]);
  if (!party.realName)
    return (
      <p className="text-soft">
        <Trans>No real name entered yet.</Trans>
      </p>
    );
  if (party.realNameConfirmedAt)
    return (
      <p className="flex gap-2 text-good">
        <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0" />
        <span>
          <Trans>
            {party.realName}, confirmed <When at={party.realNameConfirmedAt} form="date" />
          </Trans>
        </span>
      </p>
    );
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          <Trans>Real name: {party.realName}</Trans>
        </p>
        <button
          type="button"
          className="button button-main"
          disabled={confirm.isPending}
          onClick={() => confirm.mutate(party.id)}
        >
          {confirm.isPending ? <Trans>Confirming…</Trans> : <Trans>Confirm the name</Trans>}
        </button>
      </div>
      {confirm.isError && <ProblemNote error={confirm.error} />}
    </div>
  );
}
