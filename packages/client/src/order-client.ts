import type {
  DownloadRequest,
  DownloadView,
  KeptRelease,
  LibraryPage,
  NewOrder,
  OrderPage,
  OrderView,
  ReleaseDownloadView,
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
    /** The file is made at the first demand, and anew where that failed. */
    askForDownload: (songId: string, wanted: DownloadRequest) =>
      send<DownloadView>(`/api/library/${songId}/downloads`, { method: "POST", body: wanted }),
    /** How far a file is that was asked for. */
    getDownload: (songId: string, { format }: DownloadRequest) =>
      send<DownloadView>(`/api/library/${songId}/downloads/${format}`),
    getKeptRelease: (releaseId: string, signal?: AbortSignal) =>
      send<KeptRelease>(`/api/library/releases/${releaseId}/downloads`, { signal }),
    /** The same for all songs that are kept of a release. */
    askForRelease: (releaseId: string, wanted: DownloadRequest) =>
      send<ReleaseDownloadView>(`/api/library/releases/${releaseId}/downloads`, { method: "POST", body: wanted }),
    getReleaseDownload: (releaseId: string, { format }: DownloadRequest) =>
      send<ReleaseDownloadView>(`/api/library/releases/${releaseId}/downloads/${format}`),
  };
}
