import type { RecordingView } from "@songkeeper/client";
import { expect, test } from "vitest";
import { fileRows, isHere, isRestOf } from "./file-rows.ts";
import { queueAfter, type UploadItem } from "./upload-queue.ts";

function item(key: string, { recordingId, sent }: { recordingId?: string; sent?: boolean } = {}): UploadItem[] {
  const file = { key, draftId: "d", fileName: `${key}.wav`, bytes: 9 };
  const begun = queueAfter([], { kind: "chosen", files: [file] });
  const named = recordingId ? queueAfter(begun, { kind: "named", key, recordingId }) : begun;
  return [...(sent ? queueAfter(named, { kind: "sent", key }) : named)];
}

function recording(id: string, state: RecordingView["state"]): RecordingView {
  return {
    id,
    fileName: "a.wav",
    bytes: 9,
    state,
    step: null,
    share: null,
    refusal: null,
    refusalFacts: {},
    source: null,
    tags: null,
    loudness: null,
    character: null,
    preview: null,
    matches: [],
    coverId: null,
    playlistUrl: null,
    waveformUrl: null,
  };
}

function inWords(items: readonly UploadItem[], recordings: readonly RecordingView[]): string {
  return fileRows(items, recordings)
    .map(({ kind, key }) => `${kind} ${key}`)
    .join(", ");
}

test.each([
  { what: "begun here", items: item("a"), recordings: [], rows: "upload a" },
  {
    what: "known to the server and on its way from here",
    items: item("a", { recordingId: "r" }),
    recordings: [recording("r", "uploading")],
    rows: "upload r",
  },
  {
    what: "named by the server before it lists it",
    items: item("a", { recordingId: "r" }),
    recordings: [],
    rows: "upload r",
  },
  {
    what: "listed by the server before its answer has named it",
    items: queueAfter(item("a"), { kind: "started", key: "a" }),
    recordings: [recording("r", "uploading")],
    rows: "upload r",
  },
  {
    what: "sent and being read",
    items: item("a", { recordingId: "r", sent: true }),
    recordings: [recording("r", "working")],
    rows: "recording r",
  },
  {
    what: "on its way from another page",
    items: [],
    recordings: [recording("r", "uploading")],
    rows: "recording r",
  },
  {
    what: "sent and removed",
    items: item("a", { recordingId: "r", sent: true }),
    recordings: [recording("r", "removed")],
    rows: "",
  },
  {
    what: "sent before the server lists it",
    items: item("a", { recordingId: "r", sent: true }),
    recordings: [],
    rows: "upload r",
  },
])("a file that is $what is shown as '$rows'", ({ items, recordings, rows }) => {
  expect(inWords(items, recordings)).toBe(rows);
});

test.each([
  { state: "uploading", file: { name: "a.wav", size: 9 }, rest: true },
  { state: "uploading", file: { name: "a.wav", size: 8 }, rest: false },
  { state: "uploading", file: { name: "b.wav", size: 9 }, rest: false },
  { state: "ready", file: { name: "a.wav", size: 9 }, rest: false },
] as const)(
  "a chosen $file.name of $file.size bytes is the rest of one that is $state: $rest",
  ({ state, file, rest }) => {
    expect(isRestOf(recording("r", state), file)).toBe(rest);
  },
);

test.each([
  { state: "ready" as const, file: { name: "a.wav", size: 9 }, here: true },
  { state: "working" as const, file: { name: "a.wav", size: 9 }, here: true },
  { state: "ready" as const, file: { name: "a.wav", size: 8 }, here: false },
  { state: "ready" as const, file: { name: "b.wav", size: 9 }, here: false },
  { state: "uploading" as const, file: { name: "a.wav", size: 9 }, here: false },
  { state: "refused" as const, file: { name: "a.wav", size: 9 }, here: false },
  { state: "removed" as const, file: { name: "a.wav", size: 9 }, here: false },
])("a file of which $file.name is $state counts as here: $here", ({ state, file, here }) => {
  expect(isHere(recording("r", state), file)).toBe(here);
});
