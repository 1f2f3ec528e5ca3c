import { closeHandlers } from "./close/jobs.ts";
import { downloadHandlers } from "./downloads/jobs.ts";
import type { JobHandlers } from "./jobs/run-jobs.ts";
import { uploadHandlers } from "./uploads/jobs.ts";

/** What is done after a commit that asked for it, by queue. */
export const HANDLERS: JobHandlers = { ...closeHandlers, ...downloadHandlers, ...uploadHandlers };
