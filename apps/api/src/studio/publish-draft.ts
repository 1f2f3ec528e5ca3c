import { accept, type FieldError, type Outcome, refuse } from "@songkeeper/base";
import { type MadeFile, releaseLoudness } from "@songkeeper/media";
import { createTrack, findUnknownParties } from "../catalog/create-track.ts";
import { timeOrderedId } from "../catalog/time-ordered-id.ts";
import { askConsent } from "../claims/ask-consent.ts";
import type { Tx } from "../db/transact.ts";
import { findHeld } from "../matches/match-queries.ts";
import { indexTrack } from "../search/index-track.ts";
import { findPublished, findRecordingFiles, hasCover } from "../uploads/file-queries.ts";
import { type Recording, recordingObjects, SHOP_RENDITION } from "../uploads/recording.ts";
import { listRecordingsOfDraft } from "../uploads/recording-queries.ts";
import type { OwnDraft } from "./change-draft.ts";
import { checkDraft, type CheckedDraft, type SongToPublish } from "./check-draft.ts";
import { type Draft, lockOwnDraft, updateDraft } from "./draft-queries.ts";
import { findOrInsertArtist, insertRelease, listTrackIds } from "./release-queries.ts";
import { tellCredited } from "./tell-credited.ts";

/** What a draft became. */
export interface Published {
  readonly releaseId: string;
  readonly trackIds: readonly string[];
}

type FullDraft = Exclude<CheckedDraft, { errors: readonly FieldError[] }>;

/**
 * Makes a release of a draft, all of it or nothing: its artist, its songs with their prices and credits, and what they are
 * found by. Published again it gives the same answer.
 */
export async function publishDraft(
  tx: Tx,
  own: OwnDraft,
  revision: number,
  now: Date,
): Promise<Outcome<Published, "not_found" | "draft_changed" | "invalid_fields">> {
  const draft = await lockOwnDraft(tx, own.ownerId, own.draftId);
  if (!draft || draft.removedAt) return refuse("not_found");
  if (draft.releaseId !== null)
    return accept({ releaseId: draft.releaseId, trackIds: await listTrackIds(tx, draft.releaseId) });
  if (draft.revision !== revision) return refuse("draft_changed", { facts: { revision: draft.revision } });
  const checked = checkDraft(draft.body);
  const recordings = new Map((await listRecordingsOfDraft(tx, draft.id)).map((of) => [of.id, of]));
  const errors = [
    ...("errors" in checked ? checked.errors : []),
    ...(await unknownCover(tx, draft.body.coverId)),
    ...(await wrongRecordings(tx, draft, recordings)),
    ...(await unknownParties(tx, draft)),
  ];
  if (errors.length > 0 || "errors" in checked) return refuse("invalid_fields", { errors });

  const releaseId = timeOrderedId(now);
  const artistId = await findOrInsertArtist(tx, own.ownerId, checked.artist, now);
  const loudness = loudnessOf(checked.songs, recordings);
  await insertRelease(tx, { id: releaseId, ownerId: own.ownerId, artistId, ...headOf(checked), loudness }, now);
  const trackIds = await addTracks(tx, own.ownerId, { releaseId, songs: checked.songs, recordings }, now);
  await updateDraft(tx, { ...draft, releaseId, updatedAt: now });
  for (const trackId of trackIds) await indexTrack(tx, trackId);
  await tellCredited(tx, own.ownerId, { releaseId, title: checked.title, trackIds }, now);
  await askConsent(tx, trackIds, now);
  return accept({ releaseId, trackIds });
}

function headOf({ title, coverId }: FullDraft) {
  return { title, coverId };
}

/** That of all its songs together, by which an album keeps its differences; null where one was measured before all was kept. */
function loudnessOf(songs: readonly SongToPublish[], recordings: ReadonlyMap<string, Recording>) {
  return releaseLoudness(songs.flatMap(({ recordingId }) => recordings.get(recordingId)?.result ?? []));
}

interface Songs {
  readonly releaseId: string;
  readonly songs: readonly SongToPublish[];
  readonly recordings: ReadonlyMap<string, Recording>;
}

async function addTracks(tx: Tx, ownerId: string, { releaseId, songs, recordings }: Songs, now: Date) {
  const ids = songs.map(({ recordingId }) => recordingId);
  const files = await findRecordingFiles(tx, ids, SHOP_RENDITION);
  const trackIds: string[] = [];
  for (const [at, { recordingId, song }] of songs.entries()) {
    const audio = audioOf(recordings.get(recordingId), files.get(recordingId));
    const placement = { recordingId, releaseId, trackNumber: at + 1 };
    const added = await createTrack(tx, ownerId, { song, audio, placement }, now);
    // Everything was checked before the first write: a song refused here would leave half a release.
    if (!added.ok) throw new Error(`a checked song was refused: ${JSON.stringify(added.errors)}`);
    trackIds.push(added.value);
  }
  return trackIds;
}

/** What shops' players fetch of a song. */
function audioOf(recording: Recording | undefined, file: MadeFile | undefined) {
  if (!recording?.durationMs || !file) throw new Error(`recording ${recording?.id} has no file for shops`);
  const { bytes, sha256 } = file;
  const object = `${recordingObjects.media(recording.id)}/${file.name}`;
  return { object, sha256, bytes, durationMs: recording.durationMs };
}

async function unknownCover(tx: Tx, coverId: string | null): Promise<FieldError[]> {
  return coverId === null || (await hasCover(tx, coverId)) ? [] : [{ path: "coverId", rule: "unknown" }];
}

/** Each song's recording must be this draft's own, ready, in no other song, and not held for sounding like another's. */
async function wrongRecordings(
  tx: Tx,
  { body }: Draft,
  recordings: ReadonlyMap<string, Recording>,
): Promise<FieldError[]> {
  const ids = body.tracks.map(({ recordingId }) => recordingId);
  const published = await findPublished(tx, ids);
  const held = await findHeld(tx, ids);
  return ids.flatMap((id, at) => {
    const path = `tracks.${at}.recordingId`;
    if (!recordings.has(id)) return [{ path, rule: "unknown" }];
    if (recordings.get(id)?.state !== "ready") return [{ path, rule: "not_ready" }];
    if (published.has(id)) return [{ path, rule: "already_published" }];
    return held.has(id) ? [{ path, rule: "held" }] : [];
  });
}

async function unknownParties(tx: Tx, { ownerId, body }: Draft): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  for (const [at, { credits }] of body.tracks.entries())
    for (const { path, rule } of await findUnknownParties(tx, ownerId, credits))
      errors.push({ path: `tracks.${at}.${path}`, rule });
  return errors;
}
