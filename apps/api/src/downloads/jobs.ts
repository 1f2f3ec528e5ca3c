import { downloadFormat, id } from "@songkeeper/contracts";
import { z } from "zod";
import type { JobHandlers } from "../jobs/run-jobs.ts";
import { MAKE_DOWNLOAD } from "./ask-for-download.ts";
import { markDownloadFailed } from "./download-queries.ts";
import { makeDownload } from "./make-download.ts";

const ofFile = z.strictObject({ orderId: id, line: z.coerce.number().int().min(0), format: downloadFormat });
/** It is made of our own rendition, so what fails several times will not be better the next. */
const ATTEMPTS_MAX = 4;

/** Making files to keep. */
export const downloadHandlers: JobHandlers = {
  [MAKE_DOWNLOAD]: {
    run: (services, payload, ending) => makeDownload(services, ofFile.parse(payload), ending),
    together: ({ config }) => config.mediaWorkers,
    attemptsMax: ATTEMPTS_MAX,
    onGivenUp: (tx, payload) => markDownloadFailed(tx, ofFile.parse(payload)),
  },
};
