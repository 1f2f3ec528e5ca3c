import { useLingui } from "@lingui/react/macro";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { InShop } from "./in-shop.tsx";
import { PlaceForm } from "./place-form.tsx";

const route = getRouteApi("/shop/$shopId/new-place");

/** Another place of a shop. */
export function NewPlacePage() {
  const { t } = useLingui();
  const { shopId } = route.useParams();
  const navigate = useNavigate();
  return (
    <InShop shopId={shopId} title={t`Add a place`}>
      {(shop) => (
        <div className="max-w-2xl">
          <PlaceForm
            shopId={shopId}
            city={shop.city}
            onDone={() => void navigate({ to: "/shop/$shopId", params: { shopId } })}
          />
        </div>
      )}
    </InShop>
  );
}
