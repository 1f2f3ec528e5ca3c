import { Trans, useLingui } from "@lingui/react/macro";
import type { TrialBalance } from "@songkeeper/client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Field } from "../shell/field.tsx";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { Money } from "../shell/money.tsx";
import { When } from "../shell/when.tsx";
import { accountKindWord } from "./account-words.ts";
import { useParties, useTrialBalance } from "./use-operate.ts";

const SHOWN_AT_FIRST = 100;

/** Whether the books are right: debits against credits, what must be zero, and every account. */
export function BooksPage() {
  const balance = useTrialBalance();
  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1>
          <Trans>Books</Trans>
        </h1>
        <button
          type="button"
          className="button button-quiet"
          disabled={balance.isFetching}
          onClick={() => void balance.refetch()}
        >
          {balance.isFetching ? <Trans>Adding up…</Trans> : <Trans>Add up again</Trans>}
        </button>
      </div>
      <Loaded query={balance} skeleton={<SkeletonCards heights={["16rem", "24rem"]} />}>
        {(known) => (
          <div className="space-y-6">
            <Trial balance={known} />
            <OpenClearing rows={known.openClearing} />
            <Accounts rows={known.accounts} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Trial({ balance }: { balance: TrialBalance }) {
  return (
    <section aria-labelledby="trial" className="card space-y-4">
      <h2 id="trial">
        <Trans>Trial balance</Trans>{" "}
        <span className="text-base font-normal text-soft">
          <When at={balance.at} />
        </span>
      </h2>
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Figure label={<Trans>Debits</Trans>} micros={balance.debitsMicro} />
        <Figure label={<Trans>Credits</Trans>} micros={balance.creditsMicro} />
        <Figure label={<Trans>Difference</Trans>} micros={balance.differenceMicro} mustBeZero />
        <Figure label={<Trans>Platform’s fee</Trans>} micros={balance.platformFeeMicro} mustBeZero />
      </dl>
      <Verdict good={balance.rebuiltMatches}>
        {balance.rebuiltMatches ? (
          <Trans>All balances, built anew from the transfers, are the same.</Trans>
        ) : (
          <Trans>A stored balance differs from its transfers. Stop paying out and look at the accounts.</Trans>
        )}
      </Verdict>
    </section>
  );
}

function Figure({ label, micros, mustBeZero }: { label: ReactNode; micros: string; mustBeZero?: boolean }) {
  return (
    <div>
      <dt className="text-sm text-soft">{label}</dt>
      <dd className={`text-xl font-strong ${mustBeZero ? (micros === "0" ? "text-good" : "text-bad") : ""}`}>
        <Money micros={micros} />
        {mustBeZero && micros !== "0" && (
          <span className="block text-sm">
            <Trans>must be zero</Trans>
          </span>
        )}
      </dd>
    </div>
  );
}

function Verdict({ good, children }: { good: boolean; children: ReactNode }) {
  const Icon = good ? CircleCheck : CircleAlert;
  return (
    <p role={good ? undefined : "alert"} className={`flex gap-2 ${good ? "text-good" : "text-bad"}`}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

function OpenClearing({ rows }: { rows: TrialBalance["openClearing"] }) {
  return (
    <section aria-labelledby="clearing" className="card space-y-3">
      <h2 id="clearing">
        <Trans>Open clearing accounts</Trans>
      </h2>
      <p className="text-soft">
        {rows.length === 0 ? (
          <Trans>None: everything that was charged has been divided and posted.</Trans>
        ) : (
          <Trans>On its way: charges of months that are not closed yet, and payouts that are not confirmed yet.</Trans>
        )}
      </p>
      {rows.length > 0 && (
        <ul>
          {rows.map((row) => (
            <li key={row.account} className="flex justify-between gap-4 border-t border-line py-2">
              <span className="code">{row.account}</span>
              <Money micros={row.balanceMicro} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Accounts({ rows }: { rows: TrialBalance["accounts"] }) {
  const { i18n } = useLingui();
  const [wanted, setWanted] = useState("");
  const [all, setAll] = useState(false);
  const nameOf = usePartyNames();
  const word = wanted.trim().toLowerCase();
  const fitting = rows.filter(({ account, kind }) =>
    `${account} ${kind} ${i18n._(accountKindWord(kind))} ${nameOf(account) ?? ""}`.toLowerCase().includes(word),
  );
  const shown = all ? fitting : fitting.slice(0, SHOWN_AT_FIRST);
  return (
    <section aria-labelledby="accounts" className="card space-y-4">
      <h2 id="accounts">
        <Trans>Accounts</Trans> <span className="font-normal text-soft">({fitting.length})</span>
      </h2>
      <Field label={<Trans>Find an account</Trans>}>
        {(attributes) => (
          <input
            {...attributes}
            type="search"
            className="input max-w-md"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
      </Field>
      <ul>
        {shown.map((row) => (
          <li key={row.account} className="flex flex-wrap justify-between gap-x-4 border-t border-line py-2">
            <span className="min-w-0">
              <span className="block">
                {i18n._(accountKindWord(row.kind))}
                {nameOf(row.account) && <> · {nameOf(row.account)}</>}
              </span>
              <span className="code text-soft">{row.account}</span>
            </span>
            <span className="ml-auto">
              <Money micros={row.balanceMicro} />
            </span>
          </li>
        ))}
      </ul>
      {fitting.length === 0 && (
        <p className="text-soft">
          <Trans>No account fits.</Trans>
        </p>
      )}
      {shown.length < fitting.length && (
        <button type="button" className="button button-quiet w-full" onClick={() => setAll(true)}>
          <Trans>Show all {fitting.length}</Trans>
        </button>
      )}
    </section>
  );
}

/** Whose account it is, by name, where a party is owed it: the id alone says it to nobody. */
function usePartyNames(): (account: string) => string | undefined {
  const names = new Map(useParties().data?.items.map(({ id, name }) => [`payable:${id}`, name]));
  return (account) => names.get(account);
}
