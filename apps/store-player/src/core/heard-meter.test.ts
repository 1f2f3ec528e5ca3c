import fc from "fast-check";
import { expect, test } from "vitest";
import { HeardMeter } from "./heard-meter.ts";

/** Samples of [position, audible, monotonic clock]. */
function heard(...samples: readonly (readonly [number, boolean, number])[]): number {
  const meter = new HeardMeter();
  for (const [positionMs, audible, mono] of samples) meter.sample({ positionMs, audible }, mono);
  return meter.heardMs;
}

test.each([
  {
    what: "played through",
    samples: [
      [0, true, 0],
      [1_000, true, 1_000],
      [2_000, false, 2_000],
    ],
    ms: 2_000,
  },
  {
    what: "paused in between",
    samples: [
      [0, true, 0],
      [1_000, false, 1_000],
      [1_000, true, 9_000],
      [1_500, true, 9_500],
    ],
    ms: 1_500,
  },
  {
    what: "stalled in between",
    samples: [
      [0, true, 0],
      [1_000, true, 1_000],
      [1_000, true, 8_000],
      [1_500, true, 8_500],
    ],
    ms: 1_500,
  },
  {
    what: "a jump ahead",
    samples: [
      [0, true, 0],
      [1_000, true, 1_000],
      [90_000, true, 1_100],
      [91_000, true, 2_100],
    ],
    ms: 2_000,
  },
  {
    what: "heard again",
    samples: [
      [0, true, 0],
      [1_000, true, 1_000],
      [0, true, 1_001],
      [1_000, true, 2_001],
    ],
    ms: 1_000,
  },
  {
    what: "muted",
    samples: [
      [0, false, 0],
      [60_000, false, 60_000],
    ],
    ms: 0,
  },
  {
    what: "muted after a while",
    samples: [
      [0, true, 0],
      [1_000, false, 1_000],
      [9_000, true, 9_000],
      [9_500, true, 9_500],
    ],
    ms: 1_500,
  },
  {
    what: "faster than the clock",
    samples: [
      [0, true, 0],
      [1_400, true, 1_000],
      [2_800, true, 2_000],
    ],
    ms: 2_000,
  },
] as const)("$what: $ms ms", ({ samples, ms }) => {
  expect(heard(...samples)).toBe(ms);
});

test("whatever is sampled, heard time is no more than the clock counted and no more than the media passed", () => {
  const step = fc.tuple(fc.integer({ min: -5_000, max: 5_000 }), fc.boolean(), fc.integer({ min: 0, max: 5_000 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const meter = new HeardMeter();
      let [position, mono, last] = [0, 0, 0];
      for (const [moved, audible, elapsed] of steps) {
        position = Math.max(0, position + moved);
        mono += elapsed;
        meter.sample({ positionMs: position, audible }, mono);
        expect(meter.heardMs).toBeGreaterThanOrEqual(last);
        last = meter.heardMs;
      }
      expect(meter.heardMs).toBeLessThanOrEqual(mono);
    }),
  );
});
