import type {
  DownloadRequest,
  DownloadView,
  LibraryPage,
  NewOrder,
  OrderPage,
  OrderView,
  SandboxOutcome,
  SandboxPayment,
} from "./shapes.ts";
import type { Send } from "./transport.ts";

/** Buying songs, and keeping what was bought. */
export function orderClient(send: Send) {
  return {
    /** The same key may be sent again after a lost answer: one order is made. */
    addOrder: (order: NewOrder, idempotencyKey: string) =>
      send<OrderView>("/api/orders", { method: "POST", body: order, idempotencyKey }),
    getOrder: (orderId: string, signal?: AbortSignal) => send<OrderView>(`/api/orders/${orderId}`, { signal }),
    listOrders: (cursor?: string, signal?: AbortSignal) =>
      send<OrderPage>("/api/orders", { query: { cursor }, signal }),
    refund: (orderId: string, idempotencyKey: string) =>
      send<OrderView>(`/api/orders/${orderId}/refund`, { method: "POST", body: {}, idempotencyKey }),
    getSandboxPayment: (reference: string, signal?: AbortSignal) =>
      send<SandboxPayment>(`/api/sandbox/payments/${reference}`, { signal }),
    decideSandboxPayment: (reference: string, outcome: SandboxOutcome) =>
      send<SandboxPayment>(`/api/sandbox/payments/${reference}`, { method: "POST", body: outcome }),
    listLibrary: (cursor?: string, signal?: AbortSignal) =>
      send<LibraryPage>("/api/library", { query: { cursor }, signal }),
    /** Asked again until it is ready: the file is made at the first demand. */
    download: (songId: string, wanted: DownloadRequest) =>
      send<DownloadView>(`/api/library/${songId}/downloads`, { method: "POST", body: wanted }),
  };
}
