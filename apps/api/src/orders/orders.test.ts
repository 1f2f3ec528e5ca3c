import { month } from "@songkeeper/base";
import type { libraryPage } from "@songkeeper/contracts";
import type { z } from "zod";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refusal } from "../testing/in-words.ts";
import { answerOf, openSongMarket, type SongMarket } from "../testing/song-market.ts";
import { rowsOf } from "../testing/test-database.ts";
import { expireOrders } from "./expire-orders.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const march = month("2026-03");

let market: SongMarket;
beforeEach(async () => {
  market = await openSongMarket();
});
afterEach(() => market.close());

type Table = "transfer" | "ownership" | "song_order" | "sale_share" | "provider_event" | "outbox";
const rowsIn = async (table: Table) =>
  (await rowsOf(market.services.database.db, table)) as Record<string, string | bigint>[];
const shares = async () =>
  (await rowsIn("sale_share"))
    .map(({ role, position, amount_micro, kind }) => `${kind} ${role}.${position} ${amount_micro}`)
    .toSorted();
const topics = async (userId: string) =>
  (await rowsIn("outbox")).filter(({ recipient }) => recipient === userId).map(({ topic }) => topic);

test("a song sold for 0.80 gives 80,000, 80,000 and 640,000 micros, and is the buyer's", async () => {
  const { rain } = market.songs;
  const order = await market.buy({ [rain]: 800_000n });
  expect(order).toMatchObject({ state: "fulfilled", totalMicro: "800000", payUrl: null, refundable: true });
  expect(await market.balance(`unclaimed:${rain}.lyricist.0:${march}`)).toBe(80_000n);
  expect(await market.balance(`payable:${await market.partyOf("林小满")}`)).toBe(80_000n + 640_000n);
  expect(await market.balance("cash:sandbox")).toBe(-800_000n);
  expect(await rowsIn("ownership")).toMatchObject([{ user_id: market.buyer.userId, track_id: rain, ended_at: null }]);
});

test("odd micros of shared roles go to the largest remainders, and the sum is exact", async () => {
  const { snow } = market.songs;
  await market.buy({ [snow]: 1_010_000n });
  expect(await shares()).toEqual([
    "sale composer.0 33734",
    "sale composer.1 33633",
    "sale composer.2 33633",
    "sale lyricist.0 33734",
    "sale lyricist.1 33633",
    "sale lyricist.2 33633",
    "sale recording.0 269872",
    "sale recording.1 269064",
    "sale recording.2 269064",
  ]);
});

test("a free song is the buyer's at once, without provider or transfer", async () => {
  const order = await market.buy({ [market.songs.wind]: 0n });
  expect(order).toMatchObject({ state: "fulfilled", payUrl: null, expiresAt: null, refundable: false });
  expect(await rowsIn("transfer")).toEqual([]);
  expect(await rowsIn("ownership")).toHaveLength(1);
});

test("songs are bought together, each divided by itself", async () => {
  const { rain, snow, wind } = market.songs;
  const order = await market.buy({ [rain]: 800_000n, [snow]: 2_000_000n, [wind]: 0n });
  expect(order.lines.map(({ title, amountMicro }) => `${title} ${amountMicro}`)).toEqual([
    "听雨 800000",
    "雪 2000000",
    "风 0",
  ]);
  expect(await market.balance("cash:sandbox")).toBe(-2_800_000n);
  expect(await rowsIn("ownership")).toHaveLength(3);
});

test("the buyer is told what was bought, and the musician of the first sale of each song only", async () => {
  await market.buy({ [market.songs.rain]: 800_000n });
  const other = await market.join("other@example.com");
  await market.buy({ [market.songs.rain]: 800_000n }, { by: other });
  expect(await topics(market.buyer.userId)).toEqual(["song_bought"]);
  expect(await topics(market.mei.userId)).toEqual(["first_sale"]);
});

test.each([
  ["less than a fixed price", "rain", 790_000n, "409 price_changed"],
  ["more than a fixed price", "rain", 810_000n, "409 price_changed"],
  ["less than the least", "snow", 1_000_000n, "409 price_changed"],
  ["a part of a fen", "snow", 1_010_001n, "422 invalid_fields"],
  ["more than 200 yuan", "snow", 200_010_000n, "422 invalid_fields"],
  ["a cover whose writer has not consented", "echo", 800_000n, "409 not_for_sale"],
] as const)("an order for %s is refused and stores nothing", async (_, song, amount, code) => {
  expect(await refusal(await market.order({ [market.songs[song]]: amount }))).toBe(code);
  expect(await rowsIn("song_order")).toEqual([]);
});

test("an order comes to 200 yuan at most, and what is given beyond prices to 1,000 a month", async () => {
  const { snow, wind } = market.songs;
  expect(await refusal(await market.order({ [snow]: 150_000_000n, [wind]: 60_000_000n }))).toBe("422 order_too_large");
  const songs = [wind];
  while (songs.length < 6) songs.push(await market.publish({ sale: { mode: "at_least", amountMicro: "0" } }));
  for (const song of songs.slice(0, 5)) await market.buy({ [song]: 200_000_000n });
  const more = { [songs[5] ?? ""]: 10_000n };
  expect(await refusal(await market.order(more))).toBe("422 extras_used");
  market.moveClock(30 * DAY);
  expect(await refusal(await market.order(more))).toBe("200");
});

