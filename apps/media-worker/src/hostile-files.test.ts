import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { encodeFile } from "./testing/encode-file.ts";
import { flacParts, lyingFlac, taggedFlac } from "./testing/flac-file.ts";
import { ingest, runOn, verdict } from "./testing/run-ingest.ts";
import { music, seeded, soundOf } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

const SONG = music({ samples: 5 * 44_100 });
const SILENCE = { samples: 5 * 44_100 };

function noise(bytes: number): Buffer {
  const dice = seeded(bytes);
  return Buffer.from(Uint8Array.from({ length: bytes }, () => (dice() + 1) * 128));
}

function changed(file: Buffer, at: number, bytes: Buffer): Buffer {
  bytes.copy(file, at);
  return file;
}

/** The bytes after a name, such as a box's or a chunk's, changed. */
function afterName(file: Buffer, name: string, bytes: Buffer): Buffer {
  const at = file.indexOf(name);
  expect(at).toBeGreaterThan(0);
  return changed(file, at + name.length, bytes);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

test.each<[string, string, () => Uint8Array]>([
  ["nothing", "not_audio", () => new Uint8Array()],
  ["noise", "not_audio", () => noise(1_000_000)],
  [
    "noise that begins like an MP3's tags",
    "not_audio",
    () => Buffer.concat([Buffer.from("ID3\u0004\0\0\0\0\0\0"), noise(100_000)]),
  ],
  ["a JPEG", "not_audio", () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), noise(10_000)])],
  [
    "an HLS playlist of a local file",
    "not_audio",
    () => Buffer.from("#EXTM3U\n#EXTINF:10,\n/etc/passwd\n#EXT-X-ENDLIST\n"),
  ],
  [
    "a playlist behind an MP3's tags",
    "not_audio",
    () => Buffer.from("ID3\u0004\0\0\0\0\0\0#EXTM3U\n#EXTINF:10,\n/etc/passwd\n"),
  ],
  ["a script that joins local files", "not_audio", () => Buffer.from("ffconcat version 1.0\nfile /etc/passwd\n")],
  ["an SVG", "not_audio", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ["noise that begins like an Ogg file", "damaged", () => Buffer.concat([Buffer.from("OggS"), noise(10_000)])],
  ["a WavPack file", "format_not_supported", () => Buffer.concat([Buffer.from("wvpk"), noise(10_000)])],
  ["a WAV header alone", "damaged", () => waveFile(soundOf({ samples: 0 }, () => 0))],
  ["a WAV file that is cut off", "cut_off", () => waveFile(SONG).subarray(0, 400_000)],
  ["a WAV file of 65,535 channels", "damaged", () => waveFile(SONG, { channels: 65_535 })],
  ["a WAV file of six channels", "too_many_channels", () => waveFile(SONG, { channels: 6 })],
  ["a WAV file of 4 GHz", "damaged", () => waveFile(SONG, { sampleRate: 2 ** 32 - 1 })],
  ["a WAV file of 32 kHz", "sample_rate_not_supported", () => waveFile(SONG, { sampleRate: 32_000 })],
  ["a WAV file that declares 3 GB", "cut_off", () => waveFile(SONG, { dataBytes: 1_800_000_000 })],
  ["a WAV file of less than a second", "too_short", () => waveFile(music({ samples: 44_099 }))],
  ["silence", "silent", () => waveFile(soundOf(SILENCE, () => 0))],
  ["next to silence", "silent", () => waveFile(soundOf({ ...SILENCE, bits: 24 }, (at) => 0.0005 * Math.sin(at)))],
  ["a FLAC file that is cut off", "cut_off", () => encodeFile("flac16", SONG).subarray(0, 200_000)],
  [
    "a FLAC header and noise",
    "damaged",
    () => Buffer.concat([encodeFile("flac16", SONG).subarray(0, 8500), noise(2_000_000)]),
  ],
  [
    "a FLAC file with a wrong bit",
    "damaged",
    () => changed(encodeFile("flac16", SONG), 100_000, Buffer.of(0, 0, 0, 0)),
  ],
  ["a FLAC file that declares 18 days", "too_long", () => lyingFlac(SONG, 2 ** 36 - 1)],
  ["a FLAC file that declares a second more", "cut_off", () => lyingFlac(SONG, 6 * 44_100)],
  ["a FLAC file that declares a second less", "damaged", () => lyingFlac(SONG, 4 * 44_100)],
  ["an M4A file that is cut off", "damaged", () => encodeFile("aac", SONG).subarray(0, 60_000)],
  [
    "an M4A file with two thousand million samples",
    "damaged",
    () => afterName(encodeFile("aac", SONG), "stsz", Buffer.concat([uint32(0), uint32(0), uint32(2 ** 31)])),
  ],
  [
    "an M4A file whose box is longer than the file",
    "damaged",
    () => changed(encodeFile("aac", SONG), 0, uint32(0x7fff_ffff)),
  ],
])("%s is refused: %s", async (_, reason, file) => {
  expect(verdict(await runOn("ingest", file()))).toBe(reason);
});

