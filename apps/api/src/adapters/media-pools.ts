import { type MediaWorkers, mediaWorkers } from "./media-worker.ts";

/** Workers of which `ingests` make songs ready at once; one more does what people wait for: covers and downloads. */
export function mediaPools(folder: string, ingests: number): MediaWorkers {
  const [long, short] = [mediaWorkers({ folder, max: ingests }), mediaWorkers({ folder, max: 1 })];
  return {
    runMediaJob: (job, options) => (job.task === "ingest" ? long : short).runMediaJob(job, options),
    expect: () => long.expect(),
    layers: () => long.layers(),
    knownLayers: () => long.knownLayers() ?? short.knownLayers(),
    async close() {
      await Promise.all([long.close(), short.close()]);
    },
  };
}
