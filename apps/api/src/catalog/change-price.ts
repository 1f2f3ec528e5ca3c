import { accept, type Micro, type Outcome, refuse, type Use } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { insertPrice, lockPrices } from "./track-queries.ts";

/**
 * Adds a version of a song's price for a use, in force from now on: it binds plays under leases that are granted after
 * it. The price that is in force already adds none.
 */
export async function changePrice(
  tx: Tx,
  song: { readonly ownerId: string; readonly trackId: string },
  { use, fee }: { readonly use: Use; readonly fee: Micro },
  now: Date,
): Promise<Outcome<undefined, "not_found">> {
  const prices = await lockPrices(tx, song.ownerId, song.trackId);
  if (!prices) return refuse("not_found");
  const last = prices.filter((price) => price.use === use).at(-1);
  if (last?.fee === fee) return accept(undefined);
  // A server's clock that was set back must not make an older price the one in force.
  const effectiveAt = last && last.effectiveAt > now ? last.effectiveAt : now;
  await insertPrice(tx, song.trackId, { use, version: (last?.version ?? 0) + 1, fee, effectiveAt });
  return accept(undefined);
}
