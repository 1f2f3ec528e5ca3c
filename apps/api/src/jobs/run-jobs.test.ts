import { afterEach, beforeEach, expect, test } from "vitest";
import { rowsOf } from "../testing/test-database.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { claimJob, enqueue, hasOpenJob, markJobDone, markJobFailed, renewJob } from "./queries.ts";
import { backoffMs, HopelessJobError, type JobHandlers, type JobRunner, runJobs } from "./run-jobs.ts";

let services: TestServices;
let runner: JobRunner | undefined;
beforeEach(async () => {
  services = await openTestServices();
});
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
  await services.close();
});

const ask = (dedupe: string, runAt = services.now(), queue = "q") =>
  services.transact((tx) => enqueue(tx, { queue, payload: { name: dedupe }, dedupe, runAt }));
const claim = (queues = ["q"]) =>
  services.transact((tx) => {
    const now = services.now();
    return claimJob(tx, queues, { now, until: new Date(now.getTime() + 30_000) });
  });
const pass = (ms: number) => void (services.clock.at = new Date(services.clock.at.getTime() + ms));
const jobs = () =>
  rowsOf(services.database.db, "job") as Promise<
    { done_at: string | null; dead_at: string | null; failure: string | null; attempts: bigint }[]
  >;

/** Starts the runner and waits until a condition about the stored jobs holds. */
async function runUntil(handlers: JobHandlers, holds: (stored: Awaited<ReturnType<typeof jobs>>) => boolean) {
  runner = runJobs({ ...services, log: { ...services.log, error: () => undefined } }, handlers);
  await expect.poll(async () => holds(await jobs()), { timeout: 8_000, interval: 10 }).toBe(true);
}

test("each job is claimed once, however many workers look at once", async () => {
  for (let at = 0; at < 20; at++) await ask(`j${at}`);
  const claimed = await Promise.all(Array.from({ length: 24 }, () => claim()));
  const ids = claimed.flatMap((job) => job?.id ?? []);
  expect(ids).toHaveLength(20);
  expect(new Set(ids).size).toBe(20);
});

test("a job waits for its time, and is asked for once while it waits", async () => {
  await ask("later", new Date(services.now().getTime() + 60_000));
  await ask("later", new Date(services.now().getTime() + 60_000));
  expect(await jobs()).toHaveLength(1);
  expect(await claim()).toBeUndefined();
  pass(60_000);
  expect(await claim(["other"])).toBeUndefined();
  expect((await claim())?.payload).toEqual({ name: "later" });
});

test("a worker that was away too long cannot settle the job that another took over", async () => {
  await ask("slow");
  const stale = await claim();
  expect(await claim()).toBeUndefined();
  pass(30_000);
  const fresh = await claim();
  expect(fresh?.attempts).toBe(2);
  if (!stale || !fresh) throw new Error("nothing was claimed");
  const now = services.now();
  expect(await services.transact((tx) => markJobDone(tx, stale, now))).toBe(false);
  expect(await services.transact((tx) => renewJob(tx, stale, now))).toBe(false);
  expect(await services.transact((tx) => markJobFailed(tx, stale, { failure: "x", retryAt: now, now }))).toBe(false);
  expect(await services.transact((tx) => markJobDone(tx, fresh, now))).toBe(true);
});

test("a job that is asked for while it runs runs once more", async () => {
  await ask("again");
  const first = await claim();
  await ask("again");
  if (!first) throw new Error("nothing was claimed");
  await services.transact((tx) => markJobDone(tx, first, services.now()));
  expect(await services.transact((tx) => hasOpenJob(tx, "q", "again"))).toBe(true);
  const second = await claim();
  if (!second) throw new Error("it was not asked again");
  await services.transact((tx) => markJobDone(tx, second, services.now()));
  expect(await services.transact((tx) => hasOpenJob(tx, "q", "again"))).toBe(false);
});

test("a failing job is tried again after a growing pause, and is given up with its failure in the end", async () => {
  await ask("broken");
  const seen: unknown[] = [];
  const handlers = {
    q: async (_: unknown, payload: unknown) => {
      seen.push(payload);
      throw new Error("the disk is full");
    },
  };
  await runUntil(handlers, (stored) => {
    pass(3_600_000);
    runner?.wake();
    return stored.every(({ dead_at }) => dead_at !== null);
  });
  expect(seen).toHaveLength(10);
  expect(await jobs()).toMatchObject([{ done_at: null, attempts: 10n, failure: "the disk is full" }]);
  await ask("broken");
  expect(await jobs()).toHaveLength(2);
});

