import type { OrderView } from "@songkeeper/client";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { LISTEN } from "../listen/use-listen.ts";
import { client } from "../shell/client.ts";
import { newIdempotencyKey } from "../shell/idempotency-key.ts";

const ORDERS = "orders";
const LIBRARY = "library";
/** States from which an order goes on by itself. */
const UNDER_WAY = new Set<OrderView["state"]>(["created", "pending", "paid"]);

/** Orders a song and goes where it is paid, or where it is given. One intent is one order, however often it is sent. */
export function useOrdering() {
  const navigate = useNavigate();
  const changed = useBooksChanged();
  const keyOf = useIntentKey();
  return useMutation({
    mutationFn: (line: { trackId: string; amountMicro: string }) =>
      client.orders.addOrder({ lines: [line] }, keyOf(`${line.trackId} ${line.amountMicro}`)),
    onSuccess: async ({ id, payUrl, state }) => {
      if (payUrl && !payUrl.startsWith("/")) return location.assign(payUrl);
      if (state === "fulfilled") await changed();
      if (payUrl) await navigate({ to: payUrl });
      else await navigate({ to: "/orders/$orderId", params: { orderId: id } });
    },
  });
}

/** An order; asked again while it is under way. */
export function useOrder(orderId: string) {
  return useQuery({
    queryKey: [ORDERS, orderId],
    queryFn: ({ signal }) => client.orders.getOrder(orderId, signal),
    refetchInterval: ({ state }) => (state.data && UNDER_WAY.has(state.data.state) ? 1_500 : false),
  });
}

/** The reader's orders, newest first, a page at a time. */
export function useOrders() {
  return useInfiniteQuery({
    queryKey: [ORDERS, "all"],
    queryFn: ({ pageParam, signal }) => client.orders.listOrders(pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
  });
}

/** The reader's songs, a page at a time. */
export function useLibrary() {
  return useInfiniteQuery({
    queryKey: [LIBRARY],
    queryFn: ({ pageParam, signal }) => client.orders.listLibrary(pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
  });
}

/** Gives an order's money back. */
export function useRefund(orderId: string) {
  const changed = useBooksChanged();
  const keyOf = useIntentKey();
  return useMutation({
    mutationFn: () => client.orders.refund(orderId, keyOf("refund")),
    onSettled: changed,
  });
}

/**
 * After money or songs changed hands: all that says who owns what is asked anew. What sounds goes on as it is: hearing
 * it lossless ends the time in which it can be given back, so that only its buyer begins that.
 */
export function useBooksChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([ORDERS, LIBRARY, LISTEN].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
}

/** One key for one intent: pressed again after a lost answer, the same thing is asked for, not a second one. */
function useIntentKey(): (intent: string) => string {
  const sent = useRef<{ intent: string; key: string } | undefined>(undefined);
  return (intent) => {
    const known = sent.current?.intent === intent ? sent.current : { intent, key: newIdempotencyKey() };
    sent.current = known;
    return known.key;
  };
}
