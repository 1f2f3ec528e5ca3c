import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { checkHls } from "@songkeeper/media";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";
import { findBox, segmentsOf } from "./support/edit-files.ts";
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
    { numRuns: 100, seed: 20_261_120 },
  );
});

test("a byte that is changed anywhere in FLAC's sound is found by reading every byte", async () => {
  const file = song["flac.mp4"] ?? new Uint8Array();
  const segments = segmentsOf(song, "flac.m3u8").map(({ offset, bytes }) => {
    const sound = offset + findBox(Buffer.from(file.subarray(offset, offset + bytes)), "mdat");
    return { from: sound, to: offset + bytes - 1 };
  });
  const anyByte = fc.constantFrom(...segments).chain(({ from, to }) => fc.integer({ min: from, max: to }));
  await fc.assert(
    fc.asyncProperty(anyByte, fc.integer({ min: 1, max: 255 }), async (place, value) => {
      const faults = await checkHls(readFrom(changed("flac.mp4", place, value)), "flac.m3u8", WHOLE_FILE);
      expect(faults).toMatchObject([{ code: "flac_frame_broken" }]);
    }),
    { numRuns: 100, seed: 20_261_120 },
  );
});

test("whatever stands in the boxes of a file, the check ends and does not throw", async () => {
  const anyPlace = fc.tuple(fc.constantFrom("aac128", "flac"), fc.nat({ max: 2047 }), fc.integer({ min: 1, max: 255 }));
  await fc.assert(
    fc.asyncProperty(anyPlace, async ([rung, place, value]) => {
      const damaged = changed(`${rung}.mp4`, place, value);
      const faults = await checkHls(readFrom(damaged), `${rung}.m3u8`, { http: false });
      expect(faults.length).toBeLessThanOrEqual(200);
    }),
    { numRuns: 500, seed: 20_261_120 },
  );
});

const WHOLE_FILE = { http: false, depth: "full" } as const;

/** The song with one byte of a file changed. */
function changed(name: string, place: number, value: number): SongFiles {
  const file = Uint8Array.from(song[name] ?? []);
  file[place] = (file[place] ?? 0) ^ value;
  return { ...song, [name]: file };
}
