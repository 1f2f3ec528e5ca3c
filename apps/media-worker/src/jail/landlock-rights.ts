/** Rights to files, as `linux/landlock.h` numbers them. */
const EXECUTE = 1n << 0n;
const WRITE_FILE = 1n << 1n;
const READ_FILE = 1n << 2n;
const READ_FOLDER = 1n << 3n;
const REMOVE_FILE = 1n << 5n;
const MAKE_FILE = 1n << 8n;
const TRUNCATE = 1n << 14n;

/** What a process may do with a file or with what lies in a folder. Nobody may make links, sockets or devices. */
export const RIGHTS = {
  /** A folder's files. The loader of programs lies among the system's libraries, and must be started to start Node. */
  library: READ_FILE | READ_FOLDER | EXECUTE,
  code: READ_FILE | READ_FOLDER,
  file: READ_FILE,
  device: READ_FILE | WRITE_FILE,
  program: READ_FILE | EXECUTE,
  output: READ_FILE | READ_FOLDER | WRITE_FILE | TRUNCATE | MAKE_FILE | REMOVE_FILE,
} as const;

/** Rights that a rule on a single file may name; the kernel refuses the others there. */
export const RIGHTS_OF_FILES: bigint = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;

/** What a version of Landlock can take from a process. */
export interface LandlockRules {
  readonly files: bigint;
  readonly network: bigint;
  readonly scopes: bigint;
}

/** Everything that this version of Landlock knows to take away: a right that it does not know makes it refuse all. */
export function landlockRules(version: number): LandlockRules {
  const fileRights = RIGHTS_BY_VERSION.findLast(({ since }) => version >= since)?.count ?? 0n;
  return {
    files: (1n << fileRights) - 1n,
    // TCP: to listen, and to connect.
    network: version >= 4 ? 0b11n : 0n,
    // Abstract sockets, and signals to whoever is outside.
    scopes: version >= 6 ? 0b11n : 0n,
  };
}

const RIGHTS_BY_VERSION = [
  { since: 1, count: 13n },
  { since: 2, count: 14n },
  { since: 3, count: 15n },
  { since: 5, count: 16n },
] as const;

/** What these rules take away, in words. */
export function landlockWords(version: number): string {
  const taken = ["files", version >= 4 && "TCP", version >= 6 && "signals"].filter((word) => word !== false);
  return `version ${version}: ${taken.join(", ")}`;
}
