import { Trans } from "@lingui/react/macro";
import type { PartyMoney } from "@songkeeper/client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Field } from "../shell/field.tsx";
import { MoneyField } from "../shell/money-field.tsx";
import { readYuan, yuanField } from "../shell/money-text.ts";
import { ProblemNote } from "../shell/problem-note.tsx";
import { When } from "../shell/when.tsx";
import { isMinPayout } from "./min-payout.ts";
import { useSetPayoutAccount } from "./use-party.ts";

/** Where the money goes: account, real name and the least amount that is paid; and whether the name is confirmed. */
export function PayoutAccountCard({ party }: { party: PartyMoney }) {
  const [editing, setEditing] = useState(false);
  return (
    <section aria-labelledby="payout-account" className="card space-y-4">
      <h2 id="payout-account">
        <Trans>Payout account</Trans>
      </h2>
      {editing || !party.payoutAccount ? (
        <PayoutForm party={party} onDone={() => setEditing(false)} />
      ) : (
        <>
          <p>
            <span className="font-strong">{party.payoutAccount.account}</span>{" "}
            <span className="text-soft">
              <Trans>
                (sandbox, since <When at={party.payoutAccount.boundAt} form="date" />)
              </Trans>
            </span>
          </p>
          <NameState party={party} />
          <button type="button" className="button button-quiet" onClick={() => setEditing(true)}>
            <Trans>Change</Trans>
          </button>
        </>
      )}
    </section>
  );
}

function NameState({ party }: { party: PartyMoney }) {
  const { realName, realNameConfirmedAt } = party;
  if (realNameConfirmedAt)
    return (
      <p className="flex gap-2 text-good">
        <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0" />
        <span>
          <Trans>The name {realName} is confirmed. Payouts go out by themselves.</Trans>
        </span>
      </p>
    );
  return (
    <p className="flex gap-2 text-warn">
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span>
        <Trans>
          The name {realName} is not confirmed yet. The operator does that; until then your money is kept, not paid.
        </Trans>
      </span>
    </p>
  );
}

function PayoutForm({ party, onDone }: { party: PartyMoney; onDone: () => void }) {
  const [realName, setRealName] = useState(party.realName ?? "");
  const [account, setAccount] = useState(party.payoutAccount?.account ?? "");
  const [least, setLeast] = useState(yuanField(party.minPayoutMicro));
  const [tried, setTried] = useState(false);
  const save = useSetPayoutAccount(party.id);
  const amount = readYuan(least);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isMinPayout(amount) || !realName.trim() || !account.trim()) return;
    save.mutate({ account, realName, minPayoutMicro: `${amount}` }, { onSuccess: onDone });
  };
  const missing = <Trans>Please fill this in.</Trans>;
  return (
    <form className="space-y-4" onSubmit={submit} noValidate>
      <Field
        label={<Trans>Real name</Trans>}
        hint={<Trans>As in your papers: money can only be sent to a person with a confirmed name.</Trans>}
        error={tried && !realName.trim() && missing}
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
        label={<Trans>Account</Trans>}
        hint={<Trans>Sandbox: any word will do, nothing is really paid.</Trans>}
        error={tried && !account.trim() && missing}
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
      <MoneyField
        label={<Trans>Pay me from this amount on</Trans>}
        hint={<Trans>¥0.10 to ¥100; below it the balance is carried over.</Trans>}
        error={tried && !isMinPayout(amount) && <Trans>An amount from ¥0.10 to ¥100 with at most two decimals.</Trans>}
        value={least}
        onChange={setLeast}
      />
      {save.isError && <ProblemNote error={save.error} />}
      <FormButtons saving={save.isPending} {...(party.payoutAccount ? { onLeave: onDone } : {})} />
    </form>
  );
}

function FormButtons({ saving, onLeave }: { saving: boolean; onLeave?: () => void }) {
  return (
    <div className="flex flex-wrap gap-3">
      <button type="submit" className="button button-main" disabled={saving}>
        {saving ? <Trans>Saving…</Trans> : <Trans>Save</Trans>}
      </button>
      {onLeave && (
        <button type="button" className="button button-quiet" onClick={onLeave}>
          <Trans>Leave it as it was</Trans>
        </button>
      )}
    </div>
  );
}
