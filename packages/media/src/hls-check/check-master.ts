import type { ReportFault } from "./hls-fault.ts";
import { attributesOf, besidePlaylist, checkTags, type PlaylistLine } from "./playlist-lines.ts";

/** What a master playlist says of one rendition. */
export interface ListedRendition {
  readonly uri: string;
  readonly where: string;
  readonly codecs: string | undefined;
  readonly bandwidth: number | undefined;
  readonly averageBandwidth: number | undefined;
}

const RULES = {
  once: ["EXT-X-VERSION", "EXT-X-INDEPENDENT-SEGMENTS"],
  often: ["EXT-X-STREAM-INF"],
  versionMin: 6,
};

/** The renditions that a master playlist offers, the smallest first. */
export function checkMaster(lines: readonly PlaylistLine[], uri: string, report: ReportFault): ListedRendition[] {
  checkTags(lines, RULES, uri, report);
  const renditions = lines.flatMap((line, index) => {
    if (!("value" in line) || line.tag !== "EXT-X-STREAM-INF") return [];
    const next = lines[index + 1];
    const where = `${uri} line ${line.at}`;
    if (!next || !("uri" in next)) {
      report("tag_malformed", where, "#EXT-X-STREAM-INF");
      return [];
    }
    const beside = besidePlaylist(uri, next.uri);
    if (beside === undefined) report("uri_not_plain", where, next.uri);
    const listed = beside === undefined ? undefined : readRendition(line.value, { uri: beside, where }, report);
    return listed ? [listed] : [];
  });
  for (const [index, line] of lines.entries()) {
    if ("uri" in line && lines[index - 1]?.tag !== "EXT-X-STREAM-INF") {
      report("tag_missing", `${uri} line ${line.at}`, "#EXT-X-STREAM-INF");
    }
  }
  if (renditions.length === 0) report("no_renditions", uri, "0");
  checkOrder(renditions, report);
  return renditions;
}

function readRendition(
  value: string,
  { uri, where }: { uri: string; where: string },
  report: ReportFault,
): ListedRendition {
  const attributes = attributesOf(value);
  for (const name of ["BANDWIDTH", "AVERAGE-BANDWIDTH", "CODECS"]) {
    if (!attributes.get(name)) report("attribute_missing", `${where} (${name})`, name);
  }
  const numberOf = (name: string) => {
    const text = attributes.get(name);
    if (text === undefined) return undefined;
    if (!/^[1-9]\d*$/u.test(text)) report("tag_malformed", `${where} (${name})`, text);
    return Number(text);
  };
  return {
    uri,
    where,
    codecs: attributes.get("CODECS"),
    bandwidth: numberOf("BANDWIDTH"),
    averageBandwidth: numberOf("AVERAGE-BANDWIDTH"),
  };
}

function checkOrder(renditions: readonly ListedRendition[], report: ReportFault): void {
  for (const [index, { uri, where, bandwidth = 0 }] of renditions.entries()) {
    const earlier = renditions.slice(0, index);
    if (earlier.some((other) => other.uri === uri)) report("rendition_twice", where, uri);
    const before = earlier.at(-1)?.bandwidth ?? 0;
    if (before > bandwidth) report("renditions_out_of_order", where, `${before}, ${bandwidth}`);
  }
}
