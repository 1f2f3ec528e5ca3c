import { Trans } from "@lingui/react/macro";
import { type PartyRow, ProblemError } from "@songkeeper/client";
import { type FormEvent, useState } from "react";
import { client } from "../shell/client.ts";
import { Field } from "../shell/field.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { operateKeys, useOperate } from "./use-operate.ts";

/** Ties a party to the user who has this e-mail address. */
export function TieForm({ party }: { party: PartyRow }) {
  const [email, setEmail] = useState("");
  const tie = useOperate((address: string) => client.operate.tieParty(party.id, address), [operateKeys.parties]);
  const isUnknown = isUnknownUser(tie.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    tie.mutate(email.trim());
  };
  return (
    <form className="space-y-3" onSubmit={submit}>
      <Field
        label={<Trans>Tie to the user with this e-mail address</Trans>}
        error={isUnknown && <Trans>Nobody has an account with this e-mail address yet.</Trans>}
      >
        {(attributes) => (
          <div className="flex flex-wrap gap-2">
            <input
              {...attributes}
              className="input w-auto! min-w-0 grow basis-48"
              type="email"
              autoComplete="off"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
            <button type="submit" className="button button-quiet" disabled={tie.isPending}>
              {tie.isPending ? <Trans>Tying…</Trans> : <Trans>Tie</Trans>}
            </button>
          </div>
        )}
      </Field>
      {tie.isError && !isUnknown && <ProblemNote error={tie.error} />}
    </form>
  );
}

/** Whether the platform knows nobody by the address that was asked for. */
function isUnknownUser(error: unknown): boolean {
  return error instanceof ProblemError && error.errors.some(({ rule }) => rule === "no_such_user");
}
