import { fileURLToPath } from "node:url";
import { JAIL_LAYERS, type JailLayer } from "@songkeeper/media";
import { MediaProcess } from "./media-process.ts";
import { openSlot } from "./media-slot.ts";
import { PROCESSOR_SECONDS_MAX } from "./media-watch.ts";

/** The program that does the jobs. */
const WORKER = fileURLToPath(new URL("../../../media-worker/src/main.ts", import.meta.url));

/** What is launched, and where. */
export interface LauncherPlan {
  /** Where workers have their slots. */
  readonly folder: string;
  readonly program?: string | undefined;
  /** Other programs that workers may start; without any they cannot start a process at all. */
  readonly programs?: readonly string[] | undefined;
}

/** What is known of a worker before it is launched. */
export interface Errand {
  readonly isAhead?: boolean;
  readonly processorSeconds?: number;
}

/** Launches workers. */
export interface MediaLauncher {
  /** A worker that waits for its job in a slot of its own. Who has it ends it and removes the slot. */
  launch(errand: Errand, ending: AbortSignal): Promise<MediaProcess>;
  /** The layers that the last one was launched with, once there was one. */
  readonly layers: readonly JailLayer[] | undefined;
}

/** Launches workers in the best jail that there is on this machine. */
export function mediaLauncher({ folder, program = WORKER, programs = [] }: LauncherPlan): MediaLauncher {
  let unjailed: string | null = null;
  let layers: readonly JailLayer[] | undefined;

  async function start(errand: Errand, jailFault: string | null, ending: AbortSignal): Promise<MediaProcess> {
    const { isAhead = false, processorSeconds = PROCESSOR_SECONDS_MAX } = errand;
    const slot = await openSlot(folder);
    const worker = new MediaProcess(slot, { program, programs, isAhead, processorSeconds, unjailed: jailFault });
    const stop = () => worker.stop(ending.reason);
    ending.addEventListener("abort", stop, { once: true });
    if (ending.aborted) stop();
    try {
      layers = inOrder([...OWN_LAYERS, ...(await worker.ready)]);
      return worker;
    } catch (error) {
      await endProcess(worker);
      throw worker.wasStopped ? error : new NotStartedError(String(error), { cause: error });
    } finally {
      ending.removeEventListener("abort", stop);
    }
  }

  /**
   * On a system that is laid out in another way than those we know, the jail may be what a worker does not start in. One
   * that does not start twice, and then starts without, shows it; nothing less opens the jail.
   */
  async function startSomehow(errand: Errand, ending: AbortSignal): Promise<MediaProcess> {
    try {
      return await start(errand, unjailed, ending).catch((error: unknown) => {
        if (unjailed !== null || !(error instanceof NotStartedError)) throw error;
        return start(errand, null, ending);
      });
    } catch (error) {
      if (unjailed !== null || !(error instanceof NotStartedError)) throw error;
      const jailFault = `no worker starts in it: ${error.message}`.slice(0, JAIL_FAULT_MAX);
      const worker = await start(errand, jailFault, ending);
      unjailed = jailFault;
      return worker;
    }
  }

  return {
    launch: startSomehow,
    get layers() {
      return layers;
    },
  };
}

/** A worker ended by itself before it was ready. */
class NotStartedError extends Error {}

const JAIL_FAULT_MAX = 400;

/** Ends a worker, if it is not over yet, and removes its slot. */
export async function endProcess(worker: MediaProcess): Promise<void> {
  if (!worker.isGone) worker.stop(new Error("the media worker is not needed any more"));
  await worker.gone;
  await worker.slot.remove();
}

/** What the server itself stands for. */
const OWN_LAYERS: readonly JailLayer[] = [
  { name: "separate_process", state: "on", detail: "" },
  { name: "watch", ...watchState() },
  { name: "deadline", state: "on", detail: "" },
];

function watchState(): Pick<JailLayer, "state" | "detail"> {
  if (process.platform === "linux") return { state: "on", detail: "" };
  return { state: "absent", detail: `${process.platform} does not tell what a process takes` };
}

function inOrder(layers: readonly JailLayer[]): JailLayer[] {
  return JAIL_LAYERS.flatMap((wanted) => layers.filter(({ name }) => name === wanted));
}
