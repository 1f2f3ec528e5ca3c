import { parseArgs } from "node:util";

/** What to check, and how thoroughly. */
export type Arguments = { readonly address: string; readonly depth: "structure" | "full" };

/** The command line: one address of a playlist, perhaps `--full`. Nothing for one that says anything else. */
export function readArguments(words: readonly string[]): Arguments | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { full: { type: "boolean" } },
    });
    const [address, ...more] = positionals;
    if (address === undefined || more.length > 0) return undefined;
    return { address, depth: values.full ? "full" : "structure" };
  } catch {
    return undefined;
  }
}
