import { exclusive, INGEST, POSTING, shared } from "../db/transact.ts";
import type { Services } from "../services.ts";
import { ruleOnPlay } from "./rule-on-play.ts";
import { listWaitingPlays } from "./ruling-queries.ts";

/** A person has ten days to decide a held play; then it is released. */
export const HELD_MS = 10 * 86_400_000;
const AT_ONCE = 50;

/** Releases the held plays that nobody decided in time, each in its own transaction. Gives how many. */
export async function releaseHeldPlays({ transact, now }: Pick<Services, "transact" | "now">): Promise<number> {
  let released = 0;
  for (;;) {
    const waiting = await transact((tx) => listWaitingPlays(tx, AT_ONCE));
    const due = waiting.filter(({ receivedAt }) => receivedAt.getTime() + HELD_MS <= now().getTime());
    for (const { deviceId, seq } of due) {
      const ruling = { verdict: "billed", by: null } as const;
      await transact((tx) => ruleOnPlay(tx, { deviceId, seq }, ruling, now()), [shared(INGEST), exclusive(POSTING)]);
    }
    released += due.length;
    if (due.length < AT_ONCE) return released;
  }
}
