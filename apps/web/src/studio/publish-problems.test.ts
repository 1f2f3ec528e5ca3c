import type { DraftBody, RecordingView } from "@songkeeper/client";
import { expect, test } from "vitest";
import type { DraftTrack } from "./credit-parts.ts";
import { atField, fieldId, publishProblems } from "./publish-problems.ts";

const SONG: DraftTrack = {
  recordingId: "r1",
  title: "雨",
  isrc: "",
  origin: "original",
  workTitle: "",
  workWriters: "",
  ai: "none",
  credits: [
    { role: "composer", name: "林晚", perMille: 1000, society: "unknown" },
    { role: "recording", name: "林晚", perMille: 1000, society: "unknown" },
  ],
  lyrics: "",
  timedLyrics: "",
  listening: "full",
  previewStartMs: null,
  tempoBpm: "",
  energy: null,
  sale: { mode: "fixed", amountMicro: "800000" },
  usePrices: {},
};
const WHOLE: DraftBody = { title: "夜航", artist: "林晚", coverId: "c1", tracks: [SONG], declared: true };
const [COMPOSER, RECORDING] = SONG.credits;

function recordings(state: RecordingView["state"]): RecordingView[] {
  const none = { step: null, share: null, refusal: null, refusalFacts: {}, source: null, tags: null, loudness: null };
  const unread = { character: null, preview: null, matches: [] };
  return [
    {
      ...none,
      ...unread,
      id: "r1",
      fileName: "a.wav",
      bytes: 1,
      state,
      coverId: null,
      playlistUrl: null,
      waveformUrl: null,
    },
  ];
}

function inWords(body: DraftBody, state: RecordingView["state"] = "ready"): string {
  return publishProblems(body, recordings(state))
    .map(({ step, path, rule }) => `${step}: ${path} ${rule}`)
    .join(", ");
}

test.each<{ change: Partial<DraftBody>; said: string }>([
  { change: {}, said: "" },
  { change: { title: " " }, said: "read: title missing" },
  { change: { artist: "" }, said: "read: artist missing" },
  { change: { coverId: null }, said: "read: coverId missing" },
  { change: { declared: false }, said: "prices: declared not_declared" },
  { change: { tracks: [] }, said: "files: tracks no_songs" },
])("a draft with $change lacks '$said'", ({ change, said }) => {
  expect(inWords({ ...WHOLE, ...change })).toBe(said);
});

test.each<{ change: Partial<DraftTrack>; said: string }>([
  { change: { title: "" }, said: "read: tracks.0.title missing" },
  { change: { isrc: "CN-A01-26-00001" }, said: "" },
  { change: { isrc: "CNA01" }, said: "read: tracks.0.isrc not_an_isrc" },
  { change: { tempoBpm: "" }, said: "" },
  { change: { tempoBpm: "92.5" }, said: "" },
  { change: { tempoBpm: "19" }, said: "read: tracks.0.tempoBpm not_a_tempo" },
  { change: { tempoBpm: "fast" }, said: "read: tracks.0.tempoBpm not_a_tempo" },
  { change: { origin: "traditional" }, said: "" },
  {
    change: { origin: "cover" },
    said: "read: tracks.0.workTitle missing, read: tracks.0.workWriters missing",
  },
  { change: { credits: [COMPOSER!] }, said: "read: tracks.0.credits recording_missing" },
  {
    change: { credits: [COMPOSER!, { ...RECORDING!, perMille: 900 }] },
    said: "read: tracks.0.credits recording_not_full",
  },
  {
    change: { credits: [COMPOSER!, RECORDING!, { ...RECORDING!, name: "", perMille: 0 }] },
    said: "read: tracks.0.credits name_missing, read: tracks.0.credits recording_not_full",
  },
  { change: { sale: { mode: "fixed", amountMicro: "" } }, said: "prices: tracks.0.sale not_a_price" },
  { change: { usePrices: { web: "" } }, said: "prices: tracks.0.usePrices.web not_a_fee" },
])("a song with $change lacks '$said'", ({ change, said }) => {
  expect(inWords({ ...WHOLE, tracks: [{ ...SONG, ...change }] })).toBe(said);
});

test.each(["uploading", "waiting", "working"] as const)(
  "a draft with a file that is %s has to wait for it",
  (state) => {
    expect(inWords(WHOLE, state)).toBe("files: tracks still_working");
  },
);

test.each([
  { kind: "held", state: "open", said: "files: tracks.0.recordingId held" },
  { kind: "held", state: "upheld", said: "files: tracks.0.recordingId held" },
  { kind: "held", state: "released", said: "" },
  { kind: "own", state: "open", said: "" },
] as const)("a draft whose file sounds like another ($kind, $state) lacks '$said'", ({ kind, state, said }) => {
  const none = { title: null, artist: null, otherPlaylistUrl: null, explanation: null, note: null };
  const match = { ...none, id: "m1", kind, state, atMs: 0, otherAtMs: 0, lengthMs: 10_000 };
  const matched = recordings("ready").map((one) => ({ ...one, matches: [match] }));
  expect(
    publishProblems(WHOLE, matched)
      .map(({ step, path, rule }) => `${step}: ${path} ${rule}`)
      .join(),
  ).toBe(said);
});

test.each([
  { path: "title", at: "read field-title", track: undefined },
  { path: "body.artist", at: "read field-artist", track: undefined },
  { path: "declared", at: "prices field-declared", track: undefined },
  { path: "tracks", at: "files field-tracks", track: undefined },
  { path: "tracks.2.title", at: "read song-2-title", track: 2 },
  { path: "tracks.2.credits.1.perMille", at: "read song-2-credits", track: 2 },
  { path: "tracks.0.sale.amountMicro", at: "prices song-0-sale", track: 0 },
  { path: "tracks.0.prices.web", at: "prices song-0-usePrices-web", track: 0 },
  { path: "tracks.10.recordingId", at: "files song-10-recordingId", track: 10 },
  { path: "tracks.0", at: "read song-0", track: 0 },
])("the server's $path is mended at $at", ({ path, at, track }) => {
  const problem = atField({ path, rule: "x" });
  expect(`${problem.step} ${fieldId(problem.path)}`).toBe(at);
  expect(problem.track).toBe(track);
});
