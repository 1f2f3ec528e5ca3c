import { entitlement } from "@songkeeper/catalog";
import type { Listening } from "@songkeeper/contracts";
import type { Tx } from "../db/transact.ts";
import { streamEnd } from "./audition-url.ts";
import { findListeningFacts, findRecordingOfTrack, type HeardRecording } from "./recording-queries.ts";
import { signStreamToken } from "./stream-token.ts";
import type { ReaderId } from "./view-cards.ts";

/** Leave for somebody to hear a song, as much of it as they may; undefined where that is nothing. */
export async function beginListening(
  tx: Tx,
  { trackId, reader }: { trackId: string; reader: ReaderId },
  { now, mediaSecret }: { now: Date; mediaSecret: Uint8Array },
): Promise<Listening | undefined> {
  const recording = await findRecordingOfTrack(tx, trackId);
  if (!recording) return undefined;
  const asked = { recordingId: recording.id, trackId, userId: reader ?? null };
  const facts = await findListeningFacts(tx, asked);
  const tier = facts && entitlement(facts);
  if (!tier) return undefined;
  const { loudness, releaseLoudness } = recording;
  const same = {
    trackId,
    tier,
    loudness,
    releaseLoudness,
    waveformUrl: `/waveforms/${recording.id}/overview.dat`,
  };
  if (tier === "preview") return { ...same, ...previewOf(recording) };
  const expiresAt = streamEnd(recording.durationMs, now);
  const token = signStreamToken(mediaSecret, { ...asked, tier, expiresAt });
  return {
    ...same,
    playlistUrl: `/m/${token}/master.m3u8`,
    expiresAt: expiresAt.toISOString(),
    durationMs: recording.durationMs,
    startMs: 0,
  };
}

/** Its place stands in the address: caches keep what they were given under the old one. */
function previewOf({ id, preview: { startMs, durationMs } }: HeardRecording) {
  return { playlistUrl: `/previews/${id}/${startMs}/preview.m3u8`, expiresAt: null, startMs, durationMs };
}