test("a job that says that it is hopeless is given up at once", async () => {
  await ask("hopeless");
  const handlers = { q: () => Promise.reject(new HopelessJobError("no such month")) };
  await runUntil(handlers, (stored) => stored.every(({ dead_at }) => dead_at !== null));
  expect(await jobs()).toMatchObject([{ attempts: 1n, failure: "no such month" }]);
});

test("a long job holds up no other queue, and stopping waits for it", async () => {
  await ask("long", services.now(), "long");
  await ask("short", services.now(), "short");
  const gate = Promise.withResolvers<void>();
  const done: string[] = [];
  const handlers = {
    long: async () => {
      await gate.promise;
      done.push("long");
    },
    short: async () => void done.push("short"),
  };
  await runUntil(handlers, (stored) => stored.filter(({ done_at }) => done_at !== null).length === 1);
  expect(done).toEqual(["short"]);
  const stopped = runner?.stop();
  gate.resolve();
  await stopped;
  expect(done).toEqual(["short", "long"]);
  expect((await jobs()).every(({ done_at }) => done_at !== null)).toBe(true);
});

test("a queue may do several jobs at once, and no more than it says", async () => {
  for (const name of ["a", "b", "c"]) await ask(name);
  const gate = Promise.withResolvers<void>();
  let [now, most] = [0, 0];
  const run = async () => {
    most = Math.max(most, ++now);
    await gate.promise;
    now -= 1;
  };
  runner = runJobs(services, { q: { run, together: () => 2 } });
  await expect.poll(() => now, { timeout: 8_000, interval: 5 }).toBe(2);
  gate.resolve();
  await expect.poll(async () => (await jobs()).every(({ done_at }) => done_at !== null), { interval: 10 }).toBe(true);
  expect(most).toBe(2);
});

test("a queue may give up sooner, and leaves word in the transaction that does", async () => {
  await ask("broken");
  const told: unknown[] = [];
  const q = {
    run: () => Promise.reject(new Error("no luck")),
    attemptsMax: 2,
    onGivenUp: async (_: unknown, payload: unknown) => void told.push(payload),
  };
  await runUntil({ q }, (stored) => {
    pass(3_600_000);
    runner?.wake();
    return stored.every(({ dead_at }) => dead_at !== null);
  });
  expect(await jobs()).toMatchObject([{ attempts: 2n, failure: "no luck" }]);
  expect(told).toEqual([{ name: "broken" }]);
});

test("a job that lets go when the process ends waits for the next process as if it had not been tried", async () => {
  await ask("long");
  const begun = Promise.withResolvers<void>();
  const handlers: JobHandlers = {
    q: (_, __, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("called off")));
        begun.resolve();
      }),
  };
  runner = runJobs(services, handlers);
  await begun.promise;
  await runner.stop();
  expect(await jobs()).toMatchObject([{ attempts: 0n, done_at: null, dead_at: null, failure: null }]);
  expect((await claim())?.attempts).toBe(1);
});

test("the runner finds a job at once when it is woken", async () => {
  const handlers = { q: async () => undefined };
  await runUntil(handlers, () => true);
  await ask("now");
  const asked = performance.now();
  runner?.wake();
  await expect.poll(async () => (await jobs())[0]?.done_at, { timeout: 8_000, interval: 5 }).not.toBeNull();
  expect(performance.now() - asked).toBeLessThan(1_500);
});

test("where the database does not answer as the runner starts, it looks again and does what waits", async () => {
  await ask("waits");
  let refused = 0;
  const transact: typeof services.transact = (work, locks) =>
    refused++ === 0 ? Promise.reject(new Error("the connection was lost")) : services.transact(work, locks);
  runner = runJobs({ ...services, transact, log: { ...services.log, error: () => undefined } }, { q: async () => {} });
  await expect.poll(async () => (await jobs())[0]?.done_at, { timeout: 8_000, interval: 10 }).not.toBeNull();
});

test.each([
  [1, 1_000],
  [2, 2_000],
  [6, 32_000],
  [40, 3_600_000],
])("after try %d a job rests %d ms", (attempts, ms) => {
  expect(backoffMs(attempts)).toBe(ms);
});
