import { type ListeningFacts, LISTENING_MODES } from "@songkeeper/catalog";
import { RENDITION_NAMES } from "@songkeeper/media";
import { z } from "zod";
import type { Tx } from "../db/transact.ts";
import { isReviewedBy } from "../matches/match-queries.ts";
import { findOwned } from "../orders/ownership-queries.ts";
import { previewChoice, type PreviewInForce, previewInForce } from "../uploads/preview-choice.ts";
import { findCreditedIds } from "./card-queries.ts";

const loudness = z.object({ integratedLufs: z.number(), rangeLu: z.number(), truePeakDbtp: z.number() });

/** What streaming needs of what the media worker found and made. */
const made = z.object({
  loudness,
  preview: z.object({ startMs: z.number(), durationMs: z.number() }),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
  renditions: z.array(
    z.object({
      name: z.enum(RENDITION_NAMES),
      file: z.string(),
      playlist: z.string(),
      codecs: z.string(),
      peakBandwidth: z.number(),
      averageBandwidth: z.number(),
      sampleRate: z.number(),
      durationMs: z.number(),
    }),
  ),
});

/** A recording that can be heard: how long and loud it is, and what was made of it. */
export interface HeardRecording extends Omit<z.output<typeof made>, "files"> {
  readonly id: string;
  readonly preview: PreviewInForce;
  readonly durationMs: number;
}

/** A recording as a song of a release. */
export interface ReleasedRecording extends HeardRecording {
  /** Null where it is not known. */
  readonly releaseLoudness: z.output<typeof loudness> | null;
}

/** A stored file of a recording; its hash is that of the content. */
export interface RecordingFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** For whom and under which song a recording is asked for; a song of null asks for an upload as such. */
export interface ListeningCase {
  readonly recordingId: string;
  readonly trackId: string | null;
  readonly userId: string | null;
}

/** What decides how much of a recording somebody hears; undefined where there is no such recording, or not of that song. */
export async function findListeningFacts(
  tx: Tx,
  { recordingId, trackId, userId }: ListeningCase,
): Promise<ListeningFacts | undefined> {
  if (trackId === null) return findUploadFacts(tx, recordingId, userId);
  const row = await tx
    .selectFrom("track")
    .select(["owner_id", "listening", "withdrawn_at", "release_id"])
    .where("id", "=", trackId)
    .where("recording_id", "=", recordingId)
    .executeTakeFirst();
  const listening = LISTENING_MODES.find((mode) => mode === row?.listening);
  if (!row || !listening) return undefined;
  const ids = [trackId];
  return {
    listening,
    published: row.release_id !== null,
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
    isOwner: userId === row.owner_id,
    isCredited: userId !== null && (await findCreditedIds(tx, userId, ids)).has(trackId),
    owned: userId !== null && (await findOwned(tx, userId, ids)).has(trackId),
    isReviewer: false,
  };
}

/** An upload's musician hears it as soon as there is something to hear, and until it is refused or removed. */
const BEING_MADE = ["waiting", "working"];
const EXPECTED = [...BEING_MADE, "ready"];

/** Whether a recording is to be made ready, or is made ready now. */
export async function isBeingMade(tx: Tx, recordingId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("recording")
    .select("id")
    .where("id", "=", recordingId)
    .where("state", "in", BEING_MADE)
    .executeTakeFirst();
  return row !== undefined;
}

async function findUploadFacts(
  tx: Tx,
  recordingId: string,
  userId: string | null,
): Promise<ListeningFacts | undefined> {
  const row = await tx
    .selectFrom("recording")
    .select("owner_id")
    .where("id", "=", recordingId)
    .where("state", "in", EXPECTED)
    .executeTakeFirst();
  if (!row) return undefined;
  const isOwner = userId === row.owner_id;
  const isReviewer = !isOwner && userId !== null && (await isReviewedBy(tx, recordingId, userId));
  const none = { withdrawnAt: null, isCredited: false, owned: false };
  return { listening: "full", published: false, isOwner, isReviewer, ...none };
}

/** The recording of a song, with the loudness of its release; undefined for none, and for a song from before uploads. */
export async function findRecordingOfTrack(tx: Tx, trackId: string): Promise<ReleasedRecording | undefined> {
  const row = await tx
    .selectFrom("track")
    .innerJoin("recording", "recording.id", "track.recording_id")
    .leftJoin("release", "release.id", "track.release_id")
    .select(["recording.id", "recording.duration_ms", "recording.result"])
    .select(["recording.preview_start_ms", "recording.preview", "release.loudness"])
    .where("track.id", "=", trackId)
    .executeTakeFirst();
  return (
    row && { ...toHeard(row), releaseLoudness: row.loudness === null ? null : loudness.parse(JSON.parse(row.loudness)) }
  );
}

/** A recording by its id, once it can be heard. */
export async function findHeardRecording(tx: Tx, recordingId: string): Promise<HeardRecording | undefined> {
  const row = await tx
    .selectFrom("recording")
    .select(["id", "duration_ms", "result", "preview_start_ms", "preview"])
    .where("id", "=", recordingId)
    .where("state", "=", "ready")
    .executeTakeFirst();
  return row && toHeard(row);
}

/** The preview of a recording that begins at this place, where that is the one in force. */
export async function findPreviewAt(tx: Tx, recordingId: string, startMs: number): Promise<PreviewInForce | undefined> {
  const preview = (await findHeardRecording(tx, recordingId))?.preview;
  return preview?.startMs === startMs ? preview : undefined;
}

function toHeard(row: {
  id: string;
  duration_ms: bigint | null;
  result: string | null;
  preview_start_ms: bigint | null;
  preview: string | null;
}): HeardRecording {
  const { files, ...result } = made.parse(JSON.parse(row.result ?? "null"));
  const preview = previewInForce({ ...result, files }, previewChoice(row));
  return { id: row.id, durationMs: Number(row.duration_ms), ...result, preview };
}

/** The song that a recording is published as, if it can be heard by anybody. */
export async function findTrackHeard(tx: Tx, recordingId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom("track")
    .select("id")
    .where("recording_id", "=", recordingId)
    .where("release_id", "is not", null)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return row?.id;
}

/** A file of a recording by its name, such as "flac.mp4". */
export async function findRecordingFile(tx: Tx, recordingId: string, name: string): Promise<RecordingFile | undefined> {
  const row = await tx
    .selectFrom("recording_file")
    .select(["bytes", "sha256"])
    .where("recording_id", "=", recordingId)
    .where("name", "=", name)
    .executeTakeFirst();
  return row && { bytes: Number(row.bytes), sha256: row.sha256 };
}
