import type { MediaJob, MediaReport, MediaResult } from "@songkeeper/media";
import { Refused } from "./refused.ts";

/**
 * Does a job and gives the report that ends it. After a refusal there may be anything in the output directory: who
 * ordered the job removes it.
 */
export async function runJob(job: MediaJob, report: (report: MediaReport) => void): Promise<MediaReport> {
  try {
    return { kind: "done", result: await runTask(job, report) };
  } catch (error) {
    if (error instanceof Refused) return { kind: "refused", reason: error.reason, facts: error.facts };
    throw error;
  }
}

/** Only what the task needs is loaded: a process with a stranger's picture in it has no encoder, and begins sooner. */
async function runTask(job: MediaJob, report: (report: MediaReport) => void): Promise<MediaResult> {
  switch (job.task) {
    case "ingest": {
      const { ingestSong } = await import("./ingest-song.ts");
      const result = await ingestSong(job, {
        onStep: (step, share) => report({ kind: "step", step, share }),
        onGrowth: (growth) => report({ kind: "grown", ...growth }),
      });
      return { task: "ingest", ...result };
    }
    case "preview": {
      const { makePreviewAnew } = await import("./make-preview-anew.ts");
      return { task: "preview", ...(await makePreviewAnew(job)) };
    }
    case "cover": {
      const { makeCoverOf } = await import("./make-cover.ts");
      return { task: "cover", ...(await makeCoverOf(job)) };
    }
    case "download": {
      const { makeDownload } = await import("./make-download.ts");
      return { task: "download", file: await makeDownload(job) };
    }
  }
}
