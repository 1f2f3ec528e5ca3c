import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { OggPages, opusTags, type DownloadTags } from "@songkeeper/media";
import { encodeSound, openLossyEncoder, type LossyPlan } from "./lossy-encoder.ts";
import { readSound } from "./song-sound.ts";

/** Opus counts in these, whatever the song's own rate is. */
const OPUS_RATE = 48_000;
/** So many packets of 20 ms fit a page, however long they are. */
const PACKETS_A_PAGE = 40;
const PRE_SKIP_AT = 10;

/**
 * Writes a song as an Opus file of about 160 kbit/s. Its head tells how many samples players leave out at the beginning,
 * and the place of its last page where the song ends, though the last packet goes on.
 */
export async function writeOpus(from: string, to: string, tags: DownloadTags, cover: Uint8Array | null): Promise<void> {
  const sound = readSound(from);
  const plan: LossyPlan = { codec: "opus", sampleRate: OPUS_RATE, channels: sound.channels };
  const encoder = openLossyEncoder(plan);
  const head = Uint8Array.from(encoder.extraData ?? []);
  const preSkip = new DataView(head.buffer).getUint16(PRE_SKIP_AT, true);
  const pages = new OggPages(serialOf(tags));
  const target = openSync(to, "wx");
  writeSync(target, pages.add([head], { position: 0n }));
  writeSync(target, pages.add([opusTags(tags, cover)], { position: 0n }));

  let waiting: Uint8Array[] = [];
  let place = 0n;
  const samples = await encodeSound(sound, encoder, plan, (packet) => {
    // The last page must say where the song ends, so the last packets wait until that is known.
    if (waiting.length === PACKETS_A_PAGE) {
      writeSync(target, pages.add(waiting, { position: place }));
      waiting = [];
    }
    waiting.push(Uint8Array.from(packet.data ?? []));
    place += packet.duration;
  });
  const end = BigInt(preSkip + samples);
  if (place < end) throw new Error("the Opus encoder kept the end of the song to itself");
  writeSync(target, pages.add(waiting, { position: end, last: true }));
  closeSync(target);
  encoder.freeContext();
}

/** Ogg wants a number that no other stream beside it has; of the same song the same file is to come. */
function serialOf({ orderId, trackNumber }: DownloadTags): number {
  return createHash("sha256").update(`${orderId}.${trackNumber}`).digest().readUInt32LE();
}
