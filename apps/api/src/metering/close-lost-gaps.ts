import { REPORTING_MS } from "@songkeeper/licensing";
import { exclusive, INGEST, POSTING, shared, type Tx } from "../db/transact.ts";
import { getDevice, markJournalHead } from "../devices/queries.ts";
import { getJournalState } from "../leases/holding-queries.ts";
import { settleHolds } from "../leases/settle-holds.ts";
import type { Services } from "../services.ts";
import { insertLostRange, listDevicesWaitingSince, listWaiting } from "./chunk-queries.ts";
import { judgeWaiting } from "./deliver-chunk.ts";

/** A gap is asked for as long as plays may be reported at all. */
export const GAP_MS = REPORTING_MS;

/** Closes gaps that were open too long as lost, which stays listed, and judges what waited behind them. */
export async function closeLostGaps({
  transact,
  now,
  config,
}: Pick<Services, "transact" | "now" | "config">): Promise<void> {
  const since = new Date(now().getTime() - GAP_MS);
  for (const deviceId of await transact((tx) => listDevicesWaitingSince(tx, since)))
    await transact(
      (tx) => closeFirstGap(tx, deviceId, { now: now(), timeZone: config.timeZone }),
      [shared(INGEST), exclusive(POSTING)],
    );
}

/** Closes the first gap of a journal as lost: the chunk behind it becomes the next. */
export async function closeFirstGap(
  tx: Tx,
  deviceId: string,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<void> {
  const device = await getDevice(tx, deviceId);
  const [first] = await listWaiting(tx, deviceId);
  if (!first) return;
  await insertLostRange(tx, { deviceId, from: device.expectedSeq, to: first.firstSeq - 1 }, now);
  const head = { expectedSeq: first.firstSeq, headHash: first.prevHash };
  const after = await judgeWaiting(tx, { ...device, ...head }, { now, timeZone });
  await markJournalHead(tx, deviceId, after.device);
  await settleHolds(tx, await getJournalState(tx, deviceId), now);
}
