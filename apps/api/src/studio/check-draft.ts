import type { FieldError } from "@songkeeper/base";
import { checkCredits, tempoOf } from "@songkeeper/catalog";
import { type DraftBody, label, newTrack } from "@songkeeper/contracts";
import type { NewSong } from "../catalog/create-track.ts";

type DraftTrack = DraftBody["tracks"][number];

/** A draft's song in the form in which it is published, with the recording that it is heard by. */
export interface SongToPublish {
  readonly recordingId: string;
  readonly song: NewSong;
}

/** The words of a release, and its songs; or every field that keeps the draft from being published. */
export type CheckedDraft =
  | { readonly errors: readonly FieldError[] }
  | {
      readonly title: string;
      readonly artist: string;
      readonly coverId: string;
      readonly songs: readonly SongToPublish[];
    };

/** Checks what was typed by the strict rules, each error at its place in the draft. */
export function checkDraft(body: DraftBody): CheckedDraft {
  const title = label(200).safeParse(body.title);
  const artist = label(120).safeParse(body.artist);
  const tracks = body.tracks.map((track, at) => checkTrack(track, { at, artist: artist.data ?? "?" }));
  const errors = [
    ...(title.success ? [] : [{ path: "title", rule: ruleOf(body.title) }]),
    ...(artist.success ? [] : [{ path: "artist", rule: ruleOf(body.artist) }]),
    ...(body.coverId === null ? [{ path: "coverId", rule: "missing" }] : []),
    ...(body.tracks.length === 0 ? [{ path: "tracks", rule: "no_songs" }] : []),
    ...tracks.flatMap((track) => ("errors" in track ? track.errors : [])),
    ...usedTwice(body.tracks),
    ...(body.declared ? [] : [{ path: "declared", rule: "not_declared" }]),
  ];
  const songs = tracks.flatMap((track) => ("errors" in track ? [] : [track]));
  if (errors.length > 0 || !title.success || !artist.success || body.coverId === null) return { errors };
  return { title: title.data, artist: artist.data, coverId: body.coverId, songs };
}

function checkTrack(
  track: DraftTrack,
  { at, artist }: { at: number; artist: string },
): SongToPublish | { errors: FieldError[] } {
  const read = newTrack.safeParse(asNewTrack(track, artist));
  const credits = checkCredits(track.credits);
  const errors = [
    ...(read.success ? [] : read.error.issues.map((issue) => errorOf(issue, track))),
    ...(credits.ok ? [] : (credits.errors ?? [])),
  ];
  if (!read.success || !credits.ok) return { errors: distinct(errors.map((error) => placed(error, at))) };
  return { recordingId: track.recordingId, song: read.data };
}

/** What was left empty was not said. */
function asNewTrack({ recordingId: _, usePrices, ...track }: DraftTrack, artist: string) {
  const { isrc, workTitle, workWriters, lyrics, timedLyrics, tempoBpm, energy, ...said } = track;
  return {
    ...said,
    ...(tempoBpm.trim() !== "" && { tempoBpm: tempoOf(tempoBpm) ?? Number.NaN }),
    ...(energy !== null && { energy }),
    artist,
    prices: usePrices,
    ...ifSaid({ isrc, workTitle, workWriters, lyrics, timedLyrics }),
  };
}

function ifSaid(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ""));
}

function errorOf({ path, message }: { path: readonly PropertyKey[]; message: string }, track: DraftTrack): FieldError {
  const place = path
    .map(String)
    .join(".")
    .replace(/^prices\b/, "usePrices");
  const credit = /^credits\.(\d+)\.name$/.exec(place)?.[1];
  const typed =
    place === "title" ? track.title : credit === undefined ? undefined : track.credits[Number(credit)]?.name;
  return { path: place, rule: typed === undefined ? message : ruleOf(typed) };
}

function placed({ path, rule }: FieldError, at: number): FieldError {
  return { path: `tracks.${at}.${path}`, rule };
}

function usedTwice(tracks: readonly DraftTrack[]): FieldError[] {
  return tracks.flatMap(({ recordingId }, at) =>
    tracks.findIndex((track) => track.recordingId === recordingId) === at
      ? []
      : [{ path: `tracks.${at}.recordingId`, rule: "twice" }],
  );
}

function distinct(errors: readonly FieldError[]): FieldError[] {
  return [...new Map(errors.map((error) => [`${error.path} ${error.rule}`, error])).values()];
}

function ruleOf(text: string): string {
  return text.trim() === "" ? "missing" : "not_allowed_here";
}
