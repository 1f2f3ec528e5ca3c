import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { checkProduct } from "../../apps/media-worker/src/task/check-product.ts";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";
import { replace } from "./support/edit-files.ts";
import { FILE_FAULTS } from "./support/file-faults.ts";
import { ingestSong, type SongFiles } from "./support/made-song.ts";

let made: Awaited<ReturnType<typeof ingestSong>>;

beforeAll(async () => {
  made = await ingestSong(waveFile(music({ samples: 16 * 44_100 })));
});

function check(files: SongFiles): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "songkeeper-product-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return checkProduct(folder, made.result.renditions);
}

test("what an ingest made is found whole", async () => {
  await expect(check(made.files)).resolves.toBeUndefined();
});

test.each(FILE_FAULTS.filter(({ full }) => !full))("an ingest that made $name fails", async ({ damage }) => {
  await expect(check(damage(made.files))).rejects.toThrow(/\.(?:mp4|m3u8)/u);
});

test("an ingest fails by its preview too, and by a rung that it promised and did not make", async () => {
  const wrong = replace("preview.m3u8", /#EXTINF:1/u, "#EXTINF:2")(made.files);
  await expect(check(wrong)).rejects.toThrow(/^preview\.m3u8 segment 1: extinf_wrong/u);
  const { "aac256.m3u8": _, ...without } = made.files;
  await expect(check(without)).rejects.toThrow(/^aac256\.m3u8: unreadable/u);
});
