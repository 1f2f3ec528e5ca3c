import { sql } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openTestDatabase, rowsOf, type TestDatabase } from "../testing/test-database.ts";
import { groupCommits } from "./group-commit.ts";

let database: TestDatabase;
let transact: ReturnType<typeof groupCommits>;
beforeEach(async () => {
  database = await openTestDatabase();
  transact = groupCommits(database.db);
});
afterEach(() => database.remove());

function store(name: string) {
  return transact(async (tx) => {
    await tx.insertInto("setting").values({ name, value: name }).execute();
    return name;
  });
}

async function stored(): Promise<string[]> {
  return ((await rowsOf(database.db, "setting")) as { name: string }[]).map(({ name }) => name).toSorted();
}

test("work that comes at once is all done in a few commits, and each caller gets its own answer", async () => {
  const begun = vi.spyOn(database.db, "startTransaction");
  const names = Array.from({ length: 100 }, (_, at) => `n${String(at).padStart(3, "0")}`);
  expect(await Promise.all(names.map(store))).toEqual(names);
  expect(await stored()).toEqual(names);
  // The first alone, then 32 at a time.
  expect(begun).toHaveBeenCalledTimes(5);
});

test("work that fails leaves nothing behind, and takes nothing of its neighbours with it", async () => {
  const failing = () =>
    transact(async (tx) => {
      await tx.insertInto("setting").values({ name: "half", value: "done" }).execute();
      throw new Error("no");
    });
  const answers = await Promise.allSettled([store("a"), failing(), store("b"), store("a"), store("c")]);
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"]);
  expect(await stored()).toEqual(["a", "b", "c"]);
});

test("work that fails alone leaves nothing behind, and the next goes on", async () => {
  const failing = transact(async (tx) => {
    await tx.insertInto("setting").values({ name: "half", value: "done" }).execute();
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  await store("after");
  expect(await stored()).toEqual(["after"]);
});

test("where the transaction is lost under them, all who shared it are told why, and the next goes on", async () => {
  const lost = () =>
    transact(async (tx) => {
      await sql`rollback`.execute(tx);
      throw new Error("the disk is full");
    });
  const answers = await Promise.allSettled([store("first"), store("a"), lost(), store("b")]);
  const told = answers.map((answer) => (answer.status === "rejected" ? String(answer.reason.message) : answer.value));
  expect(told).toEqual(["first", "the disk is full", "the disk is full", "the disk is full"]);
  await store("after");
  expect(await stored()).toEqual(["after", "first"]);
});

test("work that throws before it awaits anything is refused, and takes nothing of its neighbours with it", async () => {
  const thrown = () =>
    transact(() => {
      throw new Error("at once");
    });
  const answers = await Promise.allSettled([thrown(), store("a"), thrown(), store("b")]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled"]);
  expect(await stored()).toEqual(["a", "b"]);
});
