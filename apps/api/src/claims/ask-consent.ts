import { awaitedWriters } from "@songkeeper/catalog";
import type { Tx } from "../db/transact.ts";
import { tell } from "../messages/queries.ts";
import { listWriters } from "./consent-queries.ts";

/** Tells those who have joined that songs made from their works wait for their leave; who has not is asked by a link. */
export async function askConsent(tx: Tx, trackIds: readonly string[], now: Date): Promise<void> {
  const writers = (await listWriters(tx, trackIds)).filter(({ clearedAt }) => clearedAt === null);
  for (const { userId, trackId, title } of awaitedWriters(writers))
    if (userId !== null)
      await tell(tx, { recipient: userId, topic: "consent_asked", ref: trackId, params: { title } }, now);
}
