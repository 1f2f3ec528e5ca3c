import type { DraftBody } from "@songkeeper/contracts";
import { timedLines } from "../adapters/synthesise/compose/timed-lines.ts";
import type { SamplePrice, SampleRelease, SampleTrack } from "./sample-release.ts";

type DraftTrack = DraftBody["tracks"][number];

/** What the form of a release holds once its musician has filled it in: `recordingIds` and `parties` by title and name. */
export function draftOfRelease(
  { title, artist, tracks }: SampleRelease,
  of: {
    readonly coverId: string;
    readonly recordingIds: ReadonlyMap<string, string>;
    readonly parties: ReadonlyMap<string, string>;
  },
): DraftBody {
  return {
    title,
    artist,
    coverId: of.coverId,
    tracks: tracks.map((track) => draftTrackOf(track, { ...of, recordingId: of.recordingIds.get(track.title) ?? "" })),
    declared: true,
  };
}

function draftTrackOf(
  track: SampleTrack,
  { recordingId, parties }: { readonly recordingId: string; readonly parties: ReadonlyMap<string, string> },
): DraftTrack {
  const { title, isrc = "", kind, credits, lyrics, recipe } = track;
  return {
    recordingId,
    title,
    isrc,
    origin: kind,
    workTitle: "",
    workWriters: "",
    ai: "generated",
    credits: credits.map((credit) => {
      const partyId = parties.get(credit.name);
      return { ...credit, society: "unknown" as const, ...(partyId === undefined ? {} : { partyId }) };
    }),
    lyrics: lyrics && !lyrics.timed ? lyrics.lines.join("\n") : "",
    timedLyrics: lyrics?.timed ? timedLines(recipe, lyrics.lines) : "",
    listening: track.listening === "full" ? "full" : "preview",
    previewStartMs: null,
    tempoBpm: `${recipe.tempo}`,
    energy: null,
    sale: saleOf(track.price),
    usePrices: track.usePrices,
  };
}

function saleOf(price: SamplePrice): DraftTrack["sale"] {
  if (price.kind === "free") return { mode: "fixed", amountMicro: "0" };
  return { mode: price.kind, amountMicro: price.priceMicro };
}
