import { afterEach, beforeEach, expect, test } from "vitest";
import { rowsOf } from "../testing/test-database.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { makeSampleWorld, type SamplePlan } from "./make-sample-world.ts";
import { PEOPLE, SAMPLE_PASSWORD, SONGS } from "./sample-songs.ts";
import { sampleState } from "./sample-state.ts";
import { TEA_HOUSE_PLACE } from "./sample-tea-house.ts";

/** Short songs, and music on Sundays only: the same world, sooner. */
const PLAN: SamplePlan = {
  songs: SONGS.map((song) => ({ ...song, audio: { synthesised: { ...song.audio.synthesised, durationMs: 12_000 } } })),
  place: { ...TEA_HOUSE_PLACE, opening: [null, null, null, null, null, null, { from: 840, to: 860 }] },
};

let services: TestServices;

beforeEach(async () => {
  services = await openTestServices("2026-03-10T02:00:00.000Z");
});

afterEach(() => services.close());

async function make(of = services): Promise<string[]> {
  const lines: string[] = [];
  await makeSampleWorld(of, (line) => void lines.push(line), PLAN);
  return lines;
}

/** What the sample world came to, without ids, which are new in every world. */
async function world() {
  const rows = <Row>(table: Parameters<typeof rowsOf>[1]) => rowsOf(services.database.db, table) as Promise<Row[]>;
  const plays = await rows<{ verdict: string; reason: string | null; fee_micro: bigint; accounting_month: string }>(
    "play",
  );
  const february = plays.filter((play) => play.accounting_month === "2026-02");
  const balances = await rows<{ account: string; kind: string; balance_micro: bigint }>("account_balance");
  const counted = ["user", "track", "party", "shop", "place", "licence", "top_up", "statement", "payout"] as const;
  return {
    verdicts: [...new Set(plays.map(({ verdict, reason }) => `${verdict} ${reason}`))].toSorted(),
    february: [february.length, february.reduce((sum, { fee_micro }) => sum + fee_micro, 0n)],
    owed: balances
      .filter(({ kind }) => kind === "payable" || kind === "unclaimed")
      .map((row) => Number(row.balance_micro))
      .toSorted((a, b) => a - b),
    sum: balances.reduce((sum, row) => sum + row.balance_micro, 0n),
    closes: (await rows<{ month: string; state: string }>("month_close")).map(
      ({ month, state }) => `${month} ${state}`,
    ),
    counts: await Promise.all(counted.map(async (table) => (await rows(table)).length)),
  };
}

test("the first start makes people, songs, a tea house with its weeks of plays, and one closed month; the second nothing", async () => {
  const lines = await make();
  expect(lines.at(-1)).toBe("The sample world is ready.");
  expect(sampleState()).toMatchObject({ state: "done", done: sampleState().total });
  expect(await world()).toMatchObject({
    verdicts: ["billed null", "unbilled below_threshold"],
    sum: 0n,
    closes: ["2026-02 sealed"],
    counts: [4, 8, 5, 1, 1, 1, 2, 5, 1],
  });
  const [device, ...others] = await rowsOf(services.database.db, "device");
  expect(device).toMatchObject({ flagged: null, forked_at: null, ended_at: null });
  expect(others).toEqual([]);
  for (const { email } of Object.values(PEOPLE)) {
    const signedIn = await services.auth.api.signInEmail({ body: { email, password: SAMPLE_PASSWORD } });
    expect(signedIn.user.email).toBe(email);
  }

  const before = await rowsOf(services.database.db, "transfer");
  services.clock.at = new Date("2026-03-20T02:00:00.000Z");
  expect(await make()).toHaveLength(1);
  expect(await rowsOf(services.database.db, "transfer")).toEqual(before);
}, 60_000);

test("a start that is ended anywhere is finished by the next, to the same closed month", async () => {
  await make();
  const undisturbed = await world();
  await services.close();
  services = await openTestServices("2026-03-10T02:00:00.000Z");
  // Ever further: in the accounts, the songs, the tea house, its days and the close.
  for (let left = 4, runs = 0; sampleState().state !== "done" || runs === 0; left += 23, runs++)
    await make(dyingAfter(left));
  expect(await world()).toEqual(undisturbed);
}, 60_000);

test("where somebody has an account already, nothing is made", async () => {
  await services.auth.api.signUpEmail({
    body: { name: "Wang", email: "wang@example.com", password: "quite long enough" },
  });
  expect(await make()).toEqual([]);
  expect(await rowsOf(services.database.db, "track")).toEqual([]);
});

/** Services whose database is gone after so many transactions, as for a process that was killed. */
function dyingAfter(count: number): TestServices {
  let left = count;
  return {
    ...services,
    log: { ...services.log, error: () => undefined },
    transact: (work, locks) => {
      if (left-- <= 0) return Promise.reject(new Error("killed"));
      return services.transact(work, locks);
    },
  };
}
