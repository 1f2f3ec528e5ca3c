import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { InZone } from "./in-shop.tsx";
import { PairingPanel } from "./pairing-panel.tsx";

const route = getRouteApi("/shop/$shopId/zones/$zoneId/player");
const POLL_MS = 3000;

/** Pairing a zone's player, or replacing it. */
export function PairingPage() {
  const { t } = useLingui();
  const { shopId, zoneId } = route.useParams();
  return (
    <InZone shopId={shopId} zoneId={zoneId} title={t`Pair the player`} everyMs={POLL_MS}>
      {(_shop, zone) => (
        <div className="max-w-2xl">
          <PairingPanel shopId={shopId} zone={zone} />
        </div>
      )}
    </InZone>
  );
}
