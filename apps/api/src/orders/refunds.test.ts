import type { OrderView } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sandboxPayments } from "../adapters/sandbox-pay.ts";
import { claimUnclaimed, findUnclaimed } from "../ledger/claim-unclaimed.ts";
import { markTied } from "../ledger/party-queries.ts";
import { viewTrialBalance } from "../ledger/view-trial-balance.ts";
import { refusal } from "../testing/in-words.ts";
import { openSongMarket, type SongMarket } from "../testing/song-market.ts";
import { rowsOf } from "../testing/test-database.ts";
import { markDelivered } from "./mark-delivered.ts";
import { receivePayment } from "./receive-payment.ts";

const DAY = 86_400_000;
const ZONE = "Asia/Shanghai";

let market: SongMarket;
beforeEach(async () => {
  market = await openSongMarket();
});
afterEach(() => market.close());

const buyRain = () => market.buy({ [market.songs.rain]: 800_000n });
const deliver = () =>
  market.services.transact((tx) =>
    markDelivered(tx, { userId: market.buyer.userId, trackId: market.songs.rain }, market.services.now()),
  );
const filled = async () => {
  const { accounts, differenceMicro, platformFeeMicro, openClearing } = await market.services.transact((tx) =>
    viewTrialBalance(tx, market.services.now()),
  );
  expect([differenceMicro, platformFeeMicro, openClearing]).toEqual(["0", "0", []]);
  return accounts;
};

test("a refund is the reverse of the very transfers, and the song is the buyer's no longer", async () => {
  const order = await buyRain();
  expect(await refusal(await market.refund(order.id))).toBe("200");
  expect(await market.view(order.id)).toMatchObject({ state: "refunded", refundable: false });
  expect(await filled()).toEqual([]);
  expect(await deliver()).toBe(false);
  expect(await refusal(await market.refund(order.id))).toBe("409 not_refundable");
  expect(await market.buy({ [market.songs.rain]: 800_000n })).toMatchObject({ state: "fulfilled" });
});

test("a refund under one key is one refund, with one answer", async () => {
  const { id } = await buyRain();
  const headers = { "content-type": "application/json", "idempotency-key": "key-00000001" };
  const ask = () => market.buyer.send(`/api/orders/${id}/refund`, { method: "POST", headers, body: "{}" });
  const answers = await Promise.all(Array.from({ length: 8 }, async () => (await ask()).text()));
  expect(new Set(answers).size).toBe(1);
  expect(await filled()).toEqual([]);
});

test("there is no refund once something was given, nor after seven days, nor of nothing", async () => {
  const { id } = await buyRain();
  market.moveClock(7 * DAY);
  expect(await market.view(id)).toMatchObject({ refundable: true });
  market.moveClock(1);
  expect(await refusal(await market.refund(id))).toBe("409 refund_too_late");
  market.moveClock(-DAY);
  expect(await deliver()).toBe(true);
  expect(await market.view(id)).toMatchObject({ refundable: false, deliveredAt: market.services.now().toISOString() });
  expect(await refusal(await market.refund(id))).toBe("409 already_delivered");
  const free = await market.buy({ [market.songs.wind]: 0n });
  expect(await refusal(await market.refund(free.id))).toBe("409 not_refundable");
});

test("when a refund and a first byte are asked for at once, exactly one of them is given", async () => {
  const { rain } = market.songs;
  const won = new Set<string>();
  for (let round = 0; round < 6; round++) {
    const by = await market.join(`racer-${round}@example.com`);
    const { id } = await market.buy({ [rain]: 800_000n }, { by });
    const give = () =>
      market.services.transact((tx) => markDelivered(tx, { userId: by.userId, trackId: rain }, market.services.now()));
    const take = async () => (await refusal(await market.refund(id, by))) === "200";
    const asked = round % 2 === 0 ? [give(), take()] : [take(), give()];
    const answers = await Promise.all(asked);
    const [given = false, taken = false] = round % 2 === 0 ? answers : answers.toReversed();
    expect(given).not.toBe(taken);
    won.add(given ? "given" : "taken");
    const { state, deliveredAt } = await market.view(id, by);
    expect([state, deliveredAt !== null]).toEqual(given ? ["fulfilled", true] : ["refunded", false]);
  }
  expect(won.size).toBeGreaterThan(0);
});

