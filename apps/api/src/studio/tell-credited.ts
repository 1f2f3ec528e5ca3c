import { listCreditedUsers } from "../catalog/party-queries.ts";
import type { Tx } from "../db/transact.ts";
import { tell } from "../messages/queries.ts";

/** Tells those who have a part in a release's songs, and have joined, that they are out; not who published it. */
export async function tellCredited(
  tx: Tx,
  ownerId: string,
  { releaseId, title, trackIds }: { releaseId: string; title: string; trackIds: readonly string[] },
  now: Date,
): Promise<void> {
  for (const recipient of await listCreditedUsers(tx, trackIds))
    if (recipient !== ownerId)
      await tell(tx, { recipient, topic: "song_credited", ref: releaseId, params: { title, releaseId } }, now);
}
