import { type DraftBody, published } from "@songkeeper/contracts";
import type { Services } from "../services.ts";
import { doJobs, draftTrackOf, type Musician } from "./musician.ts";
import { waveFile } from "./wave-file.ts";

/** A draft whose files have been made ready, and what is to be said of them. */
export interface PreparedDraft {
  readonly draftId: string;
  readonly recordingIds: readonly string[];
  readonly body: DraftBody;
}

/** What a test says of a draft; the rest is one song of two seconds, with nothing missing. */
export interface DraftTold {
  readonly coverId: string;
  readonly files?: readonly Uint8Array[];
  readonly track?: Partial<DraftBody["tracks"][number]>;
}

/** Uploads files to a new draft and has them made ready by the media worker: real sound, as it comes from the Studio. */
export async function prepareDraft(
  services: Services,
  musician: Musician,
  { coverId, files = [waveFile()], track = {} }: DraftTold,
): Promise<PreparedDraft> {
  const { id: draftId } = await musician.addDraft();
  const recordingIds: string[] = [];
  for (const file of files) recordingIds.push(await musician.upload(draftId, file));
  await doJobs(services);
  const tracks = recordingIds.map((id, at) => draftTrackOf(id, { title: `歌 ${at + 1}`, ...track }));
  return { draftId, recordingIds, body: { title: "山居", artist: "林小满", coverId, tracks, declared: true } };
}

/** Publishes a draft as it was prepared; gives its release and songs. */
export async function publishPrepared(
  musician: Musician,
  { draftId, body }: PreparedDraft,
): Promise<{ releaseId: string; trackIds: string[] }> {
  const answer = await musician.publish(draftId, await musician.save(draftId, body));
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return published.parse(await answer.json());
}
