import type { z } from "zod";
import type { receiptPage } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import type { TestPlayer } from "../testing/test-player.ts";

type Page = z.infer<typeof receiptPage>;

let house: TeaHouse;
let player: TestPlayer;
beforeEach(async () => {
  house = await openTeaHouse();
  player = await house.pair();
  await player.takeLease();
});
afterEach(() => house.close());

async function page(query: string): Promise<Page> {
  return (await (await house.asOwner(`/api/shops/${house.shop.id}/receipts?${query}`)).json()) as Page;
}

test("a shop reads every play once, the newest delivery first, page by page", async () => {
  for (const count of [60, 1, 59]) {
    const plays = Array.from({ length: count }, () =>
      house.hear(player, { trackId: house.songs.snow, heardMs: 4_000 }),
    );
    await player.report(plays);
  }
  const seqs: number[] = [];
  let cursor: string | null = "";
  for (let round = 0; cursor !== null && round < 5; round++) {
    const { items, cursor: next }: Page = await page(cursor && `cursor=${encodeURIComponent(cursor)}`);
    seqs.push(...items.map(({ seq }) => seq));
    cursor = next;
  }
  expect(seqs).toEqual(Array.from({ length: 120 }, (_, at) => 120 - at));
});

test("a shop reads the plays of one zone or of one verdict, each with its song and reason", async () => {
  const other = await house.addZone("包厢");
  const second = await house.pair(other.id);
  await second.takeLease();
  await player.report([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]);
  await second.report([house.hear(second, { trackId: house.songs.rain, heardMs: 1_000 })]);
  const { items } = await page(`zone=${other.id}`);
  expect(items).toMatchObject([{ zoneName: "包厢", title: "rain", verdict: "unbilled", reason: "below_threshold" }]);
  expect((await page("verdict=billed")).items).toMatchObject([
    { zoneId: house.zone.id, feeMicro: "20000", reason: null },
  ]);
  expect((await page("verdict=held")).items).toEqual([]);
  expect((await page("zone=of-another-shop")).items).toEqual([]);
});

test("an open console is told each play as it is judged, and forgotten when it is closed", async () => {
  const { live } = house.services;
  const console_ = await house.asOwner(`/api/shops/${house.shop.id}/live`);
  expect(console_.headers.get("content-type")).toContain("text/event-stream");
  const reader = console_.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const hearUntil = async (word: string) => {
    while (!heard.includes(word)) heard += (await reader?.read())?.value ?? word;
  };
  await hearUntil("event: shop");
  expect(live.isWatched(house.shop.id)).toBe(true);
  await player.report([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]);
  await hearUntil("event: receipt");
  await hearUntil("\n\n");
  expect(heard).toContain('"title":"rain"');
  await reader?.cancel();
  await player.report([house.hear(player, { trackId: house.songs.rain, heardMs: 60_000 })]);
  expect(live.isWatched(house.shop.id)).toBe(false);
});
