import { includesTier } from "@songkeeper/catalog";
import { masterPlaylist, type Rendition, type RenditionName } from "@songkeeper/media";
import type { StreamToken } from "./stream-token.ts";

type StreamTier = StreamToken["tier"];

/**
 * The renditions that are streamed by token, each with the least tier that has it. Everything that asks for more than
 * anybody hears has names and files of its own; a preview is none of them, and none of them is ever a part of another.
 */
const RUNGS: Readonly<Record<Exclude<RenditionName, "preview">, StreamTier>> = {
  aac64: "standard",
  aac128: "standard",
  aac256: "lossless",
  flac: "lossless",
};

const TIER_OF: ReadonlyMap<string, StreamTier> = new Map(Object.entries(RUNGS));

/** How a route names the file or the playlist of a rendition that is streamed: whole names, and no others. */
export const RUNG_FILE: string = `(?:${Object.keys(RUNGS).join("|")})\\.(?:m3u8|mp4)`;

/** The least tier that has a file such as "flac.mp4"; undefined for what is not streamed. */
export function tierOfFile(name: string): StreamTier | undefined {
  return TIER_OF.get(name.replace(/\.(?:m3u8|mp4)$/, ""));
}

/** A playlist of exactly those renditions of a recording that a tier has; older recordings have fewer. */
export function masterOf(renditions: readonly Rendition[], tier: StreamTier): string {
  return masterPlaylist(
    renditions.filter(({ name }) => {
      const least = TIER_OF.get(name);
      return least !== undefined && includesTier(tier, least);
    }),
  );
}
