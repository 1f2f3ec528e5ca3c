import type { OrderView } from "@songkeeper/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishSong } from "../../apps/api/src/testing/published-song.ts";
import { signUp } from "../../apps/api/src/testing/tea-house.ts";
import { json, type Send } from "../../apps/api/src/testing/test-player.ts";
import { signIn, withHeaders } from "./support/sign-in.ts";
import { type Contents, storeWorld, type StoredWorld } from "./support/stored-world.ts";

// A buyer's money, the song and everybody's shares come together: a server that is killed at any statement of an order,
// of its payment or of its refund has done all of it or nothing, and once, however often it is asked again.

const ENOUGH_MS = 300_000;
const BUYER = { email: "buyer@example.com", password: "correct horse battery", origin: "http://127.0.0.1:0" };

let world: StoredWorld;
let trackId: string;
let unpaid: OrderView;
let paid: OrderView;

beforeAll(async () => {
  world = await storeWorld(async ({ services, send }) => {
    const buyer = await signUp(send, BUYER.email);
    trackId = (await publishSong(services, { title: "听雨" })).trackId;
    const other = await publishSong(services, { title: "雪" });
    unpaid = await order(buyer.send, other.trackId, "order-1");
    paid = await order(buyer.send, (await publishSong(services, { title: "风" })).trackId, "order-2");
    await pay(buyer.send, paid);
  });
}, 60_000);
afterAll(() => world.remove());

async function order(send: Send, track: string, key: string): Promise<OrderView> {
  const answer = await ask(send, track, key);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as OrderView;
}

function ask(send: Send, track: string, key: string): Promise<Response> {
  const request = json("POST", { lines: [{ trackId: track, amountMicro: "800000" }] });
  return send("/api/orders", withHeaders(request, { "idempotency-key": `${key}-of-tuesday` }));
}

function pay(send: Send, { payUrl }: OrderView): Promise<Response> {
  const reference = payUrl?.split("/").at(-1) ?? "";
  return send(`/api/sandbox/payments/${reference}`, json("POST", { outcome: "pay" }));
}

/** Everything that is to come about together. */
function bookedIn(contents: Contents) {
  const { song_order, song_order_line, sale_share, ownership, provider_event, transfer, account_balance } = contents;
  return { song_order, song_order_line, sale_share, ownership, provider_event, transfer, account_balance };
}

/** What a request leaves in a world where the server dies at each of its statements, and in one where it lives. */
async function withAndWithoutDeaths(request: (asBuyer: Send) => Promise<Response>) {
  const [calm, mortal] = [await world.open(), await world.open()];
  const answer = await request(await signIn(calm.platform.send, BUYER));
  const asBuyer = await signIn(mortal.platform.send, BUYER);
  const survived = await mortal.platform.surviveEach("after", () => request(asBuyer));
  await calm.platform.stop();
  await mortal.platform.stop();
  expect([answer.status, survived.answer.status]).toEqual([200, 200]);
  return {
    deaths: survived.deaths,
    calm: bookedIn(await calm.contents()),
    mortal: bookedIn(await mortal.contents()),
  };
}

test(
  "whichever statement of a payment a server dies at, song, shares and money come together and once",
  { timeout: ENOUGH_MS },
  async () => {
    const { deaths, calm, mortal } = await withAndWithoutDeaths((asBuyer) => pay(asBuyer, unpaid));
    expect(deaths).toBeGreaterThan(15);
    expect(mortal).toEqual(calm);
    expect(calm.ownership).toHaveLength(2);
  },
);

test(
  "whichever statement of a refund a server dies at, everything is taken back together and once",
  { timeout: ENOUGH_MS },
  async () => {
    const { deaths, calm, mortal } = await withAndWithoutDeaths((asBuyer) =>
      asBuyer(`/api/orders/${paid.id}/refund`, withHeaders(json("POST", {}), { "idempotency-key": "refund-1" })),
    );
    expect(deaths).toBeGreaterThan(10);
    expect(mortal).toEqual(calm);
    expect(calm.account_balance?.find((row) => row.includes("cash:sandbox"))).toContain('"-100000000"');
  },
);

test(
  "whichever statement of an order a server dies at, the same key makes one order and gets one answer",
  { timeout: ENOUGH_MS },
  async () => {
    const stored = await world.open();
    const asBuyer = await signIn(stored.platform.send, BUYER);
    const survived = await stored.platform.surviveEach("after", () => ask(asBuyer, trackId, "order-3"));
    expect(survived.deaths).toBeGreaterThan(8);
    expect(await (await ask(asBuyer, trackId, "order-3")).text()).toBe(await survived.answer.text());
    await stored.platform.stop();
    expect((await stored.contents())["song_order"]).toHaveLength(3);
  },
);
