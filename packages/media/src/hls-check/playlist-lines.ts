import type { ReportFault } from "./hls-fault.ts";

/** A line of a playlist that means something. */
export type PlaylistLine = { readonly at: number } & (
  | { readonly tag: string; readonly value: string }
  | { readonly tag: ""; readonly uri: string }
);

/** The tags and addresses of a playlist, in order; nothing if it is none. */
export function readLines(text: string, uri: string, report: ReportFault): PlaylistLine[] | undefined {
  const lines = text.split(/\r?\n/u);
  if (lines[0] !== "#EXTM3U") {
    report("not_a_playlist", uri, (lines[0] ?? "").slice(0, 40));
    return undefined;
  }
  return lines.slice(1).flatMap((line, index) => readLine(line.trim(), index + 2));
}

/** What does not begin with `#EXT` is a comment. */
function readLine(line: string, at: number): PlaylistLine[] {
  if (line === "") return [];
  if (!line.startsWith("#")) return [{ at, tag: "", uri: line }];
  const [, tag, value] = /^#(EXT[A-Z0-9-]*)(?::(.*))?$/u.exec(line) ?? [];
  return tag === undefined ? [] : [{ at, tag, value: value ?? "" }];
}

/** Whether a playlist lists renditions: whatever has no tag of segments is read as one that should. */
export function isMaster(lines: readonly PlaylistLine[]): boolean {
  return !lines.some(({ tag }) => tag === "EXTINF" || tag === "EXT-X-TARGETDURATION" || tag === "EXT-X-MAP");
}

/** Tags that stand once in a playlist, and such as may stand there too. */
export interface TagRules {
  readonly once: readonly string[];
  readonly often: readonly string[];
  readonly versionMin: number;
}

/** Checks which tags there are, and their version; what else is in a playlist we did not write. */
export function checkTags(lines: readonly PlaylistLine[], rules: TagRules, uri: string, report: ReportFault): void {
  for (const tag of rules.once) {
    const [first, second] = lines.filter((line) => line.tag === tag);
    if (!first) report(tag === "EXT-X-VERSION" ? "version_missing" : "tag_missing", uri, `#${tag}`);
    if (second) report("tag_twice", `${uri} line ${second.at}`, `#${tag}`);
  }
  for (const { tag, at } of lines) {
    if (tag !== "" && !rules.once.includes(tag) && !rules.often.includes(tag)) {
      report("tag_unexpected", `${uri} line ${at}`, `#${tag}`);
    }
  }
  const version = valueOf(lines, "EXT-X-VERSION");
  if (version !== undefined && !(Number(version) >= rules.versionMin)) {
    report("version_too_low", uri, `${version} ≠ ${rules.versionMin}`);
  }
}

/** The value of a tag, if it is there. */
export function valueOf(lines: readonly PlaylistLine[], tag: string): string | undefined {
  const found = lines.find((line) => line.tag === tag);
  return found && "value" in found ? found.value : undefined;
}

/** The attributes of a tag's value. */
export function attributesOf(value: string): ReadonlyMap<string, string> {
  const pairs = value.matchAll(/([A-Z0-9-]+)=("[^"]*"|[^",]*)(?:,|$)/gu);
  return new Map(Array.from(pairs, ([, name = "", text = ""]) => [name, text.replaceAll('"', "")]));
}

/** A name beside the playlist: no scheme, no other folder. What it is not is told, and not followed. */
export function besidePlaylist(playlist: string, uri: string): string | undefined {
  if (!/^[\w-][\w.-]*(?:\?[\w=&-]*)?$/u.test(uri)) return undefined;
  const [path = ""] = playlist.split(/[?#]/u);
  return path.slice(0, path.lastIndexOf("/") + 1) + uri;
}
