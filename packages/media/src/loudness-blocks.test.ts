import fc from "fast-check";
import { expect, test } from "vitest";
import type { Loudness, LoudnessBlocks } from "./job.ts";
import { LoudnessHistogram, releaseLoudness } from "./loudness-blocks.ts";

/** What is measured of a song: nothing here hangs on its own loudness but the range and the peak. */
function song(loudnessBlocks: LoudnessBlocks | null, loudness: Partial<Loudness> = {}) {
  return { loudness: { integratedLufs: -20, rangeLu: 4, truePeakDbtp: -3, ...loudness }, loudnessBlocks };
}

test("songs of one level each have the mean of their powers, weighed by how long they are", () => {
  // Three parts of -20 LUFS and one of -14: 10·log10((3·10^-2 + 10^-1.4) / 4).
  const loudness = releaseLoudness([song([[-200, 300]]), song([[-140, 100]])]);
  expect(loudness?.integratedLufs).toBeCloseTo(10 * Math.log10((3 * 10 ** -2 + 10 ** -1.4) / 4), 6);
});

test("what is ten LU quieter than all of it does not count, though it is a song of its own", () => {
  const loudness = releaseLoudness([song([[-100, 100]]), song([[-300, 100]])]);
  expect(loudness?.integratedLufs).toBeCloseTo(-10, 6);
});

test("range and true peak are those of the widest and of the highest song", () => {
  const loudness = releaseLoudness([
    song([[-140, 10]], { rangeLu: 3, truePeakDbtp: -0.2 }),
    song([[-160, 10]], { rangeLu: 9, truePeakDbtp: -4 }),
  ]);
  expect(loudness).toMatchObject({ rangeLu: 9, truePeakDbtp: -0.2 });
});

test("a release with a song of which nothing was kept has no loudness, nor has one without songs", () => {
  expect(releaseLoudness([song([[-140, 10]]), song(null)])).toBeNull();
  expect(releaseLoudness([])).toBeNull();
});

const moments = fc.array(fc.double({ min: -90, max: 5, noNaN: true }), { minLength: 1, maxLength: 300 });

test("of a single song it is within a tenth of what its moments say without any rounding", () => {
  fc.assert(
    fc.property(moments, (lufs) => {
      const histogram = new LoudnessHistogram();
      lufs.forEach((moment) => histogram.add(moment));
      const exact = gated(lufs.filter((moment) => moment >= -70));
      // At the very edge of the gate rounding may let a block in or keep it out: such songs are left out.
      fc.pre(lufs.every((moment) => Math.abs(moment - exact.gate) > 0.11));
      const found = releaseLoudness([song(histogram.blocks())])?.integratedLufs ?? Number.NaN;
      if (exact.blocks === 0) expect(found).toBe(-70);
      else expect(Math.abs(found - exact.lufs)).toBeLessThan(0.1);
    }),
  );
});

test("the loudness of a release does not hang on the order of its songs, nor on where one ends and the next begins", () => {
  fc.assert(
    fc.property(fc.array(moments, { minLength: 1, maxLength: 6 }), (songs) => {
      const measured = songs.map((lufs) => song(histogramOf(lufs)));
      const whole = releaseLoudness([song(histogramOf(songs.flat()))]);
      expect(releaseLoudness(measured)?.integratedLufs).toBeCloseTo(whole?.integratedLufs ?? Number.NaN, 9);
      expect(releaseLoudness(measured.toReversed())?.integratedLufs).toBeCloseTo(whole?.integratedLufs ?? 0, 9);
    }),
  );
});

test("blocks are told by tenths, the quietest first, and silence is none", () => {
  expect(histogramOf([-14.04, -13.96, -30, Number.NaN, -Infinity, -70.1, -70, 99])).toEqual([
    [-700, 1],
    [-300, 1],
    [-140, 2],
    [100, 1],
  ]);
});

function histogramOf(lufs: readonly number[]): LoudnessBlocks {
  const histogram = new LoudnessHistogram();
  lufs.forEach((moment) => histogram.add(moment));
  return histogram.blocks();
}

/** Two gates as ITU-R BS.1770-5 describes them, of blocks above the first. */
function gated(lufs: readonly number[]): { lufs: number; gate: number; blocks: number } {
  const mean = (of: readonly number[]) =>
    10 * Math.log10(of.reduce((sum, level) => sum + 10 ** (level / 10), 0) / of.length);
  const gate = mean(lufs) - 10;
  return { lufs: mean(lufs.filter((level) => level >= gate)), gate, blocks: lufs.length };
}
