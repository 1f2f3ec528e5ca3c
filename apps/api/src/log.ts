import type { Config } from "./config.ts";

/** Writes one JSON line for an event; secrets and personal data never go in. */
export interface Log {
  error(event: string, details?: Readonly<Record<string, unknown>>): void;
  info(event: string, details?: Readonly<Record<string, unknown>>): void;
  debug(event: string, details?: Readonly<Record<string, unknown>>): void;
}

const LEVELS = { silent: 0, error: 1, info: 2, debug: 3 } as const;

/** A log that writes lines at or above a level to standard error. */
export function logAt(level: Config["logLevel"], now: () => Date): Log {
  const write =
    (at: keyof typeof LEVELS) =>
    (event: string, details: Readonly<Record<string, unknown>> = {}) => {
      if (LEVELS[at] > LEVELS[level]) return;
      process.stderr.write(`${JSON.stringify({ at: now().toISOString(), level: at, event, ...inText(details) })}\n`);
    };
  return { error: write("error"), info: write("info"), debug: write("debug") };
}

function inText(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = (value: unknown): unknown => {
    if (value instanceof Error) return { message: value.message, stack: value.stack, cause: text(value.cause) };
    return typeof value === "bigint" ? value.toString() : value;
  };
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, text(value)]));
}
