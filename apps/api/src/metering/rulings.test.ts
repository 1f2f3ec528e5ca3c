import type { z } from "zod";
import type { heldList, receiptPage } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findUserIdByEmail, markOperator } from "../accounts/queries.ts";
import { balances, inWords, refusal, spending } from "../testing/in-words.ts";
import { openTeaHouse, signUp, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json, type PlayTold, type Send, type TestPlayer } from "../testing/test-player.ts";
import { freeDeadHolds } from "../wallet/housekeeping.ts";
import { releaseHeldPlays } from "./release-held.ts";

const DAY = 86_400_000;

let house: TeaHouse;
let player: TestPlayer;
let operator: Send;
beforeEach(async () => {
  house = await openTeaHouse();
  player = await house.pair();
  player.mono += DAY;
  await player.takeLease();
  operator = (await signUp(house.send, "operator@example.com")).send;
  await house.services.transact(async (tx) => {
    await markOperator(tx, (await findUserIdByEmail(tx, "operator@example.com")) ?? "");
  });
});
afterEach(() => house.close());

/** A play that is held, since its player's clock is ahead. */
async function holdPlay(told: Partial<PlayTold> = {}): Promise<void> {
  const play = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000, ...told });
  player.mono += DAY;
  expect(inWords(await player.report([play], { monoSent: play.monoStart - 600_000 }))).toEqual(["held future"]);
}

function rule(seq: number, verdict: string, send = operator): Promise<Response> {
  return send(`/api/operate/held/${player.deviceId}/${seq}`, json("POST", { verdict }));
}

/** The plays counted for payees and payers, by verdict and reason; those that came to nothing left out. */
async function counts() {
  const db = house.services.database.db;
  const payees = (await rowsOf(db, "payee_rollup")) as { verdict: string; reason: string; plays: bigint }[];
  const [payer] = (await rowsOf(db, "payer_rollup")) as { plays: bigint; billed_micro: bigint }[];
  const plays = payees.filter((row) => row.plays !== 0n).map((row) => `${row.verdict} ${row.reason}: ${row.plays}`);
  return { plays: plays.toSorted(), payer: [payer?.plays, payer?.billed_micro] };
}

async function receipts(): Promise<string[]> {
  const response = await house.asOwner(`/api/shops/${house.shop.id}/receipts`);
  const { items } = (await response.json()) as z.infer<typeof receiptPage>;
  return items.map(({ verdict, reason, feeMicro }) => `${verdict} ${reason} ${feeMicro}`);
}

test("a held play keeps its fee reserved, and waits in the operator's list", async () => {
  await holdPlay();
  expect(await spending(house)).toMatchObject({ charged: 0n, reserved: 20_000n });
  const { items } = (await (await operator("/api/operate/held")).json()) as z.infer<typeof heldList>;
  expect(items).toMatchObject([{ seq: 1, title: "rain", reason: "future", feeMicro: "20000" }]);
  expect(await counts()).toEqual({ plays: ["held future: 1"], payer: [1n, 0n] });
  expect(await receipts()).toEqual(["held future 20000"]);
});

test("a held play that is released is billed once at the fee that was kept", async () => {
  await holdPlay();
  expect((await rule(1, "billed")).status).toBe(204);
  expect(await refusal(await rule(1, "billed"))).toBe("409 already_ruled");
  expect(await refusal(await rule(1, "rejected"))).toBe("409 already_ruled");
  expect(await spending(house)).toMatchObject({ charged: 20_000n, reserved: 0n });
  expect(await balances(house)).toMatchObject({
    [`wallet:shop:${house.shop.id}`]: 99_980_000n,
    "royalty_clearing:2026-03": 20_000n,
  });
  expect(await counts()).toEqual({ plays: ["billed ruled: 1"], payer: [1n, 20_000n] });
  expect(await receipts()).toEqual(["billed ruled 20000"]);
});

test("a held play that is rejected costs nothing, and its fee is free at once", async () => {
  await holdPlay();
  expect((await rule(1, "rejected")).status).toBe(204);
  expect(await spending(house)).toMatchObject({ charged: 0n, reserved: 0n });
  expect((await balances(house))[`wallet:shop:${house.shop.id}`]).toBe(100_000_000n);
  expect(await counts()).toEqual({ plays: ["rejected ruled: 1"], payer: [1n, 0n] });
  expect(await receipts()).toEqual(["rejected ruled 0"]);
});

