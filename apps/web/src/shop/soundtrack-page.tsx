import { useLingui } from "@lingui/react/macro";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { InZone } from "./in-shop.tsx";
import { TakeLicence } from "./licence-card.tsx";
import { SoundtrackEditor } from "./soundtrack-editor.tsx";

const route = getRouteApi("/shop/$shopId/zones/$zoneId/soundtrack");

/** A zone's songs; where the shop holds no licence for this kind of zone yet, that comes first. */
export function SoundtrackPage() {
  const { t } = useLingui();
  const { shopId, zoneId } = route.useParams();
  const navigate = useNavigate();
  const back = () => void navigate({ to: "/shop/$shopId", params: { shopId } });
  return (
    <InZone shopId={shopId} zoneId={zoneId} title={t`Soundtrack`}>
      {(shop, zone) =>
        shop.licences.some(({ use }) => use === zone.use) ? (
          <SoundtrackEditor shop={shop} zone={zone} onDone={back} />
        ) : (
          <TakeLicence shopId={shopId} use={zone.use} onDone={() => undefined} />
        )
      }
    </InZone>
  );
}
