/** So many clients are remembered at most; beyond, the one whose window began first is forgotten. */
const KEYS_MAX = 100_000;

interface Window {
  readonly endsAt: number;
  tries: number;
}

/** At most `max` tries in each `window` of seconds. */
interface Rule {
  readonly window: number;
  readonly max: number;
}

/**
 * Counts the tries of each key in memory, in windows that begin with a first try: better-auth's storage of rate limits.
 * Its own counts on for as long as no gap between two tries is a window long, so that an office whose people sign in one
 * after the other is locked out in the end, and all servers of a process share one count.
 *
 * @param now the milliseconds of a clock that is never set: a time server must lock nobody out
 */
export function createTryLimit(now: () => number = () => performance.now(), keysMax = KEYS_MAX) {
  const windows = new Map<string, Window>();
  const begin = (key: string, { window }: Rule): Window => {
    const begun = { endsAt: now() + window * 1_000, tries: 0 };
    windows.delete(key);
    const [oldest] = windows.keys();
    if (oldest !== undefined && windows.size >= keysMax) windows.delete(oldest);
    windows.set(key, begun);
    return begun;
  };
  return {
    /** Counts a try; `retryAfter` is in seconds. */
    async consume(key: string, rule: Rule): Promise<{ allowed: boolean; retryAfter: number | null }> {
      const known = windows.get(key);
      const window = known && now() < known.endsAt ? known : begin(key, rule);
      if (window.tries >= rule.max) return { allowed: false, retryAfter: Math.ceil((window.endsAt - now()) / 1_000) };
      window.tries += 1;
      return { allowed: true, retryAfter: null };
    },
  };
}
