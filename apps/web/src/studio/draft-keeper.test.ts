import { type DraftChange, type DraftSaved, ProblemError } from "@songkeeper/client";
import { expect, test, vi } from "vitest";
import { DraftKeeper } from "./draft-keeper.ts";

const BODY = { title: "", artist: "", coverId: null, tracks: [], declared: false };
const AT = "2026-03-10T11:00:00.000Z";

/** A keeper of an empty draft, a server that answers as it is told, and timers that run when they are told. */
function world() {
  const timers: (() => void)[] = [];
  const sent: DraftChange[] = [];
  const backUps: (DraftChange | null)[] = [];
  const answers: (Error | "ok")[] = [];
  const save = vi.fn(async (change: DraftChange): Promise<DraftSaved> => {
    sent.push(change);
    await Promise.resolve();
    const answer = answers.shift() ?? "ok";
    if (answer !== "ok") throw answer;
    return { revision: change.revision + 1, updatedAt: AT };
  });
  const keeper = new DraftKeeper(
    { body: BODY, revision: 1, updatedAt: AT },
    {
      save,
      backUp: (change) => void backUps.push(change),
      setTimer: (run) => timers.push(run),
      clearTimer: () => void (timers.length = 0),
    },
  );
  const write = (title: string) => keeper.change((body) => ({ ...body, title }));
  const later = async () => {
    for (const run of timers.splice(0)) run();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { keeper, write, later, sent, answers, backUps, timers };
}

const problem = (status: number) => new ProblemError({ code: "x", status });

test("several changes in a moment are saved once, as they are in the end", async () => {
  const { keeper, write, later, sent } = world();
  for (const title of ["夜", "夜航"]) write(title);
  expect(keeper.kept().state).toBe("changed");
  await later();
  expect(sent).toEqual([{ revision: 1, body: { ...BODY, title: "夜航" } }]);
  expect(keeper.kept()).toMatchObject({ state: "saved", revision: 2, savedAt: AT });
});

test("what is written while it is being saved is saved next, on the revision that came back", async () => {
  const { keeper, write, later, sent } = world();
  write("a");
  const first = keeper.flush();
  write("b");
  await first;
  await later();
  expect(sent.map(({ revision, body }) => [revision, body.title])).toEqual([
    [1, "a"],
    [2, "b"],
  ]);
  expect(keeper.kept()).toMatchObject({ state: "saved", revision: 3 });
});

test.each([
  { status: 0, state: "waiting" },
  { status: 503, state: "waiting" },
  { status: 429, state: "waiting" },
  { status: 409, state: "conflict" },
  { status: 422, state: "refused" },
])("a save answered by $status leaves the draft $state", async ({ status, state }) => {
  const { keeper, write, later, answers, backUps } = world();
  answers.push(problem(status));
  write("a");
  await later();
  expect(keeper.kept()).toMatchObject({ state, body: { title: "a" } });
  expect(backUps.at(-1)).toEqual({ revision: 1, body: { ...BODY, title: "a" } });
});

test("a save that did not arrive is tried again by itself, and the copy on the device is dropped after it", async () => {
  const { keeper, write, later, answers, backUps } = world();
  answers.push(problem(0));
  write("a");
  await later();
  await later();
  expect(keeper.kept().state).toBe("saved");
  expect(backUps.at(-1)).toBeNull();
});

test("a save that was refused is tried again when the page is left or come back to", async () => {
  const { keeper, write, later, answers, sent } = world();
  answers.push(problem(401));
  write("a");
  await later();
  await later();
  expect([keeper.kept().state, sent.length]).toEqual(["refused", 1]);
  await keeper.flush();
  expect(keeper.kept()).toMatchObject({ state: "saved", body: { title: "a" } });
});

test("after a conflict nothing is saved over the other window's work, until its work is loaded", async () => {
  const { keeper, write, later, answers, sent } = world();
  answers.push(problem(409));
  write("a");
  await later();
  write("b");
  await later();
  await keeper.flush();
  expect(sent).toHaveLength(1);
  keeper.reload({ body: { ...BODY, title: "theirs" }, revision: 5, updatedAt: AT });
  expect(keeper.kept()).toMatchObject({ state: "saved", revision: 5, body: { title: "theirs" } });
});

test("what another window saved is taken over only while nothing here waits", () => {
  const { keeper, write } = world();
  const theirs = { body: { ...BODY, title: "theirs" }, revision: 2, updatedAt: AT };
  keeper.adopt(theirs);
  expect(keeper.kept().body.title).toBe("theirs");
  write("mine");
  keeper.adopt({ ...theirs, revision: 3 });
  expect(keeper.kept().body.title).toBe("mine");
});
