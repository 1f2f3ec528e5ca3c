import { Trans } from "@lingui/react/macro";
import type { PlaceView, ShopView, ZoneView } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { findZone, useShop } from "./use-shop.ts";

/** A page inside a shop: its way back, its heading, and the shop once it is known. */
export function InShop({ shopId, title, everyMs, children }: InShopProps) {
  return (
    <SignedInOnly>
      {() => (
        <KnownShop shopId={shopId} title={title} {...(everyMs ? { everyMs } : {})}>
          {children}
        </KnownShop>
      )}
    </SignedInOnly>
  );
}

interface InShopProps {
  shopId: string;
  title: string;
  everyMs?: number;
  children: (shop: ShopView) => ReactNode;
}

function KnownShop({ shopId, title, everyMs, children }: InShopProps) {
  const shop = useShop(shopId, everyMs ? { everyMs } : {});
  return (
    <div className="space-y-6">
      <PageTitle>{title}</PageTitle>
      <div>
        <Link to="/shop/$shopId" params={{ shopId }} className="button button-plain -ml-2">
          <ArrowLeft aria-hidden className="size-4" />
          {shop.data?.name ?? <Trans>Back to the shop</Trans>}
        </Link>
        <h1>{title}</h1>
      </div>
      <Loaded query={shop} skeleton={<SkeletonCards heights={["24rem"]} />}>
        {children}
      </Loaded>
    </div>
  );
}

interface InZoneProps extends Omit<InShopProps, "children"> {
  zoneId: string;
  children: (shop: ShopView, zone: ZoneView) => ReactNode;
}

/** A page about one zone of a shop. */
export function InZone({ zoneId, children, ...page }: InZoneProps) {
  return (
    <InShop {...page}>
      {(shop) => {
        const found = findZone(shop, zoneId);
        if (!found) return <NotFoundPage />;
        return (
          <div className="space-y-4">
            <ZoneName {...found} />
            {children(shop, found.zone)}
          </div>
        );
      }}
    </InShop>
  );
}

function ZoneName({ zone, place }: { zone: ZoneView; place: PlaceView }) {
  return (
    <p className="text-soft">
      {place.name} · {zone.name}
    </p>
  );
}
