import fc from "fast-check";
import { expect, test } from "vitest";
import { brokenLaws } from "../testing/laws.ts";
import { type Passage, song, World } from "../testing/world.ts";

const MINUTE = 60_000;
const tracks = [
  song("rain", { seconds: 70 }),
  song("snow", { seconds: 40 }),
  song("dew", { seconds: 90, feeMicro: "0" }),
];

test.each(["before", "after"] as const)(
  "killed %s any one write and started again, nothing is lost or counted twice",
  async (when) => {
    for (let nth = 1; nth <= 40; nth++) {
      const world = await World.open({ tracks });
      await world.dieAtWrite(nth, when);
      await world.pass(4 * MINUTE);
      await world.drain();
      expect([nth, brokenLaws(world)]).toEqual([nth, []]);
    }
  },
);

test("a song cut off by a reload is in the journal as aborted, with what its last checkpoint heard", async () => {
  const world = await World.open();
  await world.pass(75_000);
  await world.boot();
  await world.pass(MINUTE);
  const [cut] = world.platform.plays;
  expect(cut?.entry).toMatchObject({ seq: 1, trackId: "rain", outcome: "aborted" });
  expect(cut?.entry?.heardMs).toBeGreaterThanOrEqual(60_000);
  expect(cut?.entry?.heardMs).toBeLessThanOrEqual(75_000);
  expect(cut?.verdict.verdict).toBe("billed");
});

test("a play is known to have reached its threshold the moment it does, whatever happens then", async () => {
  const world = await World.open();
  await world.pass(35_000);
  await world.boot();
  await world.pass(5_000);
  expect(world.platform.plays[0]?.verdict.verdict).toBe("billed");
});

test("a song that was written down and never sounded is failed after a restart", async () => {
  const world = await World.open();
  world.sound.isBlocked = true;
  await world.pass(5_000);
  await world.boot();
  await world.pass(5_000);
  expect(world.platform.plays[0]?.entry).toMatchObject({ outcome: "failed", heardMs: 0 });
});

type Event =
  | { readonly kind: "pass"; readonly minutes: number }
  | { readonly kind: "kill"; readonly nth: number; readonly when: "before" | "after"; readonly downMinutes: number }
  | { readonly kind: "cut" | "join" | "skip" | "pause" | "play" | "reload" };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("pass" as const), minutes: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("kill" as const),
      nth: fc.integer({ min: 1, max: 30 }),
      when: fc.constantFrom("before" as const, "after" as const),
      downMinutes: fc.integer({ min: 0, max: 90 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom("cut", "join", "skip", "pause", "play", "reload") }) },
);

const passages: fc.Arbitrary<readonly Passage[]> = fc.array(
  fc.constantFrom<Passage>("ok", "ok", "ok", "lost", "unanswered", "twice"),
  { minLength: 1, maxLength: 12 },
);

test("whatever is cut, killed, lost, sent twice, skipped or paused: the journal has no gap, and nothing is paid that did not sound", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 14 }), passages, async (events, ways) => {
      const world = await World.open({ tracks, dayAmountMicro: "2000000", offlineDays: 3 });
      let asked = 0;
      world.passage = () => ways[asked++ % ways.length] ?? "ok";
      for (const next of events) await happen(world, next);
      await world.drain();
      expect(brokenLaws(world)).toEqual([]);
      expect(world.player.view.notices).toMatchObject({ waiting: 0, isForked: false, problem: null });
    }),
    { numRuns: 60 },
  );
}, 120_000);

async function happen(world: World, next: Event): Promise<void> {
  if (next.kind === "pass") return world.pass(next.minutes * MINUTE, { step: 2_000 });
  if (next.kind === "kill")
    return world.dieAtWrite(next.nth, next.when, { downMs: next.downMinutes * MINUTE, withinMs: 30 * MINUTE });
  if (next.kind === "cut") world.isOnline = false;
  if (next.kind === "join") world.isOnline = true;
  if (next.kind === "skip") await world.player.skip();
  if (next.kind === "pause") await world.player.pause();
  if (next.kind === "play") await world.player.play();
  if (next.kind === "reload") await world.boot();
  return world.pass(MINUTE);
}
