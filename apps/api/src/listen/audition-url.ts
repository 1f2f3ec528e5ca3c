import { signStreamToken, type StreamToken } from "./stream-token.ts";

/** An audition's address changes so often, so that a page drawn anew does not stop the sound. */
const STEP_MS = 15 * 60_000;

/** Who hears which upload, and how long that is. */
interface Audition {
  readonly recordingId: string;
  readonly userId: string;
  readonly durationMs: number;
}

/** The address of a playlist by which a musician hears an own recording, published or not, at its best quality. */
export function auditionUrl(secret: Uint8Array, audition: Audition, now: Date): string {
  return uploadUrl(secret, { ...audition, tier: "lossless" }, now);
}

/** The address of a playlist by which a person of the platform's hears a recording about which they are to decide. */
export function reviewUrl(secret: Uint8Array, audition: Audition, now: Date): string {
  return uploadUrl(secret, { ...audition, tier: "standard" }, now);
}

function uploadUrl(secret: Uint8Array, { durationMs, ...of }: Audition & Pick<StreamToken, "tier">, now: Date): string {
  const least = streamEnd(durationMs, now).getTime();
  const expiresAt = new Date(Math.ceil(least / STEP_MS) * STEP_MS);
  const token = signStreamToken(secret, { ...of, trackId: null, expiresAt });
  return `/m/${token}/master.m3u8`;
}

/** Until when a stream that begins now may be fetched: a pause of a quarter of an hour, and the song twice over. */
export function streamEnd(durationMs: number, now: Date): Date {
  return new Date(now.getTime() + 2 * durationMs + 15 * 60_000);
}
