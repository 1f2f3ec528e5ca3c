import { availableParallelism } from "node:os";
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { MEDIA_ENGINES } from "./adapters/media-engine.ts";

/** What the server is told by its environment; every name is documented in docs/architecture.md. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where people reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** Where the data lies, as a whole path: the media workers, who are told files in it, stand in folders of their own. */
  readonly dataDir: string;
  /** A PostgreSQL address; without one the database is SQLite under `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly timeZone: string;
  readonly logLevel: "silent" | "error" | "info" | "debug";
  /** Whether the first start makes the sample world. */
  readonly sampleWorld: boolean;
  /** How many songs are made ready to be heard at once, each in a process of its own. */
  readonly mediaWorkers: number;
  /** How much memory may hold what many hear at once. */
  readonly soundMemoryBytes: number;
}

/** Hosts that only this machine can reach. */
const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);

const text = z.string().trim().min(1);
const PORT_WORDS = "a port is a whole number from 0 to 65535";
const WORKERS_WORDS = "the number of media workers is a whole number from 1 to 64";
const MEMORY_WORDS = "the memory for sound is a whole number of megabytes from 0 to 65536";
const PUBLIC_URL_WORDS = "not an address such as https://music.example";
const DATABASE_URL_WORDS = "not a PostgreSQL address such as postgres://user:password@host:5432/database";

const environment = z.object({
  PORT: z.coerce.number(PORT_WORDS).int(PORT_WORDS).min(0, PORT_WORDS).max(65_535, PORT_WORDS).default(4100),
  HOST: text.default("127.0.0.1"),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: PUBLIC_URL_WORDS }).optional(),
  DATA_DIR: text.default("./data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: DATABASE_URL_WORDS }).optional(),
  TIME_ZONE: text.refine(isTimeZone, "not a time zone (IANA name such as Asia/Shanghai)").default("Asia/Shanghai"),
  LOG_LEVEL: z.enum(["silent", "error", "info", "debug"], "not silent, error, info or debug").default("info"),
  SAMPLE_WORLD: z.enum(["on", "off"], "not on or off").optional(),
  MEDIA_WORKERS: z.coerce
    .number(WORKERS_WORDS)
    .int(WORKERS_WORDS)
    .min(1, WORKERS_WORDS)
    .max(64, WORKERS_WORDS)
    .optional(),
  MEDIA_ENGINE: z.enum(MEDIA_ENGINES, "not auto, node-av, wasm or ffmpeg").optional(),
  FFMPEG_PATH: text.refine(isAbsolute, "not the whole path of a program").optional(),
  SOUND_MEMORY_MB: z.coerce
    .number(MEMORY_WORDS)
    .int(MEMORY_WORDS)
    .min(0, MEMORY_WORDS)
    .max(65_536, MEMORY_WORDS)
    .default(64),
});

/**
 * The configuration from environment variables. Throws an Error whose message names each wrong variable, what it held
 * and what it wants, one a line.
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const read = environment.safeParse(given);
  if (!read.success) throw new Error(read.error.issues.map((issue) => inWords(issue, given)).join("\n"));
  const { PORT, HOST, PUBLIC_URL, DATA_DIR, DATABASE_URL, TIME_ZONE, LOG_LEVEL, SAMPLE_WORLD } = read.data;
  const { MEDIA_WORKERS, SOUND_MEMORY_MB } = read.data;
  return {
    port: PORT,
    host: HOST,
    publicUrl: (PUBLIC_URL ?? `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`).replace(/\/+$/, ""),
    dataDir: resolve(DATA_DIR),
    databaseUrl: DATABASE_URL,
    timeZone: TIME_ZONE,
    logLevel: LOG_LEVEL,
    // Its accounts have a password that everybody knows: elsewhere than at home it must be asked for.
    sampleWorld: SAMPLE_WORLD === undefined ? LOOPBACK.has(HOST) : SAMPLE_WORLD === "on",
    // One core is left for those who listen meanwhile.
    mediaWorkers: MEDIA_WORKERS ?? Math.max(1, availableParallelism() - 1),
    soundMemoryBytes: SOUND_MEMORY_MB * 1_048_576,
  };
}

function inWords(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]);
  const shown = name === "DATABASE_URL" ? "(hidden: it may hold a password)" : JSON.stringify(given[name]);
  return `${name} is ${shown}: ${issue.message}`;
}

/** Whether a name is a time zone that this machine knows (IANA). */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