test("a fee that is freed after its lease is gone holds nothing any more", async () => {
  await holdPlay();
  house.moveClock(40 * DAY);
  await freeDeadHolds(house.services);
  expect(await spending(house)).toEqual({ charged: 0n, reserved: 20_000n, held: 20_000n });
  await rule(1, "rejected");
  expect(await spending(house)).toEqual({ charged: 0n, reserved: 0n, held: 0n });
});

test("a held play that would have cost nothing anyway keeps nothing and is unbilled when released", async () => {
  await holdPlay({ heardMs: 1_000 });
  expect((await spending(house)).reserved).toBe(0n);
  await rule(1, "billed");
  expect(await counts()).toEqual({ plays: ["unbilled below_threshold: 1"], payer: [1n, 0n] });
  expect((await balances(house))[`wallet:shop:${house.shop.id}`]).toBe(100_000_000n);
});

test("after ten days without a word a held play is released, once, and a decided one stays decided", async () => {
  await holdPlay();
  await holdPlay();
  await rule(2, "rejected");
  house.moveClock(10 * DAY - 60_001);
  expect(await releaseHeldPlays(house.services)).toBe(0);
  house.moveClock(60_001);
  expect(await releaseHeldPlays(house.services)).toBe(1);
  expect(await releaseHeldPlays(house.services)).toBe(0);
  expect((await counts()).plays).toEqual(["billed released: 1", "rejected ruled: 1"]);
  expect((await balances(house))[`wallet:shop:${house.shop.id}`]).toBe(99_980_000n);
  const told = (await rowsOf(house.services.database.db, "outbox")) as {
    topic: string;
    recipient: string;
    params: string;
  }[];
  expect(told.map(({ topic, recipient }) => [topic, recipient])).toEqual([["play_released", house.ownerId]]);
  expect(JSON.parse(told[0]?.params ?? "")).toEqual({
    shop: "听雨茶馆",
    zone: "大堂",
    title: "rain",
    amountMicro: "20000",
  });
});

test("a play that waited behind a gap has its ten days from its verdict, not from its delivery", async () => {
  const first = house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 });
  const ahead = player.seal([first]);
  const second = player.seal([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]);
  await player.deliver(second, { monoSent: player.mono - 700_000 });
  house.moveClock(20 * DAY);
  player.mono += 20 * DAY;
  await player.deliver(ahead);
  expect((await counts()).plays).toEqual(["billed : 1", "held future: 1"]);
  expect(await releaseHeldPlays(house.services)).toBe(0);
  house.moveClock(10 * DAY);
  expect(await releaseHeldPlays(house.services)).toBe(1);
});

test("only operators rule, only on held plays, and twenty at once rule once", async () => {
  await holdPlay();
  await player.report([house.hear(player, { trackId: house.songs.wind, heardMs: 90_000 })]);
  expect(await refusal(await rule(1, "billed", house.asOwner))).toBe("404 not_found");
  expect(await refusal(await rule(1, "billed", house.send))).toBe("401 not_signed_in");
  expect(await refusal(await rule(2, "billed"))).toBe("404 not_found");
  expect(await refusal(await rule(99, "billed"))).toBe("404 not_found");
  expect(await refusal(await rule(1, "unbilled"))).toBe("422 invalid_fields");
  const verdicts = ["billed", "rejected"];
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, at) => (await rule(1, verdicts[at % 2] ?? "")).status),
  );
  expect(answers.toSorted((a, b) => a - b)).toEqual([204, ...Array.from({ length: 19 }, () => 409)]);
  expect(await rowsOf(house.services.database.db, "ruling")).toHaveLength(1);
});

test("a play of a frozen month that is ruled on counts in the month that is open", async () => {
  await holdPlay();
  await house.services.transact((tx) =>
    tx
      .insertInto("month_close")
      .values({
        month: "2026-03",
        state: "sealed",
        frozen_at: "2026-04-03T16:00:00.000Z",
        tree_size: 0n,
        checkpoint: "{}",
        root: null,
        sealed_at: null,
        failure: null,
      })
      .execute(),
  );
  await rule(1, "billed");
  const rows = await house.services.database.db.selectFrom("payee_rollup").selectAll().execute();
  expect(
    rows.map((row) => `${row.accounting_month} ${row.origin_month} ${row.verdict} ${row.plays}`).toSorted(),
  ).toEqual(["2026-03 2026-03 held 1", "2026-04 2026-03 billed 1", "2026-04 2026-03 held -1"]);
  expect((await balances(house))["royalty_clearing:2026-04"]).toBe(20_000n);
});
