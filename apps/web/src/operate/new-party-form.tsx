import { Trans } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { client } from "../shell/client.ts";
import { Field } from "../shell/field.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { operateKeys, useOperate } from "./use-operate.ts";

/** Adds somebody who will have a share in a song. */
export function NewPartyForm() {
  const [name, setName] = useState("");
  const add = useOperate(client.operate.addParty, [operateKeys.parties]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ name }, { onSuccess: () => setName("") });
  };
  return (
    <details className="card">
      <summary className="font-strong">
        <Trans>Add a party</Trans>
      </summary>
      <form className="mt-4 space-y-3" onSubmit={submit}>
        <Field label={<Trans>Name as it stands in credits</Trans>}>
          {(attributes) => (
            <input
              {...attributes}
              className="input max-w-md"
              required
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {add.isError && <ProblemNote error={add.error} />}
        <button type="submit" className="button button-main" disabled={add.isPending}>
          {add.isPending ? <Trans>Saving…</Trans> : <Trans>Add</Trans>}
        </button>
      </form>
    </details>
  );
}
