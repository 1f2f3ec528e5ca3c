import { Trans, useLingui } from "@lingui/react/macro";
import { micro } from "@songkeeper/base";
import { type FormEvent, useRef, useState } from "react";
import { client } from "../shell/client.ts";
import { Modal } from "../shell/modal.tsx";
import { MoneyField } from "../shell/money-field.tsx";
import { moneyText, readYuan, yuanField } from "../shell/money-text.ts";
import { ProblemNote } from "../shell/problem-note.tsx";
import { isTopUpMoney } from "./budget-money.ts";
import { newIdempotencyKey } from "../shell/idempotency-key.ts";
import { useShopChange } from "./use-shop.ts";

const OFFERED = ["50000000", "100000000", "300000000"];

/** The button that opens the wallet's top-up. */
export function TopUpButton({ shopId }: { shopId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => setOpen(true)}>
        <Trans>Top up</Trans>
      </button>
      {open && (
        <Modal title={<Trans>Top up the wallet</Trans>} onClose={() => setOpen(false)}>
          <TopUpForm shopId={shopId} onDone={() => setOpen(false)} />
        </Modal>
      )}
    </>
  );
}

function TopUpForm({ shopId, onDone }: { shopId: string; onDone: () => void }) {
  const { i18n } = useLingui();
  const [typed, setTyped] = useState("100");
  const [tried, setTried] = useState(false);
  const topUp = useTopUp(shopId);
  const amount = readYuan(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isTopUpMoney(amount)) topUp.mutate(`${amount}`, { onSuccess: onDone });
  };
  return (
    <form className="space-y-4" onSubmit={submit} noValidate>
      <p className="rounded-card bg-warn-wash p-3 text-sm text-warn">
        <Trans>Sandbox: this is play money for trying out. No card is charged, nothing leaves your account.</Trans>
      </p>
      <div className="flex flex-wrap gap-2">
        {OFFERED.map((offer) => (
          <button
            key={offer}
            type="button"
            className="button button-quiet"
            onClick={() => setTyped(yuanField(micro(offer)))}
          >
            {moneyText(offer, i18n.locale).replace(/\.00$/, "")}
          </button>
        ))}
      </div>
      <MoneyField
        label={<Trans>Amount</Trans>}
        hint={<Trans>¥1 to ¥100,000.</Trans>}
        error={
          tried && !isTopUpMoney(amount) && <Trans>An amount from ¥1 to ¥100,000 with at most two decimals.</Trans>
        }
        value={typed}
        onChange={setTyped}
        required
      />
      {topUp.isError && <ProblemNote error={topUp.error} />}
      <button type="submit" className="button button-main w-full" disabled={topUp.isPending}>
        {topUp.isPending ? <Trans>Paying…</Trans> : <Trans>Pay with the sandbox</Trans>}
      </button>
    </form>
  );
}

/** One key for one amount: pressed again after a lost answer, the same payment is asked for, not a second one. */
function useTopUp(shopId: string) {
  const sent = useRef<{ amountMicro: string; key: string } | undefined>(undefined);
  return useShopChange(shopId, (amountMicro: string) => {
    if (sent.current?.amountMicro !== amountMicro) sent.current = { amountMicro, key: newIdempotencyKey() };
    return client.shops.topUp(shopId, { amountMicro }, sent.current.key);
  });
}
