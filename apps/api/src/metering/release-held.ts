import { RULING_MS } from "@songkeeper/licensing";
import { exclusive, INGEST, POSTING, shared, type Tx } from "../db/transact.ts";
import type { Services } from "../services.ts";
import { ruleOnPlay } from "./rule-on-play.ts";
import { type HeldPlay, listWaitingPlays } from "./ruling-queries.ts";
import { tellOwners } from "./tell-owners.ts";

const AT_ONCE = 50;

/** Releases the held plays that nobody decided in time, each in its own transaction. Gives how many. */
export async function releaseHeldPlays({ transact, now }: Pick<Services, "transact" | "now">): Promise<number> {
  let released = 0;
  for (;;) {
    const waiting = await transact((tx) => listWaitingPlays(tx, AT_ONCE));
    const due = waiting.filter(({ judgedAt }) => judgedAt.getTime() + RULING_MS <= now().getTime());
    for (const { deviceId, seq, title } of due) {
      const ruling = { verdict: "billed", by: null } as const;
      const locks = [shared(INGEST), exclusive(POSTING)];
      const outcome = await transact(async (tx) => {
        const ruled = await ruleOnPlay(tx, { deviceId, seq }, ruling, now());
        if (ruled.ok && ruled.value.otherwise === null) await tellReleased(tx, ruled.value, title, now());
        return ruled;
      }, locks);
      // Somebody may have decided it since; one that cannot be decided would be listed again for ever.
      if (!outcome.ok && outcome.reason !== "already_ruled")
        throw new Error(`play ${seq} of ${deviceId} is held and cannot be released: ${outcome.reason}`);
      if (outcome.ok) released++;
    }
    if (due.length < AT_ONCE) return released;
  }
}

/** The payer hears of what was billed without anybody's word. */
async function tellReleased(tx: Tx, play: HeldPlay, title: string | null, now: Date): Promise<void> {
  const params = { title: title ?? "", amountMicro: `${play.fee}` };
  await tellOwners(tx, play.zoneId, { topic: "play_released", ref: `${play.deviceId}:${play.seq}`, params }, now);
}
