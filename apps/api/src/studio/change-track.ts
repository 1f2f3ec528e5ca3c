import { accept, type Micro, type Outcome, refuse } from "@songkeeper/base";
import type { ListeningMode, SaleMode } from "@songkeeper/catalog";
import { findSalePrices, insertSalePrice } from "../catalog/sale-queries.ts";
import type { Tx } from "../db/transact.ts";
import { indexTrack } from "../search/index-track.ts";
import { choosePreview } from "../uploads/choose-preview.ts";
import { lockOwnTrack, type OwnTrack, updateOwnTrack } from "./release-queries.ts";

/** Whose song is meant. */
export interface OwnSong {
  readonly ownerId: string;
  readonly trackId: string;
}

/** Sets what buyers give for a song from now on; the price that is in force already adds no version. */
export async function changeSalePrice(
  tx: Tx,
  { ownerId, trackId }: OwnSong,
  { mode, amount }: { readonly mode: SaleMode; readonly amount: Micro },
  now: Date,
): Promise<Outcome<undefined, "not_found">> {
  if (!(await lockOwnTrack(tx, ownerId, trackId))) return refuse("not_found");
  const last = (await findSalePrices(tx, [trackId])).get(trackId);
  if (last?.mode === mode && last.amount === amount) return accept(undefined);
  await insertSalePrice(tx, trackId, { version: (last?.version ?? 0) + 1, mode, amount, effectiveAt: now });
  return accept(undefined);
}

/** Sets what anybody hears of a song without buying it. */
export async function changeListening(
  tx: Tx,
  song: OwnSong,
  listening: ListeningMode,
): Promise<Outcome<undefined, "not_found">> {
  return change(tx, song, (track) => ({ ...track, listening }));
}

/** Sets where a song's preview begins, null for its loudest part; until it is made the one before is heard. */
export async function changePreview(
  tx: Tx,
  { ownerId, trackId }: OwnSong,
  startMs: number | null,
  now: Date,
): Promise<Outcome<undefined, "not_found">> {
  const track = await lockOwnTrack(tx, ownerId, trackId);
  if (!track?.recordingId) return refuse("not_found");
  await choosePreview(tx, { recordingId: track.recordingId, startMs }, now);
  return accept(undefined);
}

/** Takes a song off sale and out of search; buyers keep it, and leases are granted for a while yet (rule 6 of the house). */
export async function withdrawTrack(tx: Tx, song: OwnSong, now: Date): Promise<Outcome<undefined, "not_found">> {
  return change(tx, song, (track) => ({ ...track, withdrawnAt: track.withdrawnAt ?? now }));
}

/** Offers a song again that was withdrawn. */
export async function restoreTrack(tx: Tx, song: OwnSong): Promise<Outcome<undefined, "not_found">> {
  return change(tx, song, (track) => ({ ...track, withdrawnAt: null }));
}

async function change(
  tx: Tx,
  { ownerId, trackId }: OwnSong,
  changed: (track: OwnTrack) => OwnTrack,
): Promise<Outcome<undefined, "not_found">> {
  const track = await lockOwnTrack(tx, ownerId, trackId);
  if (!track) return refuse("not_found");
  await updateOwnTrack(tx, trackId, changed(track));
  await indexTrack(tx, trackId);
  return accept(undefined);
}
