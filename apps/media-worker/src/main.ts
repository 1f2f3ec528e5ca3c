import { setPriority } from "node:os";
import type { JailLayer, MediaJob, MediaReady, MediaReport } from "@songkeeper/media";
import { ownLayers } from "./jail/own-layers.ts";
import { runJob } from "./task/run-job.ts";

const POLITE = 5;
const parent = process.ppid;
/** What the launcher found of the kernel's jail, and whether the process is started before there is a job for it. */
const [, , kernelLayers = "[]", isAhead] = process.argv;

/**
 * One job, one process. The server starts this with a channel, is told that it is ready, sends the job, hears the
 * reports, and the process is over. Should it crash at a file made to crash it, nothing but this job is lost.
 */
async function main(job: MediaJob): Promise<void> {
  const last = await runJob(job, (report) => {
    send(report);
    // Until a song can be heard somebody waits for it. After that it can wait; who listens to others cannot.
    if (report.kind === "grown") setPriority(POLITE);
  });
  send(last, () => process.exit(0));
}

/** A decode never comes back to the event loop, so a dead server is noticed here: this process has another parent then. */
function send(said: MediaReport | MediaReady, sent: () => void = () => undefined): void {
  if (!process.send || process.ppid !== parent) process.exit(1);
  process.send(said, sent);
}

const wanted = Promise.withResolvers<MediaJob>();
let isWanted = false;
process.on("disconnect", () => process.exit(1));
process.once("message", (job: MediaJob) => {
  isWanted = true;
  wanted.resolve(job);
});
const fromKernel: JailLayer[] = JSON.parse(kernelLayers);
send({ kind: "ready", layers: [...ownLayers(), ...fromKernel] });
if (isAhead) {
  const { warmUp } = await import("./warm-up.ts");
  await warmUp(process.cwd(), () => isWanted);
}
void main(await wanted.promise);
