import { USES } from "@songkeeper/base";
import { priceAt } from "@songkeeper/catalog";
import type { Track } from "@songkeeper/contracts";
import { listenUrl } from "./listen-url.ts";
import type { TrackDetails } from "./track-queries.ts";

/** A song as its musician sees it: its credits, and for each use the price that is in force. */
export function viewTrack(track: TrackDetails, { now, mediaSecret }: { now: Date; mediaSecret: Uint8Array }): Track {
  return {
    id: track.trackId,
    title: track.title,
    artist: track.artist,
    isrc: track.isrc,
    durationMs: track.durationMs,
    ai: track.ai,
    version: track.version,
    credits: track.credits.map(({ role, position, partyId, name, perMille, joined }) => ({
      role,
      position,
      partyId,
      name,
      perMille,
      joined,
    })),
    prices: USES.flatMap((use) => {
      const price = priceAt(
        track.prices.filter((of) => of.use === use),
        now,
      );
      if (!price) return [];
      const { version, fee, effectiveAt } = price;
      return [{ use, version, feeMicro: fee.toString(), effectiveAt: effectiveAt.toISOString() }];
    }),
    listenUrl: listenUrl(mediaSecret, track, now),
  };
}
