import { tokenUrl } from "./path-token.ts";
import type { Song } from "./song-queries.ts";

/** A song's address changes so often; it holds at least as long, so that nobody's listening is cut off. */
const LISTEN_MS = 6 * 3_600_000;

/**
 * The address under which a song can be heard for 6 to 12 hours, to choose it. Asked for again it is mostly the same, so
 * that a page drawn anew neither stops the sound nor fetches the file a second time.
 */
export function listenUrl(
  secret: Uint8Array,
  track: Pick<Song, "trackId" | "audioObject" | "audioSha256" | "audioBytes">,
  now: Date,
): string {
  return tokenUrl(secret, {
    object: track.audioObject,
    sha256: track.audioSha256,
    bytes: track.audioBytes,
    expiresAt: new Date((Math.floor(now.getTime() / LISTEN_MS) + 2) * LISTEN_MS),
    purpose: "listen",
    ref: track.trackId,
  });
}

/** The address under which a shop hears a song before it takes it: as much of it as the musician lets everybody hear. */
export function trialUrl(secret: Uint8Array, track: Song, now: Date): string {
  return track.listening === "preview" && track.recordingId !== null
    ? `/previews/${track.recordingId}/preview.mp4`
    : listenUrl(secret, track, now);
}
