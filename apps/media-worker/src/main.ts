import { setPriority } from "node:os";
import type { MediaJob, MediaReport } from "@songkeeper/media";
import { runJob } from "./task/run-job.ts";

const POLITE = 5;
const parent = process.ppid;

/**
 * One job, one process. The server starts this with a channel, sends the job, hears the reports, and the process is
 * over. Should it crash at a file made to crash it, nothing but this job is lost.
 */
async function main(job: MediaJob): Promise<void> {
  send(await runJob(job, send), () => process.exit(0));
}

/** A decode never comes back to the event loop, so a dead server is noticed here: this process has another parent then. */
function send(report: MediaReport, sent: () => void = () => undefined): void {
  if (!process.send || process.ppid !== parent) process.exit(1);
  process.send(report, sent);
}

process.on("disconnect", () => process.exit(1));
process.once("message", (job: MediaJob) => void main(job));
// Who waits for a song to be made ready can wait; who listens cannot.
setPriority(POLITE);
