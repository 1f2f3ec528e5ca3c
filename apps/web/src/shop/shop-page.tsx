import { Trans, useLingui } from "@lingui/react/macro";
import type { ShopView } from "@songkeeper/client";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { LicenceCard } from "./licence-card.tsx";
import { ReceiptsSection } from "./receipts-section.tsx";
import { MonthCard, TodayCard } from "./spend-cards.tsx";
import { nextStep } from "./start-step.ts";
import { useLive } from "./use-live.ts";
import { useShop } from "./use-shop.ts";
import { WalletCard } from "./wallet-card.tsx";
import { ZoneCard } from "./zone-card.tsx";

const route = getRouteApi("/shop/$shopId");

/** The Shop room: money, zones and every play, kept true while it is open. */
export function ShopPage() {
  const { shopId } = route.useParams();
  return <SignedInOnly>{({ shops }) => <KnownShop shopId={shopId} several={shops.length > 1} />}</SignedInOnly>;
}

function KnownShop({ shopId, several }: { shopId: string; several: boolean }) {
  return (
    <Loaded
      heading={<Trans>Shop</Trans>}
      query={useShop(shopId)}
      skeleton={<SkeletonCards heights={["2.5rem", "13rem", "16rem", "20rem"]} />}
    >
      {(shop) => <Room key={shop.id} shop={shop} several={several} />}
    </Loaded>
  );
}

function Room({ shop, several }: { shop: ShopView; several: boolean }) {
  const live = useLive(shop.id);
  return (
    <div className="space-y-8">
      <PageTitle>{shop.name}</PageTitle>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1>{shop.name}</h1>
        {several && (
          <Link to="/shop" className="link">
            <Trans>All my shops</Trans>
          </Link>
        )}
      </div>
      <Unfinished shop={shop} />
      <div className="grid gap-4 md:grid-cols-3">
        <WalletCard shop={shop} />
        <TodayCard shop={shop} />
        <MonthCard shop={shop} />
      </div>
      <Zones shop={shop} />
      <ReceiptsSection shop={shop} live={live} />
      <Licences shop={shop} />
    </div>
  );
}

/** What is still missing before this shop plays, and the way there. */
function Unfinished({ shop }: { shop: ShopView }) {
  const step = nextStep(shop);
  if (!step) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-card bg-accent-wash px-4 py-3">
      <p>
        <Trans>This shop is not set up to the end yet.</Trans>
      </p>
      <Link to="/shop/$shopId/start/$step" params={{ shopId: shop.id, step }} className="button button-main">
        <Trans>Go on setting it up</Trans>
      </Link>
    </div>
  );
}

function Zones({ shop }: { shop: ShopView }) {
  const { t } = useLingui();
  return (
    <section aria-label={t`Zones`} className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2>
          <Trans>Zones</Trans>
        </h2>
        <Link to="/shop/$shopId/new-place" params={{ shopId: shop.id }} className="button button-plain">
          <Plus aria-hidden className="size-4" />
          <Trans>Add a place</Trans>
        </Link>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        {shop.places.map((place) =>
          place.zones.map((zone) => <ZoneCard key={zone.id} shopId={shop.id} place={place} zone={zone} />),
        )}
      </div>
      {shop.places.length === 0 && (
        <p className="text-soft">
          <Trans>No place yet. A place has an address, a size and opening hours.</Trans>
        </p>
      )}
    </section>
  );
}

function Licences({ shop }: { shop: ShopView }) {
  if (shop.licences.length === 0) return null;
  return (
    <section className="space-y-4">
      <h2>
        <Trans>Licences</Trans>
      </h2>
      <div className="grid gap-4 md:grid-cols-2">
        {shop.licences.map((licence) => (
          <LicenceCard key={licence.id} licence={licence} />
        ))}
      </div>
    </section>
  );
}
