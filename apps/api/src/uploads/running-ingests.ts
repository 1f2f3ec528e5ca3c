import { join } from "node:path";
import type { Growth, MediaReport } from "@songkeeper/media";
import { growingFile, type GrowingFile } from "./growing-file.ts";

/**
 * The ingests that this process does now: how far each is, what can be heard of it already, which only pages that poll and
 * its musician's player want to know, and a way to end it.
 */
export interface RunningIngests {
  /** Begins one; the signal ends it, when it is called off or with `until`. Call `end` in any case. */
  begin(recordingId: string, until: AbortSignal): AbortSignal;
  report(recordingId: string, report: Extract<MediaReport, { kind: "step" }>): void;
  /** Takes what the worker tells of the rendition that grows in `folder`. */
  grow(recordingId: string, growth: Growth, folder: string): void;
  end(recordingId: string): void;
  /** How much of the present step is done, 0 to 1; null where that is not known. */
  shareOf(recordingId: string): number | null;
  /** What can be heard of it already, once a segment is there. */
  growthOf(recordingId: string): GrowingFile | undefined;
  /** Ends an ingest whose recording nobody wants any more. */
  callOff(recordingId: string): void;
}

interface Ingest {
  share: number | null;
  growing: GrowingFile | undefined;
  readonly off: AbortController;
}

/** Nothing runs yet. */
export function runningIngests(): RunningIngests {
  const running = new Map<string, Ingest>();
  function end(recordingId: string): void {
    running.get(recordingId)?.growing?.close();
    running.delete(recordingId);
  }
  return {
    begin(recordingId, until) {
      end(recordingId);
      const off = new AbortController();
      running.set(recordingId, { share: null, growing: undefined, off });
      return AbortSignal.any([until, off.signal]);
    },
    report(recordingId, { share }) {
      const ingest = running.get(recordingId);
      if (ingest) ingest.share = share;
    },
    grow(recordingId, growth, folder) {
      const ingest = running.get(recordingId);
      if (!ingest || growth.segments.length === 0) return;
      ingest.growing ??= growingFile(join(folder, `${growth.rendition}.mp4`), growth);
      ingest.growing.grow(growth);
    },
    end,
    shareOf: (recordingId) => running.get(recordingId)?.share ?? null,
    growthOf: (recordingId) => running.get(recordingId)?.growing,
    callOff(recordingId) {
      const ingest = running.get(recordingId);
      ingest?.off.abort();
      ingest?.growing?.close();
      if (ingest) ingest.growing = undefined;
    },
  };
}
