import { afterAll, beforeAll, expect, test } from "vitest";
import { json, type Send, type TestPlayer } from "../../apps/api/src/testing/test-player.ts";
import { pairPlayer } from "./support/pair-player.ts";
import { signIn, withHeaders } from "./support/sign-in.ts";
import { BEGIN, type Contents, storeWorld, type StoredWorld } from "./support/stored-world.ts";

// Leases hold a shop's money and top-ups add to it: a server that is killed at any statement of either has held and
// added once, however often the device or the browser asks again.

const ENOUGH_MS = 300_000;

let world: StoredWorld;
let player: TestPlayer;
let sendTo: Send;
let shopId: string;

beforeAll(async () => {
  world = await storeWorld(async (house) => {
    sendTo = house.send;
    shopId = house.shop.id;
    player = await pairPlayer(house, (path, init) => sendTo(path, init));
    await player.takeLease();
    await player.deliver(player.seal([player.play({ trackId: house.songs.rain, heardMs: 60_000 })]));
  });
}, 60_000);
afterAll(() => world.remove());

/** What a device may spend by day, and what its shop has: a lease's own id is no fact about money. */
function moneyOf(contents: Contents) {
  const { device_day, account_balance, transfer } = contents;
  return { device_day, account_balance, transfer };
}

test(
  "whichever statement of a lease request a server dies at, the device's money is held once",
  { timeout: ENOUGH_MS },
  async () => {
    const [calm, mortal] = [await world.open(), await world.open()];
    const later = new Date(BEGIN.getTime() + 3_600_000);

    sendTo = calm.platform.send;
    await calm.platform.moveTo(later);
    const answer = await player.requestLease();
    expect(answer.status).toBe(200);
    await calm.platform.stop();

    sendTo = mortal.platform.send;
    await mortal.platform.moveTo(later);
    const survived = await mortal.platform.surviveEach("after", () => player.requestLease());
    expect(survived.answer.status).toBe(200);
    expect(survived.deaths).toBeGreaterThan(10);
    await mortal.platform.stop();

    expect(await amounts(survived.answer)).toEqual(await amounts(answer));
    expect(moneyOf(await mortal.contents())).toEqual(moneyOf(await calm.contents()));
  },
);

test(
  "whichever statement of a top-up a server dies at, the same key adds the money once and gets one answer",
  { timeout: ENOUGH_MS },
  async () => {
    const stored = await world.open();
    const { platform } = stored;
    const asOwner = await signIn(platform.send);
    const request = withHeaders(json("POST", { amountMicro: "25000000" }), { "idempotency-key": "top-up-of-tuesday" });
    const topUp = () => asOwner(`/api/shops/${shopId}/top-ups`, request);

    const survived = await platform.surviveEach("after", topUp);
    expect(survived.answer.status).toBe(200);
    expect(survived.deaths).toBeGreaterThan(5);
    expect(await (await topUp()).text()).toBe(await survived.answer.text());
    await platform.stop();

    const { top_up = [], account_balance = [] } = await stored.contents();
    expect(top_up).toHaveLength(2);
    expect(account_balance.find((row) => row.includes(`wallet:shop:${shopId}`))).toContain('"124980000"');
  },
);

/** A lease's amounts by day. */
async function amounts(answer: Response): Promise<unknown> {
  const { days } = (await answer.json()) as { days: unknown };
  return days;
}
