import type { RecordingMatch, RecordingView } from "@songkeeper/contracts";
import { type IngestResult, OVERVIEW_FILE } from "@songkeeper/media";
import { auditionUrl } from "../listen/audition-url.ts";
import type { Services } from "../services.ts";
import { previewInForce } from "./preview-choice.ts";
import type { Recording } from "./recording.ts";

type AuditionServices = Pick<Services, "secrets" | "ingests" | "now">;

/** A recording as its musician sees it; once something of it is there it can be heard, by nobody else. */
export function viewRecording(
  recording: Recording,
  matches: readonly RecordingMatch[],
  services: AuditionServices,
): RecordingView {
  const { id, fileName, bytes, state, step, refusal, refusalFacts, result, coverId } = recording;
  const { ingests } = services;
  return {
    id,
    fileName,
    bytes,
    state,
    step,
    share: state === "working" ? ingests.shareOf(id) : null,
    refusal,
    refusalFacts: { ...refusalFacts },
    source: result && { ...result.source },
    tags: result && { ...result.tags },
    loudness: result && { ...result.loudness },
    character: result?.character ?? null,
    preview: result && previewOf(result, recording),
    matches: [...matches],
    coverId,
    playlistUrl: playlistOf(recording, services),
    waveformUrl: result && `/waveforms/${id}/${OVERVIEW_FILE}`,
  };
}

/** Where it is heard: all of it once it is ready, and before that what there is already. */
function playlistOf(
  { id, ownerId, state, result, durationMs }: Recording,
  { secrets, ingests, now }: AuditionServices,
): string | null {
  const isGrowing = state === "working" && ingests.growthOf(id) !== undefined;
  if (!result && !isGrowing) return null;
  return auditionUrl(secrets.media, { recordingId: id, userId: ownerId, durationMs: durationMs ?? 0 }, now());
}

function previewOf(result: IngestResult, { preview }: Recording): RecordingView["preview"] {
  const { startMs, durationMs } = previewInForce(result, preview);
  return { startMs, durationMs };
}
