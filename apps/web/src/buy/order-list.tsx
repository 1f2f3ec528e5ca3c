import { Trans, useLingui } from "@lingui/react/macro";
import type { OrderView } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { SkeletonCards } from "../shell/loaded.tsx";
import { Money } from "../shell/money.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { When } from "../shell/when.tsx";
import { ORDER_WORDS } from "./order-words.ts";
import { RefundButton } from "./refund-button.tsx";
import { useOrders } from "./use-ordering.ts";

/** The reader's orders, newest first. */
export function OrderList() {
  const orders = useOrders();
  const items = orders.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="space-y-3">
      <h2>
        <Trans>Orders</Trans>
      </h2>
      {orders.isPending && <SkeletonCards heights={["5rem", "5rem"]} />}
      {orders.isError && (
        <ProblemNote error={orders.error}>
          <button type="button" className="button button-quiet" onClick={() => void orders.refetch()}>
            <Trans>Try again</Trans>
          </button>
        </ProblemNote>
      )}
      {orders.data && items.length === 0 && (
        <p className="text-soft">
          <Trans>No orders yet.</Trans>
        </p>
      )}
      <ul>
        {items.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </ul>
      {orders.hasNextPage && (
        <button
          type="button"
          className="button button-quiet w-full"
          disabled={orders.isFetchingNextPage}
          onClick={() => void orders.fetchNextPage()}
        >
          {orders.isFetchingNextPage ? <Trans>Loading…</Trans> : <Trans>Show more orders</Trans>}
        </button>
      )}
    </section>
  );
}

function OrderRow({ order }: { order: OrderView }) {
  const { i18n } = useLingui();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3 last:border-b-0">
      <div className="min-w-0 grow basis-60">
        <Link to="/orders/$orderId" params={{ orderId: order.id }} className="link">
          {order.lines.map(({ title }) => title).join(" · ")}
        </Link>
        <p className="text-sm text-soft">
          <When at={order.createdAt} /> · {i18n._(ORDER_WORDS[order.state])}
        </p>
      </div>
      <Money micros={order.totalMicro} />
      {order.refundable && <RefundButton order={order} />}
    </li>
  );
}
