import { deviceClient, ProblemError, transport } from "@songkeeper/client";
import type { Answer, Platform } from "../core/ports.ts";

/** A request without an answer for so long has none. */
const TIMEOUT_MS = 30_000;

/** The platform's API over HTTP, as one device. */
export function httpPlatform({ deviceId, token }: { deviceId: string; token: string }): Platform {
  const client = deviceClient(transport({ token: () => token }));
  return {
    getDevice: () => answered(client.getDevice(deviceId, AbortSignal.timeout(TIMEOUT_MS))),
    requestLease: (request) => answered(client.requestLease(deviceId, request, AbortSignal.timeout(TIMEOUT_MS))),
    deliverChunk: (delivery) => answered(client.deliverChunk(deviceId, delivery, AbortSignal.timeout(TIMEOUT_MS))),
    tellNowPlaying: (now) => answered(client.tellNowPlaying(deviceId, now, AbortSignal.timeout(TIMEOUT_MS))),
  };
}

/** An answer or the reason for none; a server that fails or is too busy counts as not reached, and is asked again. */
export async function answered<T>(request: Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await request };
  } catch (error) {
    const isAnswer = error instanceof ProblemError && error.status >= 400 && error.status < 500 && error.status !== 429;
    return isAnswer
      ? { ok: false, reason: error.code, facts: error.facts }
      : { ok: false, reason: "unreachable", facts: {} };
  }
}
