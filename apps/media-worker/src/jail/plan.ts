/** What the launcher is told. All paths are absolute. */
export interface LaunchPlan {
  /** The program that does the job: what is launched. */
  readonly program: string;
  /** What it is given beside the layers of its jail. */
  readonly given: readonly string[];
  /** Folders and files of code: they are read and never written. */
  readonly code: readonly string[];
  /** The job's files, which are only read. */
  readonly input: string;
  /** The one folder that is written. */
  readonly output: string;
  /** Other programs that it may start. Without any it cannot start a process at all. */
  readonly programs: readonly string[];
  /** How long it may have a processor: the kernel ends it then. */
  readonly processorSeconds: number;
  /** Why no jail is to be tried, if one was tried and the program did not start in it. */
  readonly unjailed: string | null;
}
