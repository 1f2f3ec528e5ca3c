import { expect, test } from "vitest";
import { mutate } from "../../apps/media-worker/src/testing/mutate.ts";
import { fuzz } from "./support/fuzz-run.ts";
import { seedFiles } from "./support/seeds.ts";

/** A slice of what `npm run fuzz` runs whole. */
const MUTATIONS = 25;

test.each(seedFiles())(
  "no mutation of a %s ends its jailed process, outlasts its deadline or leaves a file",
  { timeout: 240_000 },
  async (_, file) => {
    const { words, crashes, overruns, leftovers } = await fuzz(file, 0, MUTATIONS);
    expect({ crashes, overruns, leftovers }).toEqual({ crashes: [], overruns: [], leftovers: [] });
    expect(words.filter(({ thrown }) => thrown)).toEqual([]);
    expect(words.map(({ number }) => number)).toEqual(Array.from({ length: MUTATIONS }, (_unused, at) => at));
    // Without a refusal nothing would have been mutated.
    expect(words.some(({ verdict }) => verdict !== "done")).toBe(true);
  },
);

test("a mutation is the same for the same number, and another for another", () => {
  const [, file] = seedFiles()[0] ?? ["", new Uint8Array()];
  expect(mutate(file, 7)).toEqual(mutate(file, 7));
  expect(mutate(file, 7)).not.toEqual(mutate(file, 8));
});
