import { expect, test } from "vitest";
import { createTryLimit } from "./try-limit.ts";

const RULE = { window: 60, max: 3 };

/** What becomes of tries by one client, each so many seconds after the one before. */
async function tryAfter(...seconds: readonly number[]) {
  let at = 0;
  const limit = createTryLimit(() => at * 1_000);
  const answers = [];
  for (const second of seconds) {
    at += second;
    answers.push(await limit.consume("10.0.0.1", RULE));
  }
  return answers.map(({ allowed, retryAfter }) => (allowed ? "ok" : retryAfter));
}

test.each([
  { what: "three at once", seconds: [0, 0, 0], answers: ["ok", "ok", "ok"] },
  { what: "a fourth", seconds: [0, 10, 10, 10], answers: ["ok", "ok", "ok", 30] },
  { what: "a fourth when the minute is over", seconds: [0, 10, 10, 40], answers: ["ok", "ok", "ok", "ok"] },
  { what: "a fourth a moment before", seconds: [0, 10, 10, 39.5], answers: ["ok", "ok", "ok", 1] },
  { what: "one every 50 seconds", seconds: [0, 50, 50, 50, 50, 50], answers: ["ok", "ok", "ok", "ok", "ok", "ok"] },
  { what: "guessing on", seconds: [0, 0, 0, 59, 0, 1, 0], answers: ["ok", "ok", "ok", 1, 1, "ok", "ok"] },
])("three tries a minute are allowed: $what", async ({ seconds, answers }) => {
  expect(await tryAfter(...seconds)).toEqual(answers);
});

test("each client has a count of its own, in each limit", async () => {
  const limits = [createTryLimit(), createTryLimit()] as const;
  for (let round = 0; round < 3; round++) await limits[0].consume("a", RULE);
  expect(await limits[0].consume("a", RULE)).toMatchObject({ allowed: false });
  expect(await limits[0].consume("b", RULE)).toMatchObject({ allowed: true });
  expect(await limits[1].consume("a", RULE)).toMatchObject({ allowed: true });
});

test("of more clients than are remembered the one that began first is forgotten", async () => {
  const limit = createTryLimit(() => 0, 2);
  const only = { window: 60, max: 1 };
  for (const key of ["a", "b", "c"]) await limit.consume(key, only);
  expect(await limit.consume("c", only)).toMatchObject({ allowed: false });
  expect(await limit.consume("b", only)).toMatchObject({ allowed: false });
  expect(await limit.consume("a", only)).toMatchObject({ allowed: true });
});
