import type { MediaReport } from "@songkeeper/media";

/** The ingests that this process does now: how far each is, which only pages that poll want to know, and a way to end it. */
export interface RunningIngests {
  /** Begins one; the signal ends it, when it is called off or with `until`. Call `end` in any case. */
  begin(recordingId: string, until: AbortSignal): AbortSignal;
  report(recordingId: string, report: Extract<MediaReport, { kind: "step" }>): void;
  end(recordingId: string): void;
  /** How much of the present step is done, 0 to 1; null where that is not known. */
  shareOf(recordingId: string): number | null;
  /** Ends an ingest whose recording nobody wants any more. */
  callOff(recordingId: string): void;
}

/** Nothing runs yet. */
export function runningIngests(): RunningIngests {
  const running = new Map<string, { share: number | null; readonly off: AbortController }>();
  return {
    begin(recordingId, until) {
      const off = new AbortController();
      running.set(recordingId, { share: null, off });
      return AbortSignal.any([until, off.signal]);
    },
    report(recordingId, { share }) {
      const ingest = running.get(recordingId);
      if (ingest) ingest.share = share;
    },
    end: (recordingId) => void running.delete(recordingId),
    shareOf: (recordingId) => running.get(recordingId)?.share ?? null,
    callOff: (recordingId) => running.get(recordingId)?.off.abort(),
  };
}
