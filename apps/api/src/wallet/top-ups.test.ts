import { afterEach, beforeEach, expect, test } from "vitest";
import { balances, refusal } from "../testing/in-words.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json, withHeaders } from "../testing/test-player.ts";
import { forgetOldAnswers } from "./housekeeping.ts";

const DAY = 86_400_000;

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

function topUp(amountMicro: string, key?: string): Promise<Response> {
  const request = json("POST", { amountMicro });
  const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
  return house.asOwner(`/api/shops/${house.shop.id}/top-ups`, withHeaders(request, headers));
}

async function wallet(): Promise<bigint | undefined> {
  return (await balances(house))[`wallet:shop:${house.shop.id}`];
}

test("a top-up is one transfer from the provider's cash into the shop's wallet", async () => {
  const response = await topUp("12340000", "key-00000001");
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    amountMicro: "12340000",
    balanceMicro: "112340000",
    provider: "sandbox",
  });
  expect(await balances(house)).toEqual({
    "cash:sandbox": -112_340_000n,
    [`wallet:shop:${house.shop.id}`]: 112_340_000n,
  });
});

test("a top-up that is asked for again under its key is done once, and answered alike for thirty days", async () => {
  const first = await (await topUp("1000000", "key-00000001")).text();
  house.moveClock(30 * DAY);
  await forgetOldAnswers(house.services);
  expect(await (await topUp("1000000", "key-00000001")).text()).toBe(first);
  expect(await wallet()).toBe(101_000_000n);
});

test("a key belongs to one request: another amount is refused, another person has keys of their own", async () => {
  await topUp("1000000", "key-00000001");
  expect(await refusal(await topUp("2000000", "key-00000001"))).toBe("422 key_reused");
  expect(await wallet()).toBe(101_000_000n);
  const admin = await house.hire("admin@example.com", "admin");
  const request = withHeaders(json("POST", { amountMicro: "2000000" }), { "idempotency-key": "key-00000001" });
  expect(await refusal(await admin(`/api/shops/${house.shop.id}/top-ups`, request))).toBe("200");
  expect(await wallet()).toBe(103_000_000n);
});

test.each([undefined, "", "short", "with space 1", "x".repeat(201), "schlüssel-1"])(
  "a top-up under the key %s is refused and moves nothing",
  async (key) => {
    expect(await refusal(await topUp("1000000", key))).toBe("400 idempotency_key_missing");
    expect(await wallet()).toBe(100_000_000n);
  },
);

test.each([
  ["990000", "amountMicro"],
  ["1000001", "amountMicro"],
  ["100000010000", "amountMicro"],
  ["-1000000", "amountMicro"],
  ["1e6", "amountMicro"],
  ["01000000", "amountMicro"],
  ["", "amountMicro"],
])("an amount of %s is refused by name", async (amount, path) => {
  const response = await topUp(amount, "key-00000001");
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: "invalid_fields", errors: [{ path }] });
});

test("twenty requests at once under one key top up once, with one answer", async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => (await topUp("1000000", "key-00000001")).text()),
  );
  expect(new Set(answers).size).toBe(1);
  expect(await rowsOf(house.services.database.db, "top_up")).toHaveLength(2);
  expect(await wallet()).toBe(101_000_000n);
});

test("twenty top-ups at once under keys of their own are all booked", async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, at) => (await topUp("1000000", `key-${at}-00000`)).status),
  );
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(await wallet()).toBe(120_000_000n);
});
