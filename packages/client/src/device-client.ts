import type { Delivery, DeviceState, Lease, LeaseRequest, NowPlaying, Paired, Pairing, Receipt } from "./shapes.ts";
import type { Send } from "./transport.ts";

/** A zone's player: all but the pairing need its bearer token. */
export function deviceClient(send: Send) {
  return {
    pair: (pairing: Pairing) => send<Paired>("/api/pairings", { method: "POST", body: pairing }),
    getDevice: (deviceId: string, signal?: AbortSignal) => send<DeviceState>(`/api/devices/${deviceId}`, { signal }),
    requestLease: (deviceId: string, request: LeaseRequest, signal?: AbortSignal) =>
      send<Lease>(`/api/devices/${deviceId}/leases`, { method: "POST", body: request, signal }),
    deliverChunk: (deviceId: string, delivery: Delivery, signal?: AbortSignal) =>
      send<Receipt>(`/api/devices/${deviceId}/chunks`, { method: "POST", body: delivery, signal }),
    tellNowPlaying: (deviceId: string, now: NowPlaying, signal?: AbortSignal) =>
      send<void>(`/api/devices/${deviceId}/now-playing`, { method: "PUT", body: now, signal }),
  };
}
