import type { RecordingView } from "@songkeeper/contracts";
import { OVERVIEW_FILE } from "@songkeeper/media";
import { auditionUrl } from "../listen/audition-url.ts";
import type { Services } from "../services.ts";
import type { Recording } from "./recording.ts";

/** A recording as its musician sees it; once it is ready it can be heard, by nobody else. */
export function viewRecording(
  recording: Recording,
  { secrets, ingests, now }: Pick<Services, "secrets" | "ingests" | "now">,
): RecordingView {
  const { id, fileName, bytes, state, step, refusal, refusalFacts, result, coverId, durationMs } = recording;
  const heard = { recordingId: id, userId: recording.ownerId, durationMs: durationMs ?? 0 };
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
    preview: result && { ...result.preview },
    matches: [],
    coverId,
    playlistUrl: result && auditionUrl(secrets.media, heard, now()),
    waveformUrl: result && `/waveforms/${id}/${OVERVIEW_FILE}`,
  };
}
