import type { DraftBody, RecordingView } from "@songkeeper/client";
import { expect, test } from "vitest";
import { takeInRecordings } from "./take-in-recordings.ts";

const EMPTY: DraftBody = { title: "", artist: "", coverId: null, tracks: [], declared: false };
const AUTHOR = { name: "林晚", partyIds: ["p-lin"] };
const NO_TAGS = {
  title: null,
  artist: null,
  album: null,
  isrc: null,
  lyricist: null,
  composer: null,
  trackNumber: null,
  lyrics: null,
};

function recording(
  change: Partial<Omit<RecordingView, "tags">> & { tags?: Partial<NonNullable<RecordingView["tags"]>> },
): RecordingView {
  return {
    id: "r1",
    fileName: "雨.wav",
    bytes: 10,
    state: "ready",
    step: null,
    share: null,
    refusal: null,
    refusalFacts: {},
    source: null,
    loudness: null,
    character: null,
    preview: null,
    matches: [],
    coverId: null,
    playlistUrl: null,
    waveformUrl: null,
    ...change,
    tags: { ...NO_TAGS, ...change.tags },
  };
}

test.each([
  { fileName: "01 - 雨.wav", title: null, said: "雨" },
  { fileName: "03. River_Song.flac", title: null, said: "River Song" },
  { fileName: "7.mp3", title: null, said: "7" },
  { fileName: "04 Snow.flac", title: null, said: "Snow" },
  { fileName: "99 Luftballons.mp3", title: null, said: "99 Luftballons" },
  { fileName: "1979.m4a", title: null, said: "1979" },
])("a song from $fileName tagged $title is called $said", ({ fileName, title, said }) => {
  const { tracks } = takeInRecordings(EMPTY, [recording({ fileName, tags: { title } })], AUTHOR);
  expect(tracks[0]?.title).toBe(said);
});

test("a file that was read fills an empty draft: release, song, writers and the recording's maker", () => {
  const tags = {
    title: "雨",
    artist: "林晚",
    album: "夜航",
    isrc: "CNA012600001",
    lyricist: "周墨",
    composer: "林晚; 周墨",
  };
  const body = takeInRecordings(EMPTY, [recording({ tags, coverId: "c1" })], AUTHOR);
  expect(body).toMatchObject({ title: "夜航", artist: "林晚", coverId: "c1", declared: false });
  expect(body.tracks[0]).toMatchObject({
    title: "雨",
    isrc: "CNA012600001",
    sale: { mode: "fixed", amountMicro: "800000" },
  });
  expect(body.tracks[0]?.credits.map(({ role, name, perMille, partyId }) => [role, name, perMille, partyId])).toEqual([
    ["lyricist", "周墨", 1000, undefined],
    ["composer", "林晚", 500, "p-lin"],
    ["composer", "周墨", 500, undefined],
    ["recording", "林晚", 1000, "p-lin"],
  ]);
});

test("what the musician wrote is never filled over, and a song is filled once", () => {
  const once = takeInRecordings({ ...EMPTY, title: "My own", coverId: "mine" }, [recording({ coverId: "c1" })], AUTHOR);
  expect(once).toMatchObject({ title: "My own", coverId: "mine" });
  const changed = { ...once, tracks: once.tracks.map((track) => ({ ...track, title: "" })) };
  expect(takeInRecordings(changed, [recording({ tags: { title: "雨" } })], AUTHOR)).toBe(changed);
});

test.each([
  { state: "uploading", songs: 0 },
  { state: "working", songs: 0 },
  { state: "refused", songs: 0 },
  { state: "failed", songs: 0 },
  { state: "removed", songs: 0 },
  { state: "ready", songs: 1 },
] as const)("a file that is $state makes $songs songs", ({ state, songs }) => {
  expect(takeInRecordings(EMPTY, [recording({ state })], AUTHOR).tracks).toHaveLength(songs);
});

test("a song goes with its file, and the files of an album come in the order of their numbers", () => {
  const two = [recording({ id: "b", tags: { trackNumber: 2 } }), recording({ id: "a", tags: { trackNumber: 1 } })];
  const body = takeInRecordings(EMPTY, two, AUTHOR);
  expect(body.tracks.map(({ recordingId }) => recordingId)).toEqual(["a", "b"]);
  expect(takeInRecordings(body, two.slice(0, 1), AUTHOR).tracks.map(({ recordingId }) => recordingId)).toEqual(["b"]);
});

test("a file that is read late takes its place by its number, and moves no song that was put elsewhere", () => {
  const album = [1, 2, 3, 4].map((trackNumber) => recording({ id: `r${trackNumber}`, tags: { trackNumber } }));
  const of = (body: DraftBody) => body.tracks.map(({ recordingId }) => recordingId).join(" ");
  const two = takeInRecordings(EMPTY, [album[3]!, album[1]!], AUTHOR);
  expect(of(takeInRecordings(two, album, AUTHOR))).toBe("r1 r2 r3 r4");
  const swapped = { ...two, tracks: two.tracks.toReversed() };
  expect(of(takeInRecordings(swapped, [...album, recording({ id: "untagged" })], AUTHOR))).toBe("r1 r3 r4 r2 untagged");
});

test("lyrics with times in a tag are timed lyrics", () => {
  const [track] = takeInRecordings(EMPTY, [recording({ tags: { lyrics: "[00:01.00]雨" } })], AUTHOR).tracks;
  expect(track).toMatchObject({ lyrics: "", timedLyrics: "[00:01.00]雨" });
});
