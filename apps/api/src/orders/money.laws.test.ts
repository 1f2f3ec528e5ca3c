import { endOfMonth, micro, month, type Month, nextMonth, sumMicro } from "@songkeeper/base";
import { checkStatementSums, type OrderEvent } from "@songkeeper/ledger";
import fc from "fast-check";
import { expect, test } from "vitest";
import { closeMonth } from "../close/close-month.ts";
import { closableFrom } from "../close/freeze-month.ts";
import { claimUnclaimed, findUnclaimed } from "../ledger/claim-unclaimed.ts";
import { markTied } from "../ledger/party-queries.ts";
import { listBalances } from "../ledger/transfer-queries.ts";
import { viewTrialBalance } from "../ledger/view-trial-balance.ts";
import { statementFile } from "../testing/check-statement.ts";
import { openRoyaltyWorld, type RoyaltyWorld } from "../testing/royalty-world.ts";
import { rowsOf } from "../testing/test-database.ts";

const ZONE = "Asia/Shanghai";
const PARTIES = ["mei", "lin", "he", "zoe"] as const;
const DAY = 86_400_000;

type Step =
  | { readonly do: "place" | "sell"; readonly track: "rain" | "snow"; readonly fen: number }
  | { readonly do: "tell"; readonly which: number; readonly event: OrderEvent }
  | { readonly do: "play"; readonly track: "rain" | "snow" }
  | { readonly do: "claim" | "close" | "sell_after_the_end" };

const track = fc.constantFrom("rain" as const, "snow" as const);
const event = fc.constantFrom<OrderEvent>("paid", "declined", "lapsed", "refunded", "charged_back");
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom("place" as const, "sell" as const), track, fen: fc.nat(999) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("tell" as const), which: fc.nat(20), event }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("play" as const), track }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("claim" as const, "close" as const, "sell_after_the_end" as const) }),
  },
);

/** A world in which steps are taken, with what the checks need to know of them. */
class History {
  readonly world: RoyaltyWorld;
  readonly orders: string[] = [];
  open: Month = month("2026-03");
  hasAnything = false;

  constructor(world: RoyaltyWorld) {
    this.world = world;
  }

  async take(told: Step): Promise<void> {
    const { world } = this;
    switch (told.do) {
      case "place":
      case "sell":
        this.orders.push(await world[told.do]({ track: told.track, amount: BigInt(told.fen) * 10_000n }));
        this.hasAnything = true;
        return;
      case "tell":
        if (this.orders.length > 0) await world.tell(this.orders[told.which % this.orders.length] ?? "", told.event);
        return;
      case "play":
        await world.deliver([{ track: told.track, day: `${this.open}-10` }]);
        this.hasAnything = true;
        return;
      case "claim":
        return this.claim();
      case "sell_after_the_end":
        world.moveTo(new Date(endOfMonth(this.open, ZONE).getTime() + DAY).toISOString());
        this.orders.push(await world.sell());
        this.hasAnything = true;
        return;
      case "close":
        return this.close();
    }
  }

  async claim(): Promise<void> {
    const { transact, now } = this.world.services;
    await transact(async (tx) => {
      await markTied(tx, "lin", "u-lin");
      await claimUnclaimed(tx, "lin", { now: now(), timeZone: ZONE });
    });
  }

  /** Closes the open month; afterwards what statements carry is what the accounts hold. */
  async close(): Promise<void> {
    if (!this.hasAnything) return;
    this.world.moveTo(closableFrom(this.open, ZONE).toISOString());
    const closed = await closeMonth(this.world.services, this.open);
    expect(closed).toMatchObject({ ok: true, value: { state: "sealed" } });
    await checkStatements(this.world, this.open);
    this.open = nextMonth(this.open);
  }
}

async function checkBooks({ services }: RoyaltyWorld): Promise<void> {
  const books = await services.transact((tx) => viewTrialBalance(tx, services.now()));
  expect(books).toMatchObject({ differenceMicro: "0", platformFeeMicro: "0", rebuiltMatches: true });
  const open = books.openClearing.map(({ account }) => account.split(":")[0]);
  expect(open.filter((kind) => kind === "refund_clearing")).toEqual([]);
  const orders = (await rowsOf(services.database.db, "song_order")) as { id: string; state: string }[];
  const owned = (await rowsOf(services.database.db, "ownership")) as { order_id: string; ended_at: string | null }[];
  expect(
    orders
      .filter(({ state }) => state === "fulfilled")
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(
    owned
      .filter(({ ended_at }) => ended_at === null)
      .map(({ order_id }) => order_id)
      .toSorted(),
  );
}

async function checkStatements({ services }: RoyaltyWorld, of: Month): Promise<void> {
  const carried = [];
  for (const partyId of PARTIES) {
    const { statement } = await statementFile(services, partyId, of);
    expect(checkStatementSums(statement)).toEqual({ ok: true, value: undefined });
    carried.push(micro(statement.header.carriedMicro));
  }
  const balances = await services.transact((tx) => listBalances(tx));
  const owed = [...balances].filter(([account]) => /^(payable|unclaimed):/.test(account)).map(([, sum]) => sum);
  const rows = (await rowsOf(services.database.db, "payout")) as { month: string; amount_micro: bigint }[];
  const reserved = rows.filter((row) => row.month === of).map((row) => micro(row.amount_micro));
  const shares = (await rowsOf(services.database.db, "sale_share")) as { period: string; amount_micro: bigint }[];
  const later = shares.filter(({ period }) => period > of).map((row) => micro(row.amount_micro));
  expect(sumMicro(carried)).toBe(sumMicro([...owed, ...reserved]) - sumMicro(later));
}

test(
  "whatever is bought, paid, lost, given back, claimed and closed, in any order, no micro comes or goes",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const world = await openRoyaltyWorld();
        try {
          const history = new History(world);
          for (const told of steps) {
            await history.take(told);
            await checkBooks(world);
          }
          await history.close();
          await history.claim();
          await checkBooks(world);
          const { transact } = world.services;
          expect((await transact((tx) => findUnclaimed(tx, "lin"))).size).toBe(0);
          const kept = [...(await transact((tx) => listBalances(tx)))].filter(([name]) =>
            name.startsWith("unclaimed:"),
          );
          expect(kept.filter(([, balance]) => balance !== 0n)).toEqual([]);
        } finally {
          await world.close();
        }
      }),
      { numRuns: 20 },
    );
  },
);
