import { concatBytes, fromHex, month, toHex, utf8 } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldRows, NO_ROWS, rootOfClose, stepHash } from "./close-hash.ts";
import { sha256 } from "./testing/sha256.ts";

const rows = fc.array(fc.record({ account: fc.string({ unit: "grapheme-ascii" }), plays: fc.nat() }));

test("a step done in slices has the hash of the step done at once", () => {
  fc.assert(
    fc.property(rows, rows, (some, more) => {
      const sliced = foldRows(sha256, foldRows(sha256, NO_ROWS, some), more);
      expect(sliced).toBe(foldRows(sha256, NO_ROWS, [...some, ...more]));
    }),
  );
});

test("the hash of rows tells other rows, another order and a missing row apart", () => {
  const [a, b] = [{ plays: 1 }, { plays: 2 }];
  const all = [[], [a], [b], [a, b], [b, a], [a, b, b], [[a, b]]].map((some) => foldRows(sha256, NO_ROWS, some));
  expect(new Set(all).size).toBe(all.length);
  expect(all[1]).toBe(toHex(sha256(concatBytes(fromHex(NO_ROWS), sha256(utf8('{"plays":1}'))))));
});

test("the root of a close changes with its month, its instant, each step and their order", () => {
  const frozenAt = new Date("2026-04-04T00:00:00Z");
  const march = month("2026-03");
  const steps = ["price", "allocate"].map((step) =>
    stepHash(sha256, { step, inputHash: NO_ROWS, outputHash: NO_ROWS }),
  );
  const roots = [
    rootOfClose(sha256, { month: march, frozenAt, stepHashes: steps }),
    rootOfClose(sha256, { month: month("2026-04"), frozenAt, stepHashes: steps }),
    rootOfClose(sha256, { month: march, frozenAt: new Date(0), stepHashes: steps }),
    rootOfClose(sha256, { month: march, frozenAt, stepHashes: steps.toReversed() }),
    rootOfClose(sha256, { month: march, frozenAt, stepHashes: steps.slice(1) }),
  ];
  expect(new Set(roots).size).toBe(roots.length);
  expect(steps[0]).not.toBe(stepHash(sha256, { step: "price", inputHash: "00", outputHash: NO_ROWS }));
  expect(steps[0]).not.toBe(stepHash(sha256, { step: "price", inputHash: NO_ROWS, outputHash: "00" }));
});
