import { Trans, useLingui } from "@lingui/react/macro";
import { Link, Navigate } from "@tanstack/react-router";
import { ChevronRight, Plus, Store } from "lucide-react";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";

/** The person's shops: straight into the only one, a choice of several, or the way to a first one. */
export function ShopsPage() {
  const { t } = useLingui();
  return (
    <SignedInOnly>
      {({ shops }) => {
        const [first] = shops;
        if (first && shops.length === 1) return <Navigate to="/shop/$shopId" params={{ shopId: first.id }} replace />;
        return (
          <div className="max-w-2xl space-y-6">
            <PageTitle>{t`Shop`}</PageTitle>
            {first ? <Choice shops={shops} /> : <NoShop />}
          </div>
        );
      }}
    </SignedInOnly>
  );
}

function Choice({ shops }: { shops: readonly { id: string; name: string }[] }) {
  return (
    <>
      <h1>
        <Trans>Your shops</Trans>
      </h1>
      <ul className="space-y-3">
        {shops.map((shop) => (
          <li key={shop.id}>
            <Link
              to="/shop/$shopId"
              params={{ shopId: shop.id }}
              className="card flex items-center justify-between gap-4 font-strong hover:bg-sunken"
            >
              {shop.name}
              <ChevronRight aria-hidden className="size-5 text-soft" />
            </Link>
          </li>
        ))}
      </ul>
      <Link to="/shop/new" className="button button-quiet">
        <Plus aria-hidden className="size-4" />
        <Trans>Add another shop</Trans>
      </Link>
    </>
  );
}

function NoShop() {
  return (
    <>
      <h1>
        <Trans>Music for your shop</Trans>
      </h1>
      <p className="text-lg text-soft">
        <Trans>
          Six short steps: your shop, the place, the licence, the songs, the budget, the player. You see what a day
          costs before you owe anything.
        </Trans>
      </p>
      <Link to="/shop/new" className="button button-main">
        <Store aria-hidden className="size-4" />
        <Trans>Set up my shop</Trans>
      </Link>
    </>
  );
}
