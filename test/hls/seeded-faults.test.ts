import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { checkHls } from "@songkeeper/media";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";
import { FILE_FAULTS, PLAYLIST_FAULTS, type SeededFault } from "./support/file-faults.ts";
import { makeSong, readFrom, type SongFiles } from "./support/made-song.ts";

const SECONDS_16 = 16 * 44_100;
const ALL_FAULTS = [...PLAYLIST_FAULTS, ...FILE_FAULTS];

let song: SongFiles = {};

beforeAll(async () => {
  song = await makeSong(waveFile(music({ samples: SECONDS_16 })));
});

function check(files: SongFiles, depth: "structure" | "full") {
  return checkHls(readFrom(files), "master.m3u8", { http: false, depth });
}

test.each(ALL_FAULTS)("$name is found in a song and called $code", async ({ code, damage, full }) => {
  const damaged = damage(song);
  expect(damaged).not.toEqual(song);
  const codes = new Set((await check(damaged, "full")).map((fault) => fault.code));
  expect([...codes]).toContain(code);
  expect((await check(damaged, "structure")).length > 0).toBe(full !== true);
});

test("whatever faults come together, some are found", async () => {
  const anyFaults = fc.subarray<SeededFault>([...ALL_FAULTS], { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(anyFaults, async (faults) => {
      const damaged = faults.reduce((files, { damage }) => damage(files), song);
      expect(await check(damaged, "full")).not.toEqual([]);
    }),
    { numRuns: 200, seed: 20_261_120 },
  );
});

test("a file that is broken anywhere is told of, and never makes the check throw", async () => {
  const anyPlace = fc.record({
    name: fc.constantFrom("aac128.mp4", "flac.mp4"),
    place: fc.nat({ max: 4095 }),
    value: fc.integer({ min: 1, max: 255 }),
  });
  await fc.assert(
    fc.asyncProperty(anyPlace, async ({ name, place, value }) => {
      const file = Uint8Array.from(song[name] ?? []);
      file[place] = (file[place] ?? 0) ^ value;
      expect(Array.isArray(await check({ ...song, [name]: file }, "full"))).toBe(true);
    }),
    { numRuns: 300, seed: 20_261_120 },
  );
});
