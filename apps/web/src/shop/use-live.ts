import type { PlayReceipt, ShopView, ZoneView } from "@songkeeper/client";
import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { client } from "../shell/client.ts";
import { mergeReceipt, type Pages, receiptKey } from "./merge-receipts.ts";
import { type ReceiptFilter, shopKeys } from "./use-shop.ts";

export type LiveState = "connecting" | "live" | "lost";

const RETRY_MS = [1000, 2000, 5000, 10_000, 30_000];

/**
 * Keeps a shop's page true while it is open: plays as they are judged, what sounds now, changes of the shop.
 * A lost connection is made again by itself, and what was missed meanwhile is asked for. `fresh` names the plays that
 * came since the page was opened.
 */
export function useLive(shopId: string): { state: LiveState; fresh: ReadonlySet<string> } {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const refetchShop = () => void queries.invalidateQueries({ queryKey: shopKeys.shop(shopId) });
    return openLive(client.shops.liveUrl(shopId), {
      onState: setState,
      onReconnect: () => {
        refetchShop();
        void queries.invalidateQueries({ queryKey: shopKeys.allReceipts(shopId) });
      },
      onReceipt: (receipt) => {
        addReceipt(queries, shopId, receipt);
        setFresh((known) => new Set(known).add(receiptKey(receipt)));
        refetchShop();
      },
      onNow: ({ zoneId, now }) => setNow(queries, { shopId, zoneId, now }),
      onShop: refetchShop,
    });
  }, [queries, shopId]);
  return { state, fresh };
}

type Now = NonNullable<ZoneView["device"]>["now"];

interface LiveEvents {
  onState: (state: LiveState) => void;
  onReconnect: () => void;
  onReceipt: (receipt: PlayReceipt) => void;
  onNow: (event: { zoneId: string; now: Now }) => void;
  onShop: () => void;
}

/** Opens the event stream and opens it anew, ever more patiently, when the browser gives it up. Returns how to stop. */
function openLive(url: string, events: LiveEvents): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let opened = false;
  const open = () => {
    source = new EventSource(url);
    source.onopen = () => {
      if (opened) events.onReconnect();
      opened = true;
      failures = 0;
      events.onState("live");
    };
    source.onerror = () => {
      events.onState("lost");
      // The browser tries again by itself, except after an answer that is no stream: then it is closed for good.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    };
    source.addEventListener("receipt", (event) => events.onReceipt(JSON.parse(event.data)));
    source.addEventListener("now", (event) => events.onNow(JSON.parse(event.data)));
    source.addEventListener("shop", () => events.onShop());
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function addReceipt(queries: QueryClient, shopId: string, receipt: PlayReceipt): void {
  for (const [key] of queries.getQueriesData<InfiniteData<Pages["pages"][number]>>({
    queryKey: shopKeys.allReceipts(shopId),
  })) {
    const filter = (key[2] ?? {}) as ReceiptFilter;
    queries.setQueryData<Pages>(key, (known) => known && mergeReceipt(known, receipt, filter));
  }
}

function setNow(queries: QueryClient, { shopId, zoneId, now }: { shopId: string; zoneId: string; now: Now }): void {
  queries.setQueryData<ShopView>(shopKeys.shop(shopId), (shop) => {
    if (!shop) return shop;
    const told = (zone: ZoneView) =>
      zone.id === zoneId && zone.device
        ? { ...zone, device: { ...zone.device, now, lastSeenAt: now?.at ?? null } }
        : zone;
    return { ...shop, places: shop.places.map((place) => ({ ...place, zones: place.zones.map(told) })) };
  });
}
