import { beginPace, type Pace, paceAfter } from "./upload-pace.ts";

/**
 * A file on its way: `stalled` lost the connection and tries again by itself, `refused` was not taken, `sent` is with the
 * server, which goes on from there.
 */
export type UploadState = "queued" | "sending" | "stalled" | "paused" | "refused" | "sent";

export interface UploadItem {
  readonly key: string;
  readonly draftId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sent: number;
  readonly state: UploadState;
  readonly pace: Pace;
  /** The server's name for it, once it has one. */
  readonly recordingId: string | undefined;
  readonly refusal: UploadRefusal | undefined;
}

/** Why the server did not take a file: a problem's code, and the status that it came with. */
export interface UploadRefusal {
  readonly code: string;
  readonly status: number;
}

export type UploadEvent =
  | { readonly kind: "chosen"; readonly files: readonly Pick<UploadItem, "key" | "draftId" | "fileName" | "bytes">[] }
  | { readonly kind: "named"; readonly key: string; readonly recordingId: string }
  | { readonly kind: "progress"; readonly key: string; readonly sent: number; readonly atMs: number }
  | { readonly kind: "refused"; readonly key: string; readonly refusal: UploadRefusal }
  | { readonly kind: "started" | "stalled" | "paused" | "resumed" | "sent"; readonly key: string }
  | { readonly kind: "forgotten"; readonly key: string };

/** How many files are sent at a time: more would only share one line. */
export const SENDING_MAX = 2;

/** The queue after something happened to it. */
export function queueAfter(items: readonly UploadItem[], event: UploadEvent): readonly UploadItem[] {
  if (event.kind === "chosen") return [...items, ...event.files.map(newItem)];
  if (event.kind === "forgotten") return items.filter(({ key }) => key !== event.key);
  return items.map((item) => (item.key === event.key ? { ...item, ...changeBy(item, event) } : item));
}

/** The files to begin with now: the first that wait, as far as there is room. */
export function toStart(items: readonly UploadItem[]): string[] {
  const busy = items.filter(({ state }) => state === "sending" || state === "stalled").length;
  const waiting = items.filter(({ state }) => state === "queued");
  return waiting.slice(0, Math.max(0, SENDING_MAX - busy)).map(({ key }) => key);
}

/** Whether closing the page now would break something off. */
export function isSending(items: readonly UploadItem[]): boolean {
  return items.some(({ state }) => state === "queued" || state === "sending" || state === "stalled");
}

function newItem(file: Pick<UploadItem, "key" | "draftId" | "fileName" | "bytes">): UploadItem {
  return { ...file, sent: 0, state: "queued", pace: beginPace(), recordingId: undefined, refusal: undefined };
}

function changeBy(
  item: UploadItem,
  event: Exclude<UploadEvent, { kind: "chosen" | "forgotten" }>,
): Partial<UploadItem> {
  switch (event.kind) {
    case "named":
      return { recordingId: event.recordingId };
    case "progress":
      return isOver(item) ? {} : { state: "sending", sent: event.sent, pace: paceAfter(item.pace, event) };
    case "refused":
      return { state: "refused", refusal: event.refusal };
    case "sent":
      return { state: "sent", sent: item.bytes };
    case "started":
      return { state: "sending", pace: beginPace(), refusal: undefined };
    case "stalled":
      return isOver(item) ? {} : { state: "stalled", pace: beginPace() };
    case "paused":
      return item.state === "sent" ? {} : { state: "paused", pace: beginPace() };
    case "resumed":
      return { state: "queued", refusal: undefined };
  }
}

/** A late word of a file that was paused, refused or sent meanwhile changes nothing. */
function isOver({ state }: UploadItem): boolean {
  return state === "paused" || state === "refused" || state === "sent";
}
