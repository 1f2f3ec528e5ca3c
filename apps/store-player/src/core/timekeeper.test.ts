import { expect, test } from "vitest";
import { brokenLaws } from "../testing/laws.ts";
import { MORNING, World } from "../testing/world.ts";
import { Timekeeper } from "./timekeeper.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A machine whose clocks a test moves by hand. */
function machine({ wall = MORNING, floorMs = MORNING - HOUR, skewMs = 0 as number | null } = {}) {
  const clocks = { wall, mono: 5_000 };
  let boots = 0;
  const time = new Timekeeper({ wall: () => clocks.wall, mono: () => clocks.mono }, () => `boot-${(boots += 1)}`, {
    floorMs,
    skewMs,
  });
  const pass = (ms: number, { slept = 0 } = {}) => {
    clocks.wall += ms + slept;
    clocks.mono += ms;
    time.notice();
  };
  return { clocks, time, pass };
}

test("once heard, the platform's time counts on by the monotonic clock, whatever the wall clock says", () => {
  const { clocks, time, pass } = machine({ wall: 0, floorMs: 0, skewMs: null });
  time.learn(MORNING, time.mono());
  pass(MINUTE);
  clocks.wall = 12_345;
  expect(time.now()).toBe(MORNING + MINUTE);
  expect(time.isWrong).toBe(true);
});

test("a boot that has heard nothing trusts the wall clock with the skew that was last known", () => {
  const { time } = machine({ skewMs: -7 * MINUTE });
  expect(time.now()).toBe(MORNING - 7 * MINUTE);
});

test("a clock that fell back to 1970 is wrong, and time goes on from what was lived through", () => {
  const { time, pass } = machine({ wall: 0 });
  pass(MINUTE);
  expect(time.isWrong).toBe(true);
  expect(time.now()).toBe(MORNING - HOUR + MINUTE);
});

test("a sleep that the monotonic clock did not count begins a new boot", () => {
  const { time, pass } = machine();
  time.learn(MORNING, time.mono());
  pass(MINUTE);
  expect(time.bootId).toBe("boot-1");
  pass(1_000, { slept: 8 * HOUR });
  expect(time.bootId).toBe("boot-2");
  expect(time.now()).toBe(MORNING + MINUTE + 1_000 + 8 * HOUR);
});

test("a clock that is set right, from a little or from 1970, begins no new boot", () => {
  const behind = machine({ wall: MORNING - 3 * HOUR });
  behind.time.learn(MORNING, behind.time.mono());
  behind.pass(1_000, { slept: 3 * HOUR });
  expect(behind.time.bootId).toBe("boot-1");
  expect(behind.time.now()).toBe(MORNING + 1_000);
  const dead = machine({ wall: 0 });
  dead.pass(1_000, { slept: MORNING });
  expect(dead.time.bootId).toBe("boot-1");
});

test("a wall clock far ahead does not become the time that was lived through", () => {
  const { time } = machine({ wall: MORNING + 400 * 24 * HOUR });
  expect(time.saved().floorMs).toBe(MORNING - HOUR);
});

test("plays of a boot whose clock said 1970 are placed right, since the same boot delivers them", async () => {
  const world = await World.open({ offlineDays: 2 });
  await world.pass(5 * MINUTE);
  world.isOnline = false;
  world.wallOffset = -world.trueNow;
  await world.boot();
  expect(world.player.view.notices.isClockWrong).toBe(true);
  const from = world.trueNow;
  await world.pass(HOUR);
  await world.drain();
  const late = world.platform.plays.filter(({ seq }) => seq > 2);
  expect(late.length).toBeGreaterThan(15);
  expect(late.every(({ startsAt }) => (startsAt ?? 0) >= from - 1_000 && (startsAt ?? 0) <= world.trueNow)).toBe(true);
  expect(brokenLaws(world)).toEqual([]);
});