test("what a claim has moved meanwhile is taken from whoever claimed it, to the micro", async () => {
  const order = await buyRain();
  const zhou = await market.partyOf("周墨");
  const account = `unclaimed:${market.songs.rain}.lyricist.0:2026-03`;
  await market.services.transact(async (tx) => {
    await markTied(tx, zhou, "u-zhou");
    await claimUnclaimed(tx, zhou, { now: market.services.now(), timeZone: ZONE });
  });
  expect([await market.balance(account), await market.balance(`payable:${zhou}`)]).toEqual([0n, 80_000n]);
  await market.refund(order.id);
  expect(await filled()).toEqual([]);
  expect(await market.services.transact((tx) => findUnclaimed(tx, zhou))).toEqual(new Map());
});

const sandbox = () => sandboxPayments(market.services.secrets.media);
const reference = ({ payUrl }: OrderView) => payUrl?.split("/").at(-1) ?? "";
async function tell(
  order: OrderView,
  kind: "paid" | "declined" | "charged_back",
  more: { eventId?: string; amount?: bigint } = {},
): Promise<string> {
  const { eventId = `${kind}-1`, amount = BigInt(order.totalMicro) } = more;
  const notice = { eventId, reference: reference(order), kind, amount: amount as never };
  const moment = { now: market.services.now(), timeZone: ZONE };
  return market.services.transact((tx) => receivePayment(tx, { provider: "sandbox", notice }, moment));
}

test("a provider's notices are applied once each, whatever order they come in", async () => {
  const order = await market.place({ [market.songs.rain]: 800_000n });
  expect(await tell(order, "charged_back")).toBe("no_news");
  expect(await tell(order, "paid")).toBe("fulfilled");
  expect(await tell(order, "paid")).toBe("fulfilled");
  expect(await tell(order, "paid", { eventId: "paid-2" })).toBe("no_news");
  expect(await tell(order, "declined")).toBe("no_news");
  expect(await market.balance("cash:sandbox")).toBe(-800_000n);
  expect(await rowsOf(market.services.database.db, "provider_event")).toHaveLength(4);
});

test("a success after a failure goes back by itself", async () => {
  const order = await market.place({ [market.songs.rain]: 800_000n });
  expect(await tell(order, "declined")).toBe("failed");
  expect(await tell(order, "paid")).toBe("refunded");
  expect(await filled()).toEqual([]);
});

test("a notice of another amount, or of no payment of ours, changes nothing and is kept", async () => {
  const order = await market.place({ [market.songs.rain]: 800_000n });
  expect(await tell(order, "paid", { amount: 10_000n })).toBe("wrong_amount");
  expect(await tell({ ...order, payUrl: "/pay/sandbox/other" }, "paid", { eventId: "x" })).toBe("unknown_reference");
  expect(await market.view(order.id)).toMatchObject({ state: "pending" });
  expect(await tell(order, "paid", { eventId: "paid-2" })).toBe("fulfilled");
});

test("a chargeback takes back what was delivered too, and a payable may be below zero", async () => {
  const order = await market.place({ [market.songs.rain]: 800_000n });
  await tell(order, "paid");
  await deliver();
  expect(await tell(order, "charged_back")).toBe("charged_back");
  expect(await filled()).toEqual([]);
  expect(await deliver()).toBe(false);
});

test("a notice that the provider did not sign is none", () => {
  const { decide, readNotice } = sandbox();
  const signed = decide({ reference: "r", amount: 800_000n as never, outcome: "pay" });
  expect(readNotice(signed)).toMatchObject({ kind: "paid", amount: 800_000n });
  expect(readNotice({ ...signed, body: signed.body.replace("800000", "100000") })).toBeUndefined();
  expect(readNotice({ ...signed, signature: "" })).toBeUndefined();
});
