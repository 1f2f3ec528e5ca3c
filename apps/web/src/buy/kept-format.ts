import type { DownloadRequest } from "@songkeeper/client";
import { useSyncExternalStore } from "react";
import { keep, recall } from "../shell/language.ts";

export type Format = DownloadRequest["format"];

const KEY = "songkeeper.format";
/** In the order in which they are offered; the first is what somebody gets who never chose. */
export const FORMATS = ["flac", "mp3", "aac", "opus", "wav", "original"] as const satisfies readonly Format[];

const listeners = new Set<() => void>();
let chosen = recall(KEY);

/** The format in which this device's reader likes songs, of those that there are; chosen anywhere, it is chosen everywhere. */
export function useKeptFormat(offered: readonly Format[]): readonly [Format, (format: Format) => void] {
  const kept = useSyncExternalStore(listen, () => chosen);
  const inOrder = FORMATS.filter((format) => offered.includes(format));
  return [inOrder.find((format) => format === kept) ?? inOrder[0] ?? "original", choose];
}

function choose(format: Format): void {
  chosen = format;
  keep(KEY, format);
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
