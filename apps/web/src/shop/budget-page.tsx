import { useLingui } from "@lingui/react/macro";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { BudgetForm } from "./budget-form.tsx";
import { InShop } from "./in-shop.tsx";

const route = getRouteApi("/shop/$shopId/budget");

/** Changing the shop's budget. */
export function BudgetPage() {
  const { t } = useLingui();
  const { shopId } = route.useParams();
  const navigate = useNavigate();
  return (
    <InShop shopId={shopId} title={t`Budget`}>
      {(shop) => (
        <div className="max-w-2xl">
          <BudgetForm shop={shop} onDone={() => void navigate({ to: "/shop/$shopId", params: { shopId } })} />
        </div>
      )}
    </InShop>
  );
}
