import { Trans } from "@lingui/react/macro";
import type { Claimed, ClaimView, Me } from "@songkeeper/client";
import { type FormEvent, useState } from "react";
import { Field } from "../shell/field.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { useTakeClaim } from "./use-claim.ts";

interface ClaimFormProps {
  claim: ClaimView;
  secret: string;
  me: Me;
  onTaken: (claimed: Claimed) => void;
}

/** The last tap: a real name, where the money goes if that is known already, and leave where it is needed. */
export function ClaimForm({ claim, secret, me, onTaken }: ClaimFormProps) {
  const [realName, setRealName] = useState("");
  const [account, setAccount] = useState("");
  const [consent, setConsent] = useState(false);
  const [tried, setTried] = useState(false);
  const take = useTakeClaim(secret);
  const asked = claim.songs.some(({ consentNeeded }) => consentNeeded);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (realName.trim() === "") return;
    const bound = account.trim() === "" ? {} : { account: account.trim() };
    take.mutate({ realName: realName.trim(), consent, ...bound }, { onSuccess: onTaken });
  };
  return (
    <form className="card space-y-5" onSubmit={submit} noValidate>
      <p className="text-sm text-soft">
        <Trans>
          Signed in as {me.user.name} ({me.user.email})
        </Trans>
      </p>
      <Field
        label={<Trans>Real name</Trans>}
        hint={<Trans>As in your papers: money can only be sent to a person with a confirmed name.</Trans>}
        error={tried && realName.trim() === "" && <Trans>Please fill this in.</Trans>}
      >
        {(attributes) => (
          <input
            {...attributes}
            className="input"
            autoComplete="name"
            maxLength={60}
            value={realName}
            onChange={(event) => setRealName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={<Trans>Payout account (may be left for later)</Trans>}
        hint={<Trans>Sandbox: any word will do, nothing is really paid.</Trans>}
      >
        {(attributes) => (
          <input
            {...attributes}
            className="input"
            autoComplete="off"
            maxLength={64}
            value={account}
            onChange={(event) => setAccount(event.target.value)}
          />
        )}
      </Field>
      {asked && (
        <label className="flex cursor-pointer items-start gap-2">
          <input
            type="checkbox"
            className="mt-0.5 size-5 shrink-0 accent-(--accent)"
            checked={consent}
            onChange={(event) => setConsent(event.target.checked)}
          />
          <span>
            <Trans>I agree that the songs made from my works are sold and licensed.</Trans>
            <span className="block text-sm text-soft">
              <Trans>Without it they can be heard only. You may take your part all the same.</Trans>
            </span>
          </span>
        </label>
      )}
      {take.isError && <ProblemNote error={take.error} />}
      <button type="submit" className="button button-main w-full" disabled={take.isPending}>
        {take.isPending ? <Trans>Taking it…</Trans> : <Trans>This is mine: take it</Trans>}
      </button>
    </form>
  );
}
