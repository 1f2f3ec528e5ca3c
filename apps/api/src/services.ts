import type { Auth } from "./accounts/auth.ts";
import type { LiveEvents } from "./adapters/live-events.ts";
import type { MediaWorkers } from "./adapters/media-worker.ts";
import type { ObjectStore } from "./adapters/object-store.ts";
import type { UploadFiles } from "./adapters/upload-files.ts";
import type { Config } from "./config.ts";
import type { Transact } from "./db/transact.ts";
import type { Log } from "./log.ts";
import type { Secrets } from "./secrets.ts";
import type { RunningIngests } from "./uploads/running-ingests.ts";

/** What routes, jobs and admin commands are given: the outside world, behind names. */
export interface Services {
  readonly config: Config;
  readonly transact: Transact;
  readonly now: () => Date;
  readonly auth: Auth;
  readonly secrets: Secrets;
  readonly objects: ObjectStore;
  readonly uploads: UploadFiles;
  /** Whatever opens a stranger's file does it in there, in a process of its own. */
  readonly media: MediaWorkers;
  readonly ingests: RunningIngests;
  readonly live: LiveEvents;
  readonly log: Log;
  /** Asks the job runner to look for work now rather than at its next turn. */
  readonly wakeJobs: () => void;
}
