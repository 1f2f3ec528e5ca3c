import { Trans, useLingui } from "@lingui/react/macro";
import { micro } from "@songkeeper/base";
import type { Budget, BudgetMode, ShopView } from "@songkeeper/client";
import { type FormEvent, useState } from "react";
import { client } from "../shell/client.ts";
import { moneyText, yuanField } from "../shell/money-text.ts";
import { MoneyField } from "../shell/money-field.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { readLimits, wholeYuanFor } from "./budget-money.ts";
import { MODE_WORDS } from "./shop-words.ts";
import { useShopChange } from "./use-shop.ts";

const MODES = ["pacing", "free", "stop"] as const satisfies readonly BudgetMode[];

/** A month's budget, an optional cap a day, and what happens at the limit. */
export function BudgetForm({ shop, onDone }: { shop: ShopView; onDone: () => void }) {
  const { i18n } = useLingui();
  const isSet = shop.budget.monthlyMicro !== "0";
  const [monthly, setMonthly] = useState(isSet ? yuanField(shop.budget.monthlyMicro) : "");
  const [dayCap, setDayCap] = useState(shop.budget.dayCapMicro ? yuanField(shop.budget.dayCapMicro) : "");
  const [mode, setMode] = useState(shop.budget.mode);
  const [tried, setTried] = useState(false);
  const save = useShopChange(shop.id, (budget: Budget) => client.shops.setBudget(shop.id, budget));
  const limits = readLimits({ monthly, dayCap });
  const expected = wholeYuanFor(shop);
  const wrong = <Trans>An amount in yuan with at most two decimals, up to 1,000,000.</Trans>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (limits.monthly === undefined || limits.dayCap === undefined) return;
    save.mutate({ monthlyMicro: limits.monthly, dayCapMicro: limits.dayCap, mode }, { onSuccess: onDone });
  };
  const suggestion = expected > 0n ? moneyText(expected, i18n.locale).replace(/\.00$/, "") : "";
  return (
    <form className="card space-y-6" onSubmit={submit} noValidate>
      <div className="space-y-2">
        <MoneyField
          label={<Trans>Budget a month</Trans>}
          hint={<Trans>You never owe more than this, however many zones play.</Trans>}
          error={tried && limits.monthly === undefined && wrong}
          value={monthly}
          onChange={setMonthly}
          required
        />
        {suggestion && (
          <button
            type="button"
            className="button button-plain -ml-2"
            onClick={() => setMonthly(yuanField(micro(expected)))}
          >
            <Trans>Your songs come to about {suggestion} a month: take this</Trans>
          </button>
        )}
      </div>
      <MoneyField
        label={<Trans>Cap a day (may stay empty)</Trans>}
        hint={<Trans>At most this much on one day, for the whole shop.</Trans>}
        error={tried && limits.dayCap === undefined && wrong}
        value={dayCap}
        onChange={setDayCap}
      />
      <ModeChoice mode={mode} onChange={setMode} />
      {save.isError && <ProblemNote error={save.error} />}
      <button type="submit" className="button button-main" disabled={save.isPending}>
        {save.isPending ? <Trans>Saving…</Trans> : <Trans>Save the budget</Trans>}
      </button>
    </form>
  );
}

function ModeChoice({ mode, onChange }: { mode: BudgetMode; onChange: (mode: BudgetMode) => void }) {
  const { i18n } = useLingui();
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 font-strong">
        <Trans>And when the budget runs low?</Trans>
      </legend>
      {MODES.map((choice) => (
        <label key={choice} className="flex items-start gap-3">
          <input
            type="radio"
            name="mode"
            className="mt-0.5 size-5 shrink-0 accent-accent"
            checked={mode === choice}
            onChange={() => onChange(choice)}
          />
          <span>
            <span className="block">{i18n._(MODE_WORDS[choice].name)}</span>
            <span className="block text-sm text-soft">{i18n._(MODE_WORDS[choice].effect)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