test("a FLAC file that has lost a single frame is damaged", async () => {
  const flac = encodeFile("flac16", SONG);
  const { frames } = flacParts(SONG);
  const sync = frames.subarray(0, 4);
  const [from, to] = [flac.indexOf(sync, 100_000), flac.indexOf(sync, flac.indexOf(sync, 100_000) + 4)];
  expect(verdict(await runOn("ingest", Buffer.concat([flac.subarray(0, from), flac.subarray(to)])))).toBe("damaged");
});

test("a FLAC file with a single bit turned in its sound is damaged, wherever that is", async () => {
  const flac = encodeFile("flac16", SONG);
  for (const at of [20_000, 30_011, 50_022, 111_133, 222_244, flac.length - 500]) {
    const file = Buffer.from(flac);
    file[at] = (file[at] ?? 0) ^ 1;
    expect(verdict(await runOn("ingest", file))).toBe("damaged");
  }
});

test("eight hours of silence in a small file are stopped before anything is encoded, declared or not", async () => {
  const hours = eightHours();
  expect(hours.length).toBeLessThan(6_000_000);
  const declared = await runOn("ingest", hours);
  hours.fill(0, 22, 26);
  hours.writeUInt8((hours[21] ?? 0) & 0xf0, 21);
  const silentAboutIt = await runOn("ingest", hours);
  for (const job of [declared, silentAboutIt]) {
    expect(verdict(job)).toBe("too_long");
    expect(readdirSync(job.output)).toEqual([]);
  }
});

/** Silence as FLAC, one frame repeated again and again, each with its own number and checksums. */
function eightHours(): Buffer {
  const samples = 8 * 3600 * 44_100;
  const silence = soundOf({ samples: 10 * 4096 }, () => 0);
  const file = lyingFlac(silence, samples);
  const { frames } = flacParts(silence);
  const second = frames.indexOf(frames.subarray(0, 4), 4);
  const body = frames.subarray(6, second - 2);
  const all: Buffer[] = [file.subarray(0, file.length - frames.length)];
  for (let number = 0; number * 4096 < samples; number++) {
    // FLAC numbers its frames in the manner of UTF-8.
    const start = Buffer.concat([frames.subarray(0, 4), Buffer.from(String.fromCodePoint(number))]);
    const frame = Buffer.concat([start, Buffer.of(crc(start, 8, 0x07)), body]);
    const check = crc(frame, 16, 0x8005);
    all.push(frame, Buffer.of(check >> 8, check & 255));
  }
  return Buffer.concat(all);
}

function crc(bytes: Buffer, width: 8 | 16, polynomial: number): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) {
      const carry = (sum >> (width - 1)) & 1;
      sum = ((sum << 1) ^ (carry ? polynomial : 0)) & (2 ** width - 1);
    }
  }
  return sum;
}

test("tags of a megabyte, with characters that mislead, come out short and clean", async () => {
  const evil = {
    title: `\u202Egpj.niaR\u202C${"x".repeat(1_000_000)}`,
    artist: "L\u0007i\u2066",
    isrc: "'; drop table",
  };
  const { result } = await ingest(taggedFlac(SONG, evil, null));
  expect(result.tags.title).toBe(`gpj.niaR${"x".repeat(292)}`);
  expect(result.tags.artist).toBe("Li");
  expect(result.tags.isrc).toBeNull();
});

test("a tag that is no UTF-8, or has a zero in it, is no reason to refuse a song", async () => {
  const file = taggedFlac(SONG, { title: "Rain-at-night", album: "Tea\u0000house" }, null);
  file[file.indexOf("-at-")] = 0xff;
  const { result } = await ingest(file);
  expect(result.tags.title).toMatch(/^Rain.+at-night$/u);
  expect(result.tags.title?.isWellFormed()).toBe(true);
  expect(result.tags.album).toBe("Tea");
});

test("an MP3 may be named by its tags alone, and says nothing of its length", async () => {
  const mp3 = encodeFile("mp3", SONG);
  const { result } = await ingest(
    Buffer.concat([Buffer.from("ID3\u0004\0\0\0\0\0\0"), mp3.subarray(mp3.indexOf(Buffer.of(0xff, 0xfb)))]),
  );
  expect(result.source.container).toBe("mp3");
});
