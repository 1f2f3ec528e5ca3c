import { closeSync, openSync, writeSync } from "node:fs";
import { waveFrame, type DownloadTags } from "@songkeeper/media";
import { decodeSound, readSound } from "./song-sound.ts";

/** Writes a song as a WAV file of the depth in which it was uploaded. */
export async function writeWave(from: string, to: string, tags: DownloadTags, cover: Uint8Array | null): Promise<void> {
  const sound = readSound(from);
  const { head, tail } = waveFrame(sound, tags, cover);
  const target = openSync(to, "wx");
  writeSync(target, head);
  const packed = sound.bits === 16 ? packTo16 : packTo24;
  await decodeSound(sound, (pcm) => writeSync(target, packed(pcm)));
  writeSync(target, tail);
  closeSync(target);
}

/** The upper two bytes of each little-endian sample of four. */
function packTo16(pcm: Buffer): Buffer {
  const packed = Buffer.allocUnsafe(pcm.length / 2);
  for (let from = 2, to = 0; from < pcm.length; from += 4, to += 2) {
    packed[to] = pcm[from] ?? 0;
    packed[to + 1] = pcm[from + 1] ?? 0;
  }
  return packed;
}

/** The upper three bytes. */
function packTo24(pcm: Buffer): Buffer {
  const packed = Buffer.allocUnsafe((pcm.length / 4) * 3);
  for (let from = 1, to = 0; from < pcm.length; from += 4, to += 3) {
    packed[to] = pcm[from] ?? 0;
    packed[to + 1] = pcm[from + 1] ?? 0;
    packed[to + 2] = pcm[from + 2] ?? 0;
  }
  return packed;
}
