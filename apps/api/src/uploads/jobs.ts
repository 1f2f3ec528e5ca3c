import { id } from "@songkeeper/contracts";
import { z } from "zod";
import type { JobHandlers } from "../jobs/run-jobs.ts";
import { PREVIEW } from "./choose-preview.ts";
import { INGEST } from "./finish-upload.ts";
import { failIngest, ingestRecording } from "./ingest-recording.ts";
import { remakePreview, TIDY_PREVIEW, tidyPreview } from "./remake-preview.ts";
import { TIDY_COVER, tidyCover } from "./store-cover.ts";
import { TIDY_RECORDING, tidyRecording } from "./tidy-recording.ts";

const ofRecording = z.strictObject({ recordingId: id });
const ofPreview = z.strictObject({ recordingId: id, making: id });
const ofCover = z.strictObject({ coverId: id });
/** A file that ends its worker so often does so by itself. */
const INGEST_ATTEMPTS_MAX = 5;

/** The jobs of uploaded files: making them ready to be heard, and leaving nothing behind. */
export const uploadHandlers: JobHandlers = {
  [INGEST]: {
    run: (services, payload, ending) => ingestRecording(services, ofRecording.parse(payload).recordingId, ending),
    together: ({ config }) => config.mediaWorkers,
    attemptsMax: INGEST_ATTEMPTS_MAX,
    onGivenUp: (tx, payload, now) => failIngest(tx, ofRecording.parse(payload).recordingId, now),
  },
  [PREVIEW]: (services, payload, ending) => remakePreview(services, ofRecording.parse(payload).recordingId, ending),
  [TIDY_PREVIEW]: (services, payload) => tidyPreview(services, ofPreview.parse(payload)),
  [TIDY_RECORDING]: (services, payload) => tidyRecording(services, ofRecording.parse(payload).recordingId),
  [TIDY_COVER]: (services, payload) => tidyCover(services, ofCover.parse(payload).coverId),
};
