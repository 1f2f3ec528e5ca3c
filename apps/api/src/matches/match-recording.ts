import { FINGERPRINT_FILE, type Fingerprint, readFingerprint } from "@songkeeper/media";
import type { Tx } from "../db/transact.ts";
import { tell } from "../messages/queries.ts";
import type { Services } from "../services.ts";
import { recordingObjects } from "../uploads/recording.ts";
import { findRecording } from "../uploads/recording-queries.ts";
import { findSameRecordings, type SameRecording } from "./find-same-recordings.ts";
import { forgetFingerprint, indexFingerprint } from "./index-fingerprint.ts";
import type { NewMatch } from "./match.ts";
import { deleteUndecided, insertMatch } from "./match-queries.ts";

type Matching = Pick<Services, "transact" | "objects" | "now">;

/** More than these tell nobody anything new: a recording is held by one of them already. */
const NOTED_MAX = 20;

/**
 * Compares a recording with every earlier one, and notes those that hold the same sound: of its own musician's it is only
 * told, another's holds it until a person decides. It is done before a recording is ready, so that nothing is published
 * that was not compared; done twice, it does no harm.
 */
export async function matchRecording(services: Matching, recordingId: string): Promise<void> {
  const items = await readStored(services, recordingId);
  if (!items) return;
  const placed = await indexFingerprint(services, recordingId, items);
  const found = await findSameRecordings(services, placed);
  if (found.length > 0) await services.transact((tx) => noteMatches(tx, recordingId, found, services.now()));
}

/** Forgets how a recording sounds that is gone, and what waited only because of it. */
export async function forgetMatches(services: Matching, recordingId: string): Promise<void> {
  await forgetFingerprint(services, recordingId);
  await services.transact((tx) => deleteUndecided(tx, recordingId));
}

/** Three times as long as that of the longest song. Whatever a worker wrote in its place is not read into memory. */
const FINGERPRINT_BYTES_MAX = 1_048_576;

/** The fingerprint that the media worker made; none of what was made without one. */
async function readStored({ objects }: Matching, recordingId: string): Promise<Fingerprint | undefined> {
  const name = `${recordingObjects.media(recordingId)}/${FINGERPRINT_FILE}`;
  const size = await objects.size(name);
  if (!size) return undefined;
  if (size > FINGERPRINT_BYTES_MAX) throw new RangeError(`a fingerprint of ${size} bytes is of no song`);
  return readFingerprint(new Uint8Array(await new Response(objects.read(name, 0, size - 1)).arrayBuffer()));
}

async function noteMatches(tx: Tx, recordingId: string, found: readonly SameRecording[], now: Date): Promise<void> {
  const recording = await findRecording(tx, recordingId);
  if (!recording || recording.state === "removed") return;
  const matches: NewMatch[] = [];
  for (const same of found) {
    const other = await findRecording(tx, same.otherId);
    if (!other || other.state === "removed") continue;
    matches.push({ ...same, recordingId, kind: other.ownerId === recording.ownerId ? "own" : "held" });
  }
  const held = matches.filter(({ kind }) => kind === "held").slice(0, NOTED_MAX);
  const own = matches.filter(({ kind }) => kind === "own").slice(0, NOTED_MAX);
  let isNews = false;
  for (const match of [...held, ...own])
    isNews = ((await insertMatch(tx, match, now)) && match.kind === "held") || isNews;
  if (!isNews) return;
  const params = { title: recording.fileName };
  await tell(tx, { recipient: recording.ownerId, topic: "recording_held", ref: recordingId, params }, now);
}
