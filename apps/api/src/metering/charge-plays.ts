import { CURRENCY, type Day, type Month, micro, sumMicro, ZERO } from "@songkeeper/base";
import { royaltyClearing, shopWallet, transfer, transferId } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import type { Device } from "../devices/device.ts";
import { type DeviceDay, saveDeviceDay } from "../leases/queries.ts";
import { writeTransfers } from "../ledger/transfer-queries.ts";
import type { StoredDelivery } from "./chunk-queries.ts";
import type { PlayRecord } from "./play-queries.ts";

/**
 * Charges a chunk's billed entries to the shop's wallet, one transfer for each lease and accounting month, and keeps
 * held entries' fees reserved. The money was held when the lease was granted, so the wallet cannot be short of it.
 */
export async function chargePlays(
  tx: Tx,
  of: { device: Device; chunk: StoredDelivery; records: readonly PlayRecord[]; days: readonly DeviceDay[] },
): Promise<void> {
  const { device, chunk, records, days } = of;
  const priced = records.filter(({ fee }) => fee > 0n);
  const billed = priced.filter(({ verdict }) => verdict === "billed");
  const groups = Map.groupBy(billed, ({ leaseId, accountingMonth }) => `${leaseId}:${accountingMonth}`);
  const transfers = [...groups.values()].map((group) => {
    const [first] = group;
    const [leaseId, period] = [first?.leaseId as string, first?.accountingMonth as Month];
    return transfer({
      id: transferId.charge({ deviceId: device.id, firstSeq: chunk.firstSeq, leaseId, period }),
      debit: shopWallet(device.shopId),
      credit: royaltyClearing(period),
      amount: sumMicro(group.map(({ fee }) => fee)),
      currency: CURRENCY,
      code: "charge",
      ref: `${device.id}:${chunk.firstSeq}`,
      period,
      createdAt: chunk.receivedAt,
    });
  });
  await writeTransfers(tx, transfers);

  for (const [day, plays] of Map.groupBy(priced, (play) => play.day as Day)) {
    const spent = days.find((one) => one.day === day);
    if (!spent) throw new Error(`plays of ${day} were priced without an amount for that day`);
    const charged = sumMicro(plays.map(({ verdict, fee }) => (verdict === "billed" ? fee : ZERO)));
    const reserved = sumMicro(plays.map(({ verdict, fee }) => (verdict === "held" ? fee : ZERO)));
    const total = { charged: micro(spent.charged + charged), reserved: micro(spent.reserved + reserved) };
    await saveDeviceDay(tx, { ...spent, ...total });
  }
}