test("nobody buys a song in which they have a part, or that they keep already, or twice in one order", async () => {
  const { rain } = market.songs;
  expect(await refusal(await market.order({ [rain]: 800_000n }, { by: market.mei }))).toBe("409 own_song");
  await market.buy({ [rain]: 800_000n });
  expect(await refusal(await market.order({ [rain]: 800_000n }))).toBe("409 already_owned");
  const lines = [0, 1].map(() => ({ trackId: market.songs.snow, amountMicro: "1010000" }));
  const body = { method: "POST", body: JSON.stringify({ lines }) };
  const headers = { "content-type": "application/json", "idempotency-key": "key-00000001" };
  expect(await refusal(await market.buyer.send("/api/orders", { ...body, headers }))).toBe("422 invalid_fields");
});

test("a song that was withdrawn is not for sale", async () => {
  const { db } = market.services.database;
  await db.updateTable("track").set({ withdrawn_at: market.services.now().toISOString() }).execute();
  expect(await refusal(await market.order({ [market.songs.rain]: 800_000n }))).toBe("409 not_for_sale");
});

test("fifty orders at once under one key are one order, with one answer", async () => {
  const asked = Array.from({ length: 50 }, () =>
    market.order({ [market.songs.rain]: 800_000n }, { key: "key-00000001" }),
  );
  const answers = new Set(await Promise.all((await Promise.all(asked)).map((response) => response.text())));
  expect(answers.size).toBe(1);
  expect(await rowsIn("song_order")).toHaveLength(1);
  expect(await refusal(await market.order({ [market.songs.snow]: 2_000_000n }, { key: "key-00000001" }))).toBe(
    "422 key_reused",
  );
});

test("a buyer who presses pay many times at once pays once", async () => {
  const order = await market.place({ [market.songs.rain]: 800_000n });
  const told = await Promise.all(Array.from({ length: 20 }, () => market.decide(order, "pay")));
  expect(new Set(told.map(({ state }) => state))).toEqual(new Set(["paid"]));
  expect(await market.balance("cash:sandbox")).toBe(-800_000n);
  expect(await rowsIn("provider_event")).toHaveLength(1);
  expect(await shares()).toHaveLength(3);
});

test("an order that is not paid in half an hour expires, and money that comes later goes back by itself", async () => {
  const order = await market.place({ [market.songs.rain]: 800_000n });
  market.moveClock(30 * MINUTE - 1);
  await expireOrders(market.services);
  expect(await market.view(order.id)).toMatchObject({ state: "pending" });
  market.moveClock(1);
  await expireOrders(market.services);
  expect(await market.view(order.id)).toMatchObject({ state: "expired", payUrl: null });
  await market.decide(order, "pay");
  expect(await market.view(order.id)).toMatchObject({ state: "refunded" });
  expect(await market.balance("cash:sandbox")).toBe(0n);
  expect(await market.balance("refund_clearing")).toBe(0n);
  expect(await rowsIn("ownership")).toEqual([]);
  expect(await topics(market.buyer.userId)).toEqual(["order_refunded"]);
});

test("of two paid orders of one song the second goes back", async () => {
  const wanted = { [market.songs.rain]: 800_000n };
  const [first, second] = [await market.place(wanted), await market.place(wanted)];
  await market.decide(second, "pay");
  await market.decide(first, "pay");
  expect(await market.view(second.id)).toMatchObject({ state: "fulfilled" });
  expect(await market.view(first.id)).toMatchObject({ state: "refunded" });
  expect(await market.balance("cash:sandbox")).toBe(-800_000n);
  expect(await rowsIn("ownership")).toHaveLength(1);
});

test("another's order and payment do not exist", async () => {
  const order = await market.place({ [market.songs.rain]: 800_000n });
  const other = await market.join("other@example.com");
  expect(await refusal(await other.send(`/api/orders/${order.id}`))).toBe("404 not_found");
  expect(await refusal(await market.refund(order.id, other))).toBe("404 not_found");
  const reference = String(order.payUrl).split("/").at(-1);
  expect(await refusal(await other.send(`/api/sandbox/payments/${reference}`))).toBe("404 not_found");
  await expect(market.decide(order, "pay", other)).rejects.toThrow("404");
});

test("the library lists what is kept, the newest first, and no longer what was given back", async () => {
  const { rain, snow } = market.songs;
  const order = await market.buy({ [rain]: 800_000n });
  market.moveClock(MINUTE);
  await market.buy({ [snow]: 1_010_000n });
  const titles = async () => {
    const page = await answerOf<z.infer<typeof libraryPage>>(await market.buyer.send("/api/library"));
    return page.items.map(({ song, orderId }) => `${song.title} ${song.owned} ${orderId !== null}`);
  };
  expect(await titles()).toEqual(["雪 true true", "听雨 true true"]);
  await market.refund(order.id);
  expect(await titles()).toEqual(["雪 true true"]);
});
