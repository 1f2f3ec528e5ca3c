import type { RecordingView } from "@songkeeper/client";
import type { UploadItem } from "./upload-queue.ts";

/** One file of a draft as it is shown: on its way from this page, or as the server has it. */
export type FileRow =
  | { readonly kind: "upload"; readonly key: string; readonly item: UploadItem }
  | { readonly kind: "recording"; readonly key: string; readonly recording: RecordingView };

/** The files of a draft: those that the server knows in its order, then those that it does not know yet. */
export function fileRows(items: readonly UploadItem[], recordings: readonly RecordingView[]): FileRow[] {
  const sending = new Map(items.flatMap((item) => (item.recordingId ? [[item.recordingId, item] as const] : [])));
  const known = recordings.filter(({ state }) => state !== "removed");
  const knownIds = new Set(recordings.map(({ id }) => id));
  // The server may list a file before its answer to this page has named it.
  const begunFor = (recording: RecordingView) =>
    items.find(
      (item) => item.recordingId === undefined && item.state === "sending" && isRestOf(recording, toFile(item)),
    );
  const begun = new Set(known.map(begunFor));
  const rest = items
    .filter((item) => !begun.has(item))
    .filter(({ recordingId }) => !recordingId || !knownIds.has(recordingId));
  return [
    ...known.map((recording): FileRow => {
      const item = recording.state === "uploading" ? (sending.get(recording.id) ?? begunFor(recording)) : undefined;
      return item ? { kind: "upload", key: recording.id, item } : { kind: "recording", key: recording.id, recording };
    }),
    ...rest.map((item): FileRow => ({ kind: "upload", key: item.recordingId ?? item.key, item })),
  ];
}

function toFile({ fileName, bytes }: UploadItem) {
  return { name: fileName, size: bytes };
}

/** Whether this very file, by name and size, has arrived whole and was not refused. */
export function isHere({ fileName, bytes, state }: RecordingView, file: { name: string; size: number }): boolean {
  return ["waiting", "working", "ready", "failed"].includes(state) && fileName === file.name && bytes === file.size;
}

/** A file that began on this or another page and waits for the rest of itself, if it is the one that is chosen now. */
export function isRestOf({ fileName, bytes, state }: RecordingView, file: { name: string; size: number }): boolean {
  return state === "uploading" && fileName === file.name && bytes === file.size;
}
