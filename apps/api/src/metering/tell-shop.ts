import type { Services } from "../services.ts";
import type { Delivered } from "./deliver-chunk.ts";
import { listReceiptsOfChunk, toReceiptJson } from "./receipt-queries.ts";

/** A console that watches shows this many rows of a long delivery by itself; the rest it fetches. */
const TOLD_MAX = 50;

/** Shows a shop's open consoles the plays that were judged now. Nothing is lost where nobody watches. */
export async function tellShop(
  { transact, live }: Pick<Services, "transact" | "live">,
  deviceId: string,
  { shopId, judged }: Delivered,
): Promise<void> {
  if (judged.length === 0 || !live.isWatched(shopId)) return;
  const rows = await transact(async (tx) => {
    const chunks = [];
    for (const firstSeq of judged) chunks.push(...(await listReceiptsOfChunk(tx, deviceId, firstSeq)));
    return chunks;
  });
  for (const row of rows.slice(-TOLD_MAX))
    live.publish(shopId, { event: "receipt", data: JSON.stringify(toReceiptJson(row)) });
  live.publish(shopId, { event: "shop", data: "{}" });
}
