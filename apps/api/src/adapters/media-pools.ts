import { type MediaWorkers, mediaWorkers } from "./media-worker.ts";

/** Workers of which `ingests` make songs ready at once; one more does what people wait for: covers and downloads. */
export function mediaPools(ingests: number): MediaWorkers {
  const [long, short] = [mediaWorkers(ingests), mediaWorkers(1)];
  return {
    runMediaJob: (job, options) => (job.task === "ingest" ? long : short).runMediaJob(job, options),
    expect: () => long.expect(),
  };
}
