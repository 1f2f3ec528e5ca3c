import { expect, test } from "vitest";
import { bytesPerSecond, msLeft } from "./upload-pace.ts";
import { isSending, queueAfter, toStart, type UploadEvent, type UploadItem } from "./upload-queue.ts";

const file = (key: string) => ({ key, draftId: "d", fileName: `${key}.wav`, bytes: 1_000 });
const CHOSEN: UploadEvent = { kind: "chosen", files: ["a", "b", "c", "d"].map(file) };

/** "started a" as an event. */
function eventOf(words: string): UploadEvent {
  const [kind = "", key = "", sent = "0", atMs = "0"] = words.split(" ");
  if (kind === "progress") return { kind, key, sent: Number(sent), atMs: Number(atMs) };
  if (kind === "refused") return { kind, key, refusal: { code: "too_large", status: 413 } };
  if (kind === "named") return { kind, key, recordingId: `r-${key}` };
  const simple = (["started", "stalled", "paused", "resumed", "sent", "forgotten"] as const).find(
    (one) => one === kind,
  );
  if (!simple) throw new Error(`no such event: ${words}`);
  return { kind: simple, key };
}

function queue(events: string): readonly UploadItem[] {
  const all = events === "" ? [] : events.split(", ").map(eventOf);
  return [CHOSEN, ...all].reduce(queueAfter, []);
}

test.each([
  { events: "", start: "a b" },
  { events: "started a", start: "b" },
  { events: "started a, started b", start: "" },
  { events: "started a, started b, sent a", start: "c" },
  { events: "started a, started b, paused a", start: "c" },
  { events: "started a, started b, stalled a", start: "" },
  { events: "started a, refused a, started b", start: "c" },
  { events: "started a, paused a, resumed a, started b", start: "a" },
  { events: "forgotten a, forgotten b", start: "c d" },
])("after '$events' the next to start are '$start'", ({ events, start }) => {
  expect(toStart(queue(events)).join(" ")).toBe(start);
});

test.each([
  { events: "started a, progress a 400 0", state: "sending", sent: 400 },
  { events: "started a, progress a 400 0, stalled a", state: "stalled", sent: 400 },
  { events: "started a, progress a 400 0, stalled a, progress a 380 9", state: "sending", sent: 380 },
  { events: "started a, progress a 400 0, paused a, progress a 500 9", state: "paused", sent: 400 },
  { events: "started a, paused a, stalled a", state: "paused", sent: 0 },
  { events: "started a, sent a, stalled a", state: "sent", sent: 1_000 },
  { events: "started a, sent a, paused a", state: "sent", sent: 1_000 },
  { events: "started a, refused a, stalled a", state: "refused", sent: 0 },
  { events: "started a, refused a, resumed a", state: "queued", sent: 0 },
])("after '$events' the file is $state with $sent bytes", ({ events, ...rest }) => {
  expect(queue(events)[0]).toMatchObject(rest);
});

test("a file keeps the server's name for it, and loses its refusal when it is tried again", () => {
  expect(queue("started a, named a, refused a")[0]).toMatchObject({
    recordingId: "r-a",
    refusal: { code: "too_large", status: 413 },
  });
  expect(queue("refused a, resumed a")[0]?.refusal).toBeUndefined();
});

test.each([
  { events: "", sending: true },
  { events: "paused a, paused b, paused c, refused d", sending: false },
  { events: "sent a, sent b, sent c, stalled d", sending: true },
])("leaving after '$events' breaks something off: $sending", ({ events, sending }) => {
  expect(isSending(queue(events))).toBe(sending);
});

test.each([
  { points: "progress a 0 0", speed: undefined, left: undefined },
  { points: "progress a 0 0, progress a 100 500", speed: undefined, left: undefined },
  { points: "progress a 0 0, progress a 100 1000", speed: 100, left: 9_000 },
  { points: "progress a 0 0, progress a 0 2000", speed: 0, left: undefined },
  { points: "progress a 0 0, progress a 100 1000, progress a 900 20000", speed: undefined, left: undefined },
  { points: "progress a 500 0, progress a 300 1000, progress a 400 3000", speed: 50, left: 12_000 },
])("the pace of '$points' is $speed bytes a second with $left ms left", ({ points, speed, left }) => {
  const item = queue(`started a, ${points}`)[0];
  if (!item) throw new Error("the queue lost its file");
  expect(bytesPerSecond(item.pace)).toBe(speed);
  expect(msLeft(item.pace, item.bytes - item.sent)).toBe(left);
});
