import { signStreamToken } from "./stream-token.ts";

/** An audition's address changes so often, so that a page drawn anew does not stop the sound. */
const STEP_MS = 15 * 60_000;

/** The address of a playlist by which a musician hears an own recording, published or not, at its best quality. */
export function auditionUrl(
  secret: Uint8Array,
  { recordingId, userId, durationMs }: { recordingId: string; userId: string; durationMs: number },
  now: Date,
): string {
  const least = streamEnd(durationMs, now).getTime();
  const expiresAt = new Date(Math.ceil(least / STEP_MS) * STEP_MS);
  const token = signStreamToken(secret, { recordingId, trackId: null, userId, tier: "lossless", expiresAt });
  return `/m/${token}/master.m3u8`;
}

/** Until when a stream that begins now may be fetched: a pause of a quarter of an hour, and the song twice over. */
export function streamEnd(durationMs: number, now: Date): Date {
  return new Date(now.getTime() + 2 * durationMs + 15 * 60_000);
}
