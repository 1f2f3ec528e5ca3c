import type { Services } from "../services.ts";

/** Something that is done again and again, and must be harmless when it is done too often. */
export interface Routine {
  readonly name: string;
  readonly everyMs: number;
  readonly run: (services: Services) => Promise<void>;
}

/** Does a routine at once and then at its intervals, never twice at a time, until it is stopped; waits for the last. */
export function runEvery(services: Services, { name, everyMs, run }: Routine): { stop: () => Promise<void> } {
  let current = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function turn(): Promise<void> {
    try {
      await run(services);
    } catch (error) {
      // The next turn is the second try.
      services.log.error("routine_failed", { routine: name, error });
    }
    if (!stopped) timer = setTimeout(begin, everyMs);
  }
  function begin(): void {
    current = turn();
  }
  begin();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
