import type { Auth } from "./accounts/auth.ts";
import type { LiveEvents } from "./adapters/live-events.ts";
import type { ObjectStore } from "./adapters/object-store.ts";
import type { Config } from "./config.ts";
import type { Transact } from "./db/transact.ts";
import type { Log } from "./log.ts";
import type { Secrets } from "./secrets.ts";

/** What routes, jobs and admin commands are given: the outside world, behind names. */
export interface Services {
  readonly config: Config;
  readonly transact: Transact;
  readonly now: () => Date;
  readonly auth: Auth;
  readonly secrets: Secrets;
  readonly objects: ObjectStore;
  readonly live: LiveEvents;
  readonly log: Log;
  /** Asks the job runner to look for work now rather than at its next turn. */
  readonly wakeJobs: () => void;
}
