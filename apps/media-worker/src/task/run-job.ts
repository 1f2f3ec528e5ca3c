import type { MediaJob, MediaReport, MediaResult } from "@songkeeper/media";
import { ingestSong } from "./ingest-song.ts";
import { makeCoverOf } from "./make-cover.ts";
import { makeDownload } from "./make-download.ts";
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

async function runTask(job: MediaJob, report: (report: MediaReport) => void): Promise<MediaResult> {
  switch (job.task) {
    case "ingest":
      return { task: "ingest", ...(await ingestSong(job, (step, share) => report({ kind: "step", step, share }))) };
    case "cover":
      return { task: "cover", ...(await makeCoverOf(job)) };
    case "download":
      return { task: "download", file: makeDownload(job) };
  }
}
