/** Turns of which a few may be had at once; who comes later waits, the first come first. */
export interface Turns {
  /** How many may be taken without waiting. */
  free(): number;
  takeTurn(signal: AbortSignal | undefined): Promise<void>;
  endTurn(): void;
}

/** So many turns at once. */
export function turns(max: number): Turns {
  const waiting: (() => void)[] = [];
  let free = max;

  async function takeTurn(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw calledOff(signal);
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(calledOff(signal));
      };
      waiting.push(begin);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  function endTurn(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return { free: () => free, takeTurn, endTurn };
}

function calledOff(signal: AbortSignal | undefined): Error {
  return new Error("the media job was called off", { cause: signal?.reason });
}
