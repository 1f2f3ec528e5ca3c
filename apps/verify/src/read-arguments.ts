import { parseArgs } from "node:util";
import { accept, refuse, type Outcome } from "@songkeeper/base";
import { plainFingerprint } from "@songkeeper/proof";

/** What to verify, and against which keys. */
export type Arguments = {
  readonly statementPath: string;
  readonly playsPath: string | undefined;
  /** Fingerprints as 64 hex digits. */
  readonly pinned: readonly string[];
  readonly trustFileKeys: boolean;
};

/**
 * The command line: a statement, perhaps its plays, `--key` (once for each key) or else SONGKEEPER_KEY (with commas
 * between keys), `--trust-file-key`. Refuses a command line that says anything else.
 */
export function readArguments(
  words: readonly string[],
  keysOfEnvironment: string | undefined,
): Outcome<Arguments, "usage" | "bad_fingerprint"> {
  const parsed = parse(words);
  if (!parsed) return refuse("usage");
  const [statementPath, playsPath, ...more] = parsed.positionals;
  if (statementPath === undefined || more.length > 0) return refuse("usage");
  const typed = parsed.values.key ?? keysOfEnvironment?.split(",").filter((key) => key.trim() !== "") ?? [];
  const pinned = typed.map(plainFingerprint);
  const bad = pinned.findIndex((fingerprint) => !/^[0-9a-f]{64}$/.test(fingerprint));
  if (bad >= 0) return refuse("bad_fingerprint", { facts: { found: typed[bad] ?? "" } });
  return accept({ statementPath, playsPath, pinned, trustFileKeys: parsed.values["trust-file-key"] ?? false });
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { key: { type: "string", multiple: true }, "trust-file-key": { type: "boolean" } },
    });
  } catch {
    return undefined;
  }
}
