import { endOfMonth, month, type Month, nextMonth, previousMonth } from "@songkeeper/base";
import { expect, test } from "vitest";
import type { Tables } from "../db/schema.ts";
import type { Services } from "../services.ts";
import { sha256Hex } from "../sha256.ts";
import { openRoyaltyWorld, type RoyaltyWorld } from "../testing/royalty-world.ts";
import { rowsOf } from "../testing/test-database.ts";
import { closeMonth } from "./close-month.ts";
import { closableFrom } from "./freeze-month.ts";
import { playsObject } from "./write-plays-file.ts";

const march = month("2026-03");
const april = month("2026-04");
const ZONE = "Asia/Shanghai";

/** Everything that a close may write. */
const TABLES = [
  "transfer",
  "account_balance",
  "posting",
  "close_input",
  "close_party",
  "close_sale",
  "sale_share",
  "close_step",
  "month_close",
  "statement",
  "payout",
  "outbox",
  "job",
  "chunk",
  "log_node",
  "checkpoint",
] as const satisfies (keyof Tables)[];

/**
 * A world in which March is sealed, and April has plays of its own, late ones, a released one and one not sealed yet;
 * sales, a refund of its own and one of March's. May has a sale already when April freezes.
 */
async function openAtApril(): Promise<RoyaltyWorld> {
  const world = await openRoyaltyWorld();
  const snows = Array.from({ length: 23 }, () => ({ track: "snow" }) as const);
  await world.deliver([{}, ...snows, { verdict: "held", reason: "overlap" }, { track: "nothing" }]);
  await world.deliver([{}, {}, { track: "wind" }], "phone");
  const returned = await world.sell({ track: "snow", amount: 1_230_000n });
  world.moveTo("2026-04-03T16:00:00.000Z");
  await closeMonth(world.services, march);
  await world.rule(25, "billed");
  await world.deliver([{}, { track: "snow" }, { day: "2026-04-01" }]);
  await world.deliver([{ day: "2026-04-02" }, { day: "2026-04-02", track: "snow" }], "phone");
  await world.refund(returned);
  for (const amount of [800_000n, 800_000n, 990_000n, 0n]) await world.sell({ amount });
  await world.refund(await world.sell());
  world.moveTo("2026-05-03T16:00:00.000Z");
  await world.sell({ track: "snow" });
  return world;
}

/** Delivers a month's plays, one of them of the month before, and moves to where it can be closed. */
async function playMonth(world: RoyaltyWorld, of: Month): Promise<void> {
  const late = world.services.now() > endOfMonth(march, ZONE) ? [{ day: `${previousMonth(of)}-20` }] : [];
  const snows = Array.from({ length: 21 }, () => ({ track: "snow", day: `${of}-10` }) as const);
  await world.deliver([...late, { day: `${of}-10` }, ...snows]);
  await world.sell();
  await world.sell({ track: "snow", amount: 1_230_000n });
  await world.refund(await world.sell({ amount: 990_000n }));
  await world.deliver([{ day: `${of}-11` }, { day: `${of}-11`, verdict: "unbilled", reason: "late" }], "phone");
  world.moveTo(closableFrom(of, ZONE).toISOString());
}

class Killed extends Error {}

/** Services whose process dies at the n-th transaction: before it commits, or right after. */
function dyingAt(
  services: Services,
  at: number,
  when: "before" | "after",
): { services: Services; count: () => number } {
  let count = 0;
  const transact: Services["transact"] = async (work, locks) => {
    count++;
    if (count > at) throw new Killed("dead processes do nothing");
    const isLast = count === at;
    const answer = await services.transact(async (tx) => {
      const done = await work(tx);
      if (isLast && when === "before") throw new Killed("killed before the commit");
      return done;
    }, locks);
    if (isLast && when === "after") throw new Killed("killed after the commit");
    return answer;
  };
  return { services: { ...services, transact }, count: () => count };
}

/** Closes a month; tells whether the process died of it. */
async function isKilled(services: Services, of = april): Promise<boolean> {
  try {
    const closed = await closeMonth(services, of);
    if (!closed.ok || closed.value.state !== "sealed") throw new Error(JSON.stringify(closed));
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}

/** All that a close left, job ids apart, which are dice. */
async function traces({ services }: RoyaltyWorld): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of TABLES) {
    const rows = await rowsOf(services.database.db, table);
    found[table] = rows.map((row) => inWords(row, table === "job")).toSorted();
  }
  for (const partyId of ["mei", "lin", "he"]) {
    const name = playsObject(april, partyId);
    const size = (await services.objects.size(name)) ?? 0;
    found[name] = sha256Hex(await new Response(services.objects.read(name, 0, size - 1)).text());
  }
  return found;
}

function inWords(row: unknown, withoutId: boolean): string {
  return JSON.stringify(row, (name, value: unknown) => {
    if (withoutId && name === "id") return undefined;
    return typeof value === "bigint" ? `${value}` : value;
  });
}

// Every place is tried: the odd ones on SQLite, the even ones on PostgreSQL.
const FIRST = process.env["ENGINE"] === "postgres" ? 2 : 1;

test("months that are each killed at another of their transactions end as months that ran through", async () => {
  const [undisturbed, killed] = [await openRoyaltyWorld(), await openRoyaltyWorld()];
  let [of, at] = [march, FIRST];
  for (let hasDied = true; hasDied; [of, at] = [nextMonth(of), at + 2]) {
    for (const world of [undisturbed, killed]) await playMonth(world, of);
    const whole = dyingAt(undisturbed.services, Number.MAX_SAFE_INTEGER, "before");
    expect(await isKilled(whole.services, of)).toBe(false);
    hasDied = await isKilled(dyingAt(killed.services, at, "before").services, of);
    expect(hasDied).toBe(at <= whole.count());
    if (hasDied) expect(await isKilled(killed.services, of)).toBe(false);
  }
  expect(at).toBeGreaterThan(60);
  expect(await traces(killed)).toEqual(await traces(undisturbed));
  for (const world of [undisturbed, killed]) await world.close();
}, 120_000);

test("a close that is killed again and again, each time one transaction further, ends as one that ran through", async () => {
  const undisturbed = await openAtApril();
  await closeMonth(undisturbed.services, april);
  const expected = await traces(undisturbed);
  await undisturbed.close();

  const world = await openAtApril();
  let at = 1;
  while (await isKilled(dyingAt(world.services, at, at % 2 === 0 ? "before" : "after").services)) at++;
  expect(at).toBeGreaterThan(10);
  expect(await traces(world)).toEqual(expected);
  await world.close();
});

test("the same month has the same root on both databases", async () => {
  const world = await openAtApril();
  const closed = await closeMonth(world.services, april);
  expect(closed).toMatchObject({ value: { state: "sealed" } });
  expect(closed.ok && closed.value.state === "sealed" && closed.value.root).toBe(
    "91a6cab731e2e69e9d545f0f87cc46d311523cbf79bfa2b016e1b80b2fbaa4c1",
  );
  await world.close();
});
