import type { DraftBody, RecordingView } from "@songkeeper/client";
import { addCredit, type DraftCredit, type DraftTrack, splitEvenly } from "./credit-parts.ts";
import { OFFERED_SALE } from "./price-rules.ts";

/** Who is at the form: what is theirs is offered under their name. */
export interface Author {
  readonly name: string;
  /** The parties that are theirs; the first is meant where one is offered. */
  readonly partyIds: readonly string[];
}

/**
 * The draft with a song for each file that has been read, and without those whose file is gone. A new song is filled
 * from its tags, once: what the musician changes afterwards is theirs. The release's own fields are filled only while
 * they are empty. Gives the very same draft when there is nothing to change.
 */
export function takeInRecordings(body: DraftBody, recordings: readonly RecordingView[], author: Author): DraftBody {
  const here = new Set(recordings.filter(({ state }) => state !== "removed").map(({ id }) => id));
  const kept = body.tracks.filter(({ recordingId }) => here.has(recordingId));
  const known = new Set(kept.map(({ recordingId }) => recordingId));
  const read = recordings.filter(({ id, state }) => state === "ready" && !known.has(id));
  if (read.length === 0) return kept.length === body.tracks.length ? body : { ...body, tracks: kept };
  const ordered = read.toSorted((a, b) => numberOf(a) - numberOf(b));
  const head = filledHead(body, ordered, author);
  const numbers = new Map(recordings.map((recording) => [recording.id, numberOf(recording)]));
  const tracks = ordered.reduce((list, one) => withTrack(list, trackOf(one, head.artist, author), numbers), kept);
  return { ...body, ...head, tracks };
}

/** A song comes before the first whose file has a higher number: an album's files are not read in their order. */
function withTrack(tracks: readonly DraftTrack[], track: DraftTrack, numbers: ReadonlyMap<string, number>) {
  const numberAt = ({ recordingId }: DraftTrack) => numbers.get(recordingId) ?? 0;
  const before = tracks.findIndex((one) => numberAt(one) > numberAt(track));
  return tracks.toSpliced(before < 0 ? tracks.length : before, 0, track);
}

function filledHead(body: DraftBody, read: readonly RecordingView[], author: Author) {
  const tags = read.find((recording) => recording.tags !== null)?.tags;
  const cover = read.find(({ coverId }) => coverId !== null);
  return {
    title: body.title || tags?.album || read.slice(0, 1).map(titleOf).join(""),
    artist: body.artist || tags?.artist || author.name,
    coverId: body.coverId ?? cover?.coverId ?? null,
  };
}

function trackOf(recording: RecordingView, artist: string, author: Author): DraftTrack {
  const { tags } = recording;
  return {
    recordingId: recording.id,
    title: titleOf(recording),
    isrc: tags?.isrc ?? "",
    origin: "original",
    workTitle: "",
    workWriters: "",
    ai: "none",
    credits: creditsOf(recording, artist, author),
    lyrics: isTimed(tags?.lyrics) ? "" : (tags?.lyrics ?? ""),
    timedLyrics: isTimed(tags?.lyrics) ? (tags?.lyrics ?? "") : "",
    listening: "full",
    previewStartMs: null,
    tempoBpm: "",
    energy: null,
    sale: { mode: "fixed", amountMicro: OFFERED_SALE },
    usePrices: {},
  };
}

/** Writers as the tags name them; the recording is the artist's, since that is usually who made it. */
function creditsOf({ tags }: RecordingView, artist: string, author: Author): DraftCredit[] {
  const lyricists = namesIn(tags?.lyricist);
  const named = [
    // Words without a writer: the form asks who it was, instead of taking the song for an instrumental.
    ...(lyricists.length === 0 && tags?.lyrics ? [""] : lyricists).map((name) => ({ role: "lyricist" as const, name })),
    ...namesIn(tags?.composer).map((name) => ({ role: "composer" as const, name })),
    { role: "recording" as const, name: artist },
  ];
  const mine = (name: string) => (name === author.name ? author.partyIds[0] : undefined);
  const all = named.reduce<DraftCredit[]>(
    (list, person) => addCredit(list, { ...person, partyId: mine(person.name) }),
    [],
  );
  return splitEvenly(splitEvenly(all, "lyricist"), "composer");
}

/** Several people in one tag are parted by the signs that taggers use. */
function namesIn(tag: string | null | undefined): string[] {
  const names = (tag ?? "").split(/\s*[;/、\n]\s*/).map((name) => name.trim().slice(0, 120));
  return [...new Set(names.filter((name) => name !== ""))].slice(0, 10);
}

/** The tag's title, else the file's name without its number and ending. */
function titleOf({ tags, fileName }: RecordingView): string {
  if (tags?.title) return tags.title.slice(0, 200);
  const bare = fileName.replace(/\.[a-z0-9]{2,5}$/i, "").replaceAll("_", " ");
  return (bare.replace(/^\s*(?:\d{1,3}\s*[-.．、]|0\d\s)\s*/, "").trim() || bare.trim()).slice(0, 200);
}

function isTimed(lyrics: string | null | undefined): boolean {
  return /^\s*\[\d{1,3}:\d{2}/m.test(lyrics ?? "");
}

function numberOf({ tags }: RecordingView): number {
  return tags?.trackNumber ?? Number.MAX_SAFE_INTEGER;
}
