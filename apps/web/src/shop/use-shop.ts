import type { PlaceView, ReceiptQuery, ShopView, Use, VerdictWord, ZoneView } from "@songkeeper/client";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { client } from "../shell/client.ts";

/** The cache's names for what is known of a shop. */
export const shopKeys = {
  shop: (shopId: string) => ["shop", shopId] as const,
  allReceipts: (shopId: string) => ["receipts", shopId] as const,
  receipts: (shopId: string, filter: ReceiptFilter) => ["receipts", shopId, filter] as const,
};

/** Which receipts are shown: of one zone or all, of one verdict or all. */
export interface ReceiptFilter {
  readonly zone?: string;
  readonly verdict?: VerdictWord;
}

/** Everything the Shop room shows but its receipts; asked again every so many ms where nothing else tells of changes. */
export function useShop(shopId: string, { everyMs }: { everyMs?: number } = {}) {
  return useQuery({
    queryKey: shopKeys.shop(shopId),
    queryFn: ({ signal }) => client.shops.getShop(shopId, signal),
    ...(everyMs ? { refetchInterval: everyMs } : {}),
  });
}

/** Receipts, newest first, a page at a time. */
export function useReceipts(shopId: string, filter: ReceiptFilter) {
  return useInfiniteQuery({
    queryKey: shopKeys.receipts(shopId, filter),
    queryFn: ({ pageParam, signal }) => client.shops.listReceipts(shopId, receiptQuery(filter, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
    placeholderData: keepPreviousData,
  });
}

function receiptQuery(filter: ReceiptFilter, cursor: string | null): ReceiptQuery {
  return { ...filter, ...(cursor ? { cursor } : {}) };
}

/** The songs that may be licensed for a use, with their fees, a page at a time. */
export function useCatalogue(shopId: string, use: Use) {
  return useInfiniteQuery({
    queryKey: ["catalogue", shopId, use],
    queryFn: ({ pageParam, signal }) =>
      client.shops.listCatalogue(shopId, { use, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
  });
}

/** What a choice of songs is expected to cost at the zone's opening hours; the last answer stands until the next. */
export function useEstimate(zoneId: string, trackIds: readonly string[]) {
  return useQuery({
    queryKey: ["estimate", zoneId, trackIds],
    queryFn: ({ signal }) => client.shops.estimate(zoneId, { trackIds: [...trackIds] }, signal),
    placeholderData: keepPreviousData,
  });
}

/** A change of the shop, after which everything shown of it is asked for anew. */
export function useShopChange<Asked, Answered>(
  shopId: string,
  change: (asked: Asked) => Promise<Answered>,
): UseMutationResult<Answered, Error, Asked> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: shopKeys.shop(shopId) }),
  });
}

/** A zone of the shop with the place it is in. */
export function findZone(shop: ShopView, zoneId: string): { zone: ZoneView; place: PlaceView } | undefined {
  for (const place of shop.places) {
    const zone = place.zones.find(({ id }) => id === zoneId);
    if (zone) return { zone, place };
  }
  return undefined;
}
