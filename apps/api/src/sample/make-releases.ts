import type { DraftView, RecordingView } from "@songkeeper/contracts";
import { drawCoverInWorker, renderSongInWorker } from "../adapters/synthesise/synthesise-in-worker.ts";
import type { Services } from "../services.ts";
import { publishDraft } from "../studio/publish-draft.ts";
import { draftOfRelease } from "./draft-of-release.ts";
import type { Progress } from "./progress.ts";
import type { SampleCalendar } from "./sample-calendar.ts";
import { PEOPLE, type SamplePeople } from "./sample-people.ts";
import type { SampleRelease, SampleTrack } from "./sample-release.ts";
import { type Platform, StudioSession } from "./studio-session.ts";

const HOUR_MS = 3_600_000;
/** Of each song: its file is there, and it is ready to be heard. */
const STEPS_OF_SONG = 2;

/** What is to be released, by whom, and where. */
export interface ReleasesToMake {
  readonly releases: readonly SampleRelease[];
  readonly people: SamplePeople;
  readonly platform: Platform;
  readonly calendar: SampleCalendar;
}

/** A release on its way: its draft, with every song's file sent. */
interface SentRelease {
  readonly release: SampleRelease;
  readonly session: StudioSession;
  readonly draftId: string;
  readonly coverId: string;
  readonly recordingIds: ReadonlyMap<string, string>;
}

/** How many steps releases are counted as. */
export function stepsOf(releases: readonly SampleRelease[]): number {
  return releases.reduce((sum, { tracks }) => sum + tracks.length * STEPS_OF_SONG + 1, 0);
}

/** When a release was published: on its day, and in any case before the shops opened. */
export function publishedAt({ releases, calendar }: Omit<ReleasesToMake, "people" | "platform">, of: SampleRelease) {
  const onItsDay = new Date(`${of.releasedOn}T02:00:00Z`).getTime();
  const atLast = calendar.songsAt.getTime() + releases.indexOf(of) * HOUR_MS;
  return new Date(Math.min(onItsDay, atLast));
}

/**
 * Makes the sample's releases as a musician does in the Studio, by the same requests to the listening server: a draft, an
 * upload by tus of each song, a picture, the form, and then out with it. The one liberty: publishing is asked of its use
 * case in this process, since no request may say that it is weeks ago, and weeks of sales and plays are to follow.
 *
 * What an earlier start published is left; where it ended within a release, that draft and its uploads are gone on with.
 * While one song is being ingested, the next is synthesised.
 */
export async function makeReleases(services: Services, work: ReleasesToMake, progress: Progress): Promise<void> {
  const ending = new AbortController();
  const platform = { ...work.platform, signal: AbortSignal.any([work.platform.signal, ending.signal]) };
  const makers = new Map<SampleRelease["by"], Promise<StudioSession>>();
  const uploads = uploadCounter(work.releases, progress);
  const queue = new OneAtATime();
  let publishing = Promise.resolve();
  try {
    // The shortest first: there is something to hear soon.
    for (const release of work.releases.toSorted((a, b) => a.tracks.length - b.tracks.length)) {
      const known = makers.get(release.by) ?? StudioSession.begin(platform, PEOPLE[release.by].email);
      makers.set(release.by, known);
      const session = await known;
      if ((await session.releaseTitles()).has(release.title)) {
        for (const { title } of release.tracks) uploads(title);
        progress.step("", release.tracks.length + 1);
        continue;
      }
      const sent = await sendRelease(session, release, { queue, uploaded: uploads });
      publishing = publishing.then(() => publishWhenReady(services, work, sent, progress));
      publishing.catch((error: unknown) => ending.abort(error));
    }
    await publishing;
  } finally {
    ending.abort();
    await publishing.catch(() => undefined);
  }
}

function uploadCounter(releases: readonly SampleRelease[], progress: Progress): (title: string) => void {
  const all = releases.reduce((sum, { tracks }) => sum + tracks.length, 0);
  let count = 0;
  return (title) => progress.step(`${title} is uploaded, ${(count += 1)} of ${all}.`);
}

/** One song of the sample at a time waits to be read, so that what a visitor uploads meanwhile comes next. */
class OneAtATime {
  #last: () => Promise<unknown> = () => Promise.resolve();

  /** Sends a song once the one before it is read; gives its recording's id. */
  async send(session: StudioSession, send: () => Promise<string>): Promise<string> {
    await this.#last();
    const id = await send();
    this.#last = () => session.waitFor(id);
    return id;
  }
}

async function sendRelease(
  session: StudioSession,
  release: SampleRelease,
  { queue, uploaded }: { queue: OneAtATime; uploaded: (title: string) => void },
): Promise<SentRelease> {
  const draft = await nameDraft(session, release);
  const recordingIds = new Map<string, string>();
  for (const track of release.tracks) {
    recordingIds.set(track.title, await sendSong(session, draft, { track, queue }));
    uploaded(track.title);
  }
  const coverId = draft.body.coverId ?? (await session.addCover((await drawCoverInWorker(release.cover)).bytes));
  return { release, session, draftId: draft.id, coverId, recordingIds };
}

/** By its title the next start finds it. */
async function nameDraft(session: StudioSession, { title, artist }: SampleRelease): Promise<DraftView> {
  const draft = await session.openDraft(title);
  if (draft.body.title !== title) await session.saveDraft(draft.id, { ...draft.body, title, artist });
  return draft;
}

const USELESS: ReadonlySet<RecordingView["state"]> = new Set(["refused", "removed"]);

/** Sends a song's file, or what is still missing of it; the same recipe always gives the same bytes. */
async function sendSong(
  session: StudioSession,
  draft: DraftView,
  { track: { title, recipe }, queue }: { track: SampleTrack; queue: OneAtATime },
): Promise<string> {
  const name = `${title}.wav`;
  const known = draft.recordings.find((recording) => recording.fileName === name && !USELESS.has(recording.state));
  if (known && known.state !== "uploading") return known.id;
  const { bytes } = await renderSongInWorker(recipe);
  return queue.send(session, () => session.upload(draft.id, { bytes, name }, known?.id));
}

async function publishWhenReady(
  services: Services,
  work: ReleasesToMake,
  { release, session, draftId, ...made }: SentRelease,
  progress: Progress,
): Promise<void> {
  for (const recordingId of made.recordingIds.values()) {
    await session.waitFor(recordingId);
    progress.step();
  }
  const revision = await session.saveDraft(
    draftId,
    draftOfRelease(release, { ...made, parties: await session.parties() }),
  );
  const own = { ownerId: work.people[release.by], draftId };
  const at = publishedAt(work, release);
  const published = await services.transact((tx) => publishDraft(tx, own, revision, at));
  if (!published.ok)
    throw new Error(`the sample's "${release.title}" was refused: ${published.reason} ${JSON.stringify(published)}`);
  progress.step(`"${release.title}" by ${release.artist} is published.`);
}
