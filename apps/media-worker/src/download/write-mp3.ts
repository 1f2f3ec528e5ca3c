import { appendFileSync, closeSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { id3Tag, type DownloadTags } from "@songkeeper/media";
import { hasNativeEncoders } from "./has-native-encoders.ts";
import { encodeMp3Portably } from "./portable-tool.ts";
import { readSound } from "./song-sound.ts";

const PIECE_BYTES = 1 << 20;

/**
 * Writes a song as an MP3 file of LAME's best variable quality. Its first frame tells how many samples the encoder put
 * before and behind the song, so that players leave them out; MP3 knows rates to 48 kHz, as AAC is made at.
 */
export async function writeMp3(from: string, to: string, tags: DownloadTags, cover: Uint8Array | null): Promise<void> {
  const bare = `${to}.bare`;
  if (await hasNativeEncoders()) {
    const { encodeMp3Natively } = await import("./native-mp3.ts");
    await encodeMp3Natively(readSound(from), bare);
  } else await encodeMp3Portably(from, bare);
  writeFileSync(to, id3Tag(tags, cover), { flag: "wx" });
  appendFile(bare, to);
  rmSync(bare);
}

function appendFile(from: string, to: string): void {
  const source = openSync(from, "r");
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let read = readSync(source, piece); read > 0; read = readSync(source, piece)) {
    appendFileSync(to, piece.subarray(0, read));
  }
  closeSync(source);
}
