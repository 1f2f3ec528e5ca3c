import { expect, test } from "vitest";
import { remembering } from "./short-memory.ts";

const NOW = new Date("2026-03-10T02:00:00.000Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);

function counting(size = { ms: 10_000, max: 2 }) {
  const looked: string[] = [];
  const ask = remembering(size, async (name: string) => {
    looked.push(name);
    if (name === "broken") throw new Error("the disk is gone");
    if (name === "missing") return undefined;
    return `${name} ${looked.length}`;
  });
  return { looked, ask };
}

test("an answer is remembered for ten seconds, and not for longer", async () => {
  const { ask } = counting();
  expect([await ask("a", NOW), await ask("a", later(9_999)), await ask("a", later(10_000))]).toEqual([
    "a 1",
    "a 1",
    "a 2",
  ]);
});

test("those who ask at once are answered by one look", async () => {
  const { ask, looked } = counting();
  await Promise.all([ask("a", NOW), ask("a", NOW), ask("b", NOW)]);
  expect(looked).toEqual(["a", "b"]);
});

test("the oldest answer is forgotten where there are too many", async () => {
  const { ask, looked } = counting();
  for (const name of ["a", "b", "c", "c", "b", "a"]) await ask(name, NOW);
  expect(looked).toEqual(["a", "b", "c", "a"]);
});

test("that there is nothing is not remembered", async () => {
  const { ask, looked } = counting();
  expect([await ask("missing", NOW), await ask("missing", NOW)]).toEqual([undefined, undefined]);
  expect(looked).toHaveLength(2);
});

test("a failure is not remembered", async () => {
  const { ask, looked } = counting();
  await expect(ask("broken", NOW)).rejects.toThrow("the disk is gone");
  await expect(ask("broken", NOW)).rejects.toThrow("the disk is gone");
  expect(looked).toHaveLength(2);
});
