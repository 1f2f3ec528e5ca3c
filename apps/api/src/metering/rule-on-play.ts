import { accept, CURRENCY, type Micro, micro, monthOfDay, refuse, ZERO } from "@songkeeper/base";
import { accountingMonthOf, royaltyClearing, shopWallet, transfer, transferId } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { findDeviceDays, findFrozenThrough, saveDeviceDay } from "../leases/queries.ts";
import { freeUnheld } from "../leases/settle-holds.ts";
import { writeTransfers } from "../ledger/transfer-queries.ts";
import { addPayeeCounts, addToPayer } from "./rollup-queries.ts";
import { findHeldPlay, type HeldPlay, insertRuling } from "./ruling-queries.ts";

/** A person's word on a held play; `by` is null where ten days passed without one. */
export interface Ruling {
  readonly verdict: "billed" | "rejected";
  readonly by: string | null;
}

/**
 * Decides a held play once. Released, it is billed at the fee that was kept for it, or unbilled where it would have cost
 * nothing anyway; rejected, the fee is freed. It counts in the month that is open now.
 */
export async function ruleOnPlay(tx: Tx, of: { deviceId: string; seq: number }, ruling: Ruling, now: Date) {
  const play = await findHeldPlay(tx, of);
  if (!play) return refuse("not_found");
  if (play.isRuled) return refuse("already_ruled");

  const verdict = ruling.verdict === "billed" && play.otherwise !== null ? "unbilled" : ruling.verdict;
  const reason = verdict === "unbilled" ? (play.otherwise ?? "") : ruling.by === null ? "released" : "ruled";
  const fee = verdict === "billed" ? play.fee : ZERO;
  const accountingMonth = accountingMonthOf(play.day, await findFrozenThrough(tx));
  await insertRuling(tx, { ...of, verdict, reason, fee, accountingMonth, by: ruling.by }, now);
  await moveReserved(tx, play, fee);
  if (play.fee > fee) await freeUnheld(tx, play.deviceId, now);
  const counted = { ...play.key, accountingMonth, originMonth: monthOfDay(play.day) };
  await addPayeeCounts(tx, [
    { ...counted, verdict: "held", reason: play.reason, plays: -1 },
    { ...counted, verdict, reason, plays: 1 },
  ]);
  if (fee > 0n) await charge(tx, { play, fee, accountingMonth }, now);
  return accept(play);
}

async function charge(
  tx: Tx,
  { play, fee, accountingMonth }: { play: HeldPlay; fee: Micro; accountingMonth: ReturnType<typeof accountingMonthOf> },
  now: Date,
): Promise<void> {
  const ref = `${play.deviceId}-${play.seq}`;
  const movement = transfer({
    id: transferId.ruling(ref),
    debit: shopWallet(play.shopId),
    credit: royaltyClearing(accountingMonth),
    amount: fee,
    currency: CURRENCY,
    code: "ruling",
    ref,
    period: accountingMonth,
    createdAt: now,
  });
  await writeTransfers(tx, [movement]);
  await addToPayer(tx, { zoneId: play.zoneId, day: play.day, shopId: play.shopId, plays: 0, billed: fee });
}

/** Moves a held play's fee from reserved to charged, or frees it. */
async function moveReserved(tx: Tx, play: HeldPlay, charged: Micro): Promise<void> {
  if (play.fee === 0n) return;
  const [of] = await findDeviceDays(tx, play.deviceId, [play.day]);
  if (!of) throw new Error(`a held play of ${play.day} has no amount kept`);
  await saveDeviceDay(tx, {
    ...of,
    reserved: micro(of.reserved - play.fee),
    charged: micro(of.charged + charged),
  });
}
