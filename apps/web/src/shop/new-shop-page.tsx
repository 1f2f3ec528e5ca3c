import { Trans, useLingui } from "@lingui/react/macro";
import type { NewShop } from "@songkeeper/client";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { client } from "../shell/client.ts";
import { Field } from "../shell/field.tsx";
import { useRefreshMe } from "../shell/me.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { TRADE_WORDS } from "./shop-words.ts";
import { StartSteps } from "./start-steps.tsx";
import { isTrade } from "./trade.ts";

/** The first step: the shop itself. */
export function NewShopPage() {
  const { t } = useLingui();
  return (
    <SignedInOnly>
      {() => (
        <div className="space-y-6">
          <PageTitle>{t`Set up a shop`}</PageTitle>
          <StartSteps current="shop" shop={undefined} />
          <div className="max-w-xl space-y-6">
            <h1>
              <Trans>What is your shop?</Trans>
            </h1>
            <NewShopForm />
          </div>
        </div>
      )}
    </SignedInOnly>
  );
}

function NewShopForm() {
  const { i18n } = useLingui();
  const [shop, setShop] = useState<NewShop>({ name: "", trade: "tea_house", city: "" });
  const add = useAddShop();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(shop);
  };
  return (
    <form className="card space-y-5" onSubmit={submit}>
      <Field label={<Trans>Name of the shop</Trans>} hint={<Trans>As it stands over the door.</Trans>}>
        {(attributes) => (
          <input
            {...attributes}
            className="input"
            autoComplete="organization"
            required
            maxLength={120}
            value={shop.name}
            onChange={(event) => setShop({ ...shop, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={<Trans>Trade</Trans>}>
        {(attributes) => (
          <select
            {...attributes}
            className="input"
            value={shop.trade}
            onChange={(event) => isTrade(event.target.value) && setShop({ ...shop, trade: event.target.value })}
          >
            {Object.entries(TRADE_WORDS).map(([trade, word]) => (
              <option key={trade} value={trade}>
                {i18n._(word)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={<Trans>City</Trans>}
        hint={<Trans>Musicians see your trade and city beside their plays, not your name.</Trans>}
      >
        {(attributes) => (
          <input
            {...attributes}
            className="input"
            autoComplete="address-level2"
            required
            maxLength={60}
            value={shop.city}
            onChange={(event) => setShop({ ...shop, city: event.target.value })}
          />
        )}
      </Field>
      {add.isError && <ProblemNote error={add.error} />}
      <button type="submit" className="button button-main" disabled={add.isPending}>
        {add.isPending ? <Trans>Saving…</Trans> : <Trans>Save and go on to the place</Trans>}
      </button>
    </form>
  );
}

function useAddShop() {
  const navigate = useNavigate();
  const refreshMe = useRefreshMe();
  return useMutation({
    mutationFn: client.shops.addShop,
    onSuccess: async (shop) => {
      await refreshMe();
      await navigate({ to: "/shop/$shopId/start/$step", params: { shopId: shop.id, step: "place" } });
    },
  });
}
