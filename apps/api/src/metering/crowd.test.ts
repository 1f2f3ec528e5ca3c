import { yuan } from "@songkeeper/base";
import type { Lease } from "@songkeeper/contracts";
import { afterEach, expect, test } from "vitest";
import { listBalances, rebuildBalances } from "../ledger/transfer-queries.ts";
import { refusal, spending } from "../testing/in-words.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { json, type TestPlayer, withHeaders } from "../testing/test-player.ts";

const ZONES = 6;
const ROUNDS = 5;
/** What one round of a zone would cost: together far more than the wallet ever has. */
const SONGS = ["rain", "snow", "snow", "snow", "wind"] as const;

let house: TeaHouse;
afterEach(() => house.close());

/** A zone's round: it asks for a lease, plays, delivers, and loses one answer in three. */
async function round(player: TestPlayer, at: number): Promise<string[]> {
  const response = await player.requestLease();
  const answers = [response.ok ? "lease" : await refusal(response.clone())];
  if (response.ok && at % 3 !== 2) player.lease = (await response.json()) as Lease;
  if (!player.lease) return answers;
  const plays = SONGS.map((song) =>
    player.play({ trackId: house.songs[song], heardMs: song === "snow" ? 4_000 : 60_000 }),
  );
  const chunk = player.seal(plays);
  const twice = await Promise.all([player.deliver(chunk), player.deliver(chunk)]);
  const receipts = await Promise.all(twice.map((answer) => answer.text()));
  return [...answers, ...twice.map(({ status }) => `${status}`), receipts[0] === receipts[1] ? "alike" : "different"];
}

async function topUp(at: number): Promise<string> {
  const request = withHeaders(json("POST", { amountMicro: "1000000" }), { "idempotency-key": `key-0000000${at}` });
  return refusal(await house.asOwner(`/api/shops/${house.shop.id}/top-ups`, request));
}

test("zones that play, renew and top up all at once never spend what is not there", { timeout: 120_000 }, async () => {
  house = await openTeaHouse(yuan("2"));
  const players: TestPlayer[] = [];
  for (let at = 0; at < ZONES; at++) players.push(await house.pair((await house.addZone(`包厢 ${at}`)).id));
  const seen = new Set<string>();
  for (let at = 0; at < ROUNDS; at++) {
    const work = [...players.map((player) => round(player, at)), topUp(at), topUp(at)];
    for (const answers of await Promise.all(work)) for (const answer of [answers].flat()) seen.add(answer);
    house.moveClock(200_000);
  }
  expect(seen).toEqual(new Set(["lease", "422 budget_used", "200", "alike"]));

  const { charged, reserved, held } = await spending(house);
  await house.services.transact(async (tx) => {
    const balances = await listBalances(tx);
    expect(balances).toEqual(await rebuildBalances(tx));
    const wallet = balances.get(`wallet:shop:${house.shop.id}`) ?? 0n;
    expect(balances.get("royalty_clearing:2026-03")).toBe(charged);
    expect(wallet).toBe(7_000_000n - charged);
    expect(held - charged).toBeLessThanOrEqual(wallet);
    expect(charged + reserved).toBeGreaterThan(0n);
  });
});
