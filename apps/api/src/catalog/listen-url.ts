import { signPathToken } from "./path-token.ts";
import type { PricedTrack } from "./queries.ts";

/** How long a song may be listened to before choosing it. */
const LISTEN_MS = 6 * 3_600_000;

/** The address under which a song can be heard for some hours, to choose it. */
export function listenUrl(
  secret: Uint8Array,
  track: Pick<PricedTrack, "trackId" | "audioObject" | "audioSha256" | "audioBytes">,
  now: Date,
): string {
  const token = signPathToken(secret, {
    object: track.audioObject,
    sha256: track.audioSha256,
    bytes: track.audioBytes,
    expiresAt: new Date(now.getTime() + LISTEN_MS),
    purpose: "listen",
    ref: track.trackId,
  });
  return `/m/${token}/track.wav`;
}
