import type {
  Budget,
  CataloguePage,
  CostEstimate,
  Licence,
  NewLicence,
  NewPairingCode,
  NewPlace,
  NewShop,
  PlaceView,
  ReceiptPage,
  ReceiptQuery,
  ShopView,
  SoundtrackChoice,
  TopUp,
  TopUpDone,
  Use,
  ZoneChange,
  ZoneView,
} from "./shapes.ts";
import type { Send } from "./transport.ts";

/** A shop: its places, zones, soundtracks, money and receipts. */
export function shopClient(send: Send) {
  return {
    addShop: (shop: NewShop) => send<ShopView>("/api/shops", { method: "POST", body: shop }),
    getShop: (shopId: string, signal?: AbortSignal) => send<ShopView>(`/api/shops/${shopId}`, { signal }),
    addPlace: (shopId: string, place: NewPlace) =>
      send<PlaceView>(`/api/shops/${shopId}/places`, { method: "POST", body: place }),
    setBudget: (shopId: string, budget: Budget) =>
      send<ShopView>(`/api/shops/${shopId}/budget`, { method: "PUT", body: budget }),
    addLicence: (shopId: string, wanted: NewLicence) =>
      send<Licence>(`/api/shops/${shopId}/licences`, { method: "POST", body: wanted }),
    listCatalogue: (shopId: string, query: { use: Use; cursor?: string | undefined }, signal?: AbortSignal) =>
      send<CataloguePage>(`/api/shops/${shopId}/catalogue`, { query, signal }),
    /** The same key may be sent again after a lost answer: the wallet is topped up once. */
    topUp: (shopId: string, amount: TopUp, idempotencyKey: string) =>
      send<TopUpDone>(`/api/shops/${shopId}/top-ups`, { method: "POST", body: amount, idempotencyKey }),
    listReceipts: (shopId: string, query: ReceiptQuery, signal?: AbortSignal) =>
      send<ReceiptPage>(`/api/shops/${shopId}/receipts`, { query: { ...query }, signal }),
    /** Where the shop's live events are read from (text/event-stream: `receipt`, `now`, `shop`). */
    liveUrl: (shopId: string) => `/api/shops/${shopId}/live`,
    changeZone: (zoneId: string, change: ZoneChange) =>
      send<ZoneView>(`/api/zones/${zoneId}`, { method: "PUT", body: change }),
    setSoundtrack: (zoneId: string, choice: SoundtrackChoice) =>
      send<ZoneView>(`/api/zones/${zoneId}/soundtrack`, { method: "PUT", body: choice }),
    estimate: (zoneId: string, choice: SoundtrackChoice, signal?: AbortSignal) =>
      send<CostEstimate>(`/api/zones/${zoneId}/estimate`, { method: "POST", body: choice, signal }),
    newPairingCode: (zoneId: string) =>
      send<NewPairingCode>(`/api/zones/${zoneId}/pairing-codes`, { method: "POST", body: {} }),
  };
}
