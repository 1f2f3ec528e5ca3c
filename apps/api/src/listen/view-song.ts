import { micro, USES, ZERO } from "@songkeeper/base";
import { entitlement, parseLrc, priceAt } from "@songkeeper/catalog";
import type { SongPage } from "@songkeeper/contracts";
import { allocateIncome } from "@songkeeper/ledger";
import { findTrack, type TrackDetails } from "../catalog/track-queries.ts";
import type { Tx } from "../db/transact.ts";
import { findSongWords } from "./page-queries.ts";
import { findListeningFacts, findRecordingOfTrack } from "./recording-queries.ts";
import { listArtistSongIds } from "./list-queries.ts";
import { type ReaderId, viewSongCards } from "./view-cards.ts";

const MORE_SONGS = 6;

/** A song's page, for whoever may hear anything of it; undefined for all others. */
export async function viewSongPage(
  tx: Tx,
  trackId: string,
  { reader, now }: { reader: ReaderId; now: Date },
): Promise<SongPage | undefined> {
  const recording = await findRecordingOfTrack(tx, trackId);
  const asked = recording && { recordingId: recording.id, trackId, userId: reader ?? null };
  const facts = asked && (await findListeningFacts(tx, asked));
  const [song] = facts && entitlement(facts) ? await viewSongCards(tx, [trackId], reader) : [];
  const words = await findSongWords(tx, trackId);
  const details = words && (await findTrack(tx, words.ownerId, trackId));
  if (!recording || !song || !words || !details) return undefined;
  const more = (await listArtistSongIds(tx, song.artist.id, MORE_SONGS + 1)).filter((id) => id !== trackId);
  const { origin, workTitle, workWriters, lyrics, timedLyrics, tempoBpm, energy, publishedAt } = words;
  return {
    song,
    credits: creditsOf(details, song.sale.amountMicro),
    origin,
    workTitle,
    workWriters,
    isrc: details.isrc,
    tempoBpm,
    energy,
    lyrics,
    timedLyrics: timedLyrics === null ? null : parseLrc(timedLyrics),
    publishedAt: publishedAt.toISOString(),
    usePrices: usePricesOf(details, now),
    waveformUrl: `/waveforms/${recording.id}/overview.dat`,
    moreByArtist: await viewSongCards(tx, more.slice(0, MORE_SONGS), reader),
  };
}

/** Who is credited, with what a sale at this price brings each: a price in whole fen divides into whole micros. */
function creditsOf({ credits }: TrackDetails, amountMicro: string): SongPage["credits"] {
  const split = credits.map(({ role, position, partyId, perMille }) => ({ role, position, partyId, weight: perMille }));
  const shares = allocateIncome(micro(amountMicro), split, []);
  return credits.map(({ role, position, name, perMille, joined }) => {
    const share = shares.find((of) => of.role === role && of.position === position);
    return { role, name, perMille, shareMicro: `${share?.amount ?? ZERO}`, joined };
  });
}

function usePricesOf({ prices }: TrackDetails, now: Date): SongPage["usePrices"] {
  return USES.flatMap((use) => {
    const ofUse = prices.filter((price) => price.use === use);
    const price = priceAt(ofUse, now);
    return price ? [{ use, feeMicro: `${price.fee}` }] : [];
  });
}
