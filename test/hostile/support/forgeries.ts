import { encodeFile, type FileFormat } from "../../../apps/media-worker/src/testing/encode-file.ts";
import { lyingFlac, taggedFlac } from "../../../apps/media-worker/src/testing/flac-file.ts";
import { diceOf } from "../../../apps/media-worker/src/testing/mutate.ts";
import { music, soundOf } from "../../../apps/media-worker/src/testing/sounds.ts";
import { waveChunk, waveFile } from "../../../apps/media-worker/src/testing/wave-file.ts";
import { afterName, box, bytes, chunk, id3, id3Frame, le32, u16, u32 } from "./bytes.ts";
import type { Hostile } from "./disguises.ts";

const SONG = music({ samples: 3 * 44_100 });
const made = new Map<FileFormat, Buffer>();

/** The song in a format, encoded once. */
function song(kind: FileFormat): Buffer {
  const known =
    made.get(kind) ?? encodeFile(kind, kind === "opus" ? music({ samples: 3 * 48_000, sampleRate: 48_000 }) : SONG);
  made.set(kind, known);
  return Buffer.from(known);
}

function noise(length: number): Buffer {
  const dice = diceOf(length);
  return Buffer.from(Uint8Array.from({ length }, () => dice(256)));
}

/** Files whose headers lie, that end too early, or that unfold into far more than they are. */
export function forgeries(): Hostile[] {
  return [...empties(), ...waves(), ...flacs(), ...mp4s(), ...oggs(), ...mp3s(), ...aiffs()];
}

function empties(): Hostile[] {
  return [
    ["a byte", "not_audio", () => Buffer.of(0)],
    ["a megabyte of zeros", "not_audio", () => Buffer.alloc(1_000_000)],
    ["a megabyte of ones", "not_audio", () => Buffer.alloc(1_000_000, 0xff)],
    ["a megabyte of noise", "not_audio", () => noise(1_000_000)],
  ];
}

function waves(): Hostile[] {
  const wave = (...parts: readonly Uint8Array[]) => waveChunk("RIFF", bytes("WAVE", ...parts));
  const format = (code: number, bits: number, align: number) =>
    waveChunk(
      "fmt ",
      Buffer.from([code & 255, code >> 8, 2, 0, 0x44, 0xac, 0, 0, 0x10, 0xb1, 2, 0, align, 0, bits, 0]),
    );
  const data = waveChunk("data", noise(400_000));
  return [
    ["a WAV file without a format", "damaged", () => wave(data)],
    ["a WAV file of no bits", "format_not_supported", () => wave(format(1, 0, 4), data)],
    ["a WAV file of 255 bits", "format_not_supported", () => wave(format(1, 255, 4), data)],
    [
      "a WAV file with MP3 in it",
      "format_not_supported",
      () => wave(format(0x55, 0, 1), waveChunk("data", song("mp3"))),
    ],
    ["a WAV file of four bits", "format_not_supported", () => wave(format(2, 4, 1), data)],
    ["a WAV file of no channels", "damaged", () => waveFile(SONG, { channels: 0 })],
    ["a WAV file of 65,535 channels", "damaged", () => waveFile(SONG, { channels: 65_535 })],
    ["a WAV file of no rate", "damaged", () => waveFile(SONG, { sampleRate: 0 })],
    ["a WAV file that declares 4 GB", "too_long", () => waveFile(SONG, { dataBytes: 0xffff_fff0 })],
    [
      "a WAV file of 64-bit lengths beyond all reason",
      "too_long",
      () => waveFile(SONG, { large: "RF64", dataBytes: 2 ** 50 }),
    ],
    [
      "a WAV file whose list is longer than the file",
      "damaged",
      () => wave(format(1, 16, 4), waveChunk("LIST", Buffer.from("INFO"), 0x7fff_ffff)),
    ],
  ];
}

function flacs(): Hostile[] {
  const streamInfo = () => song("flac16").subarray(8, 42);
  const block = (kind: number, content: Uint8Array, length: number = content.length) =>
    bytes(Buffer.of(kind), u32(length).subarray(1), content);
  const flac = (...blocks: readonly Uint8Array[]) => bytes("fLaC", block(0, streamInfo()), ...blocks);
  return [
    ["a FLAC file of four letters", "damaged", () => Buffer.from("fLaC")],
    ["a FLAC file of one header", "damaged", () => bytes("fLaC", block(0x80, streamInfo()))],
    [
      "a FLAC file whose padding is longer than itself",
      "damaged",
      () => flac(block(0x81, Buffer.alloc(10), 0xff_ffff)),
    ],
    [
      "a FLAC file of four thousand million comments",
      "damaged",
      () => flac(block(0x84, bytes(le32(0), le32(0xffff_ffff)))),
    ],
    [
      "a FLAC file whose picture is longer than itself",
      "damaged",
      () => flac(block(0x86, bytes(3, 10, "image/jpeg", 0, 300, 300, 24, 0, 0x7fff_ffff))),
    ],
    [
      "a FLAC file of endless headers",
      "damaged",
      () => flac(...Array.from({ length: 20_000 }, () => block(1, Buffer.alloc(0)))),
    ],
    [
      "a FLAC header and two megabytes of noise",
      "damaged",
      () => bytes(song("flac16").subarray(0, 8500), noise(2_000_000)),
    ],
    ["a FLAC file that declares 18 days", "too_long", () => lyingFlac(SONG, 2 ** 36 - 1)],
    ["a FLAC file that declares a second less", "damaged", () => lyingFlac(SONG, 2 * 44_100)],
    ["a FLAC file with a wrong bit", "damaged", () => flipped(song("flac16"), 60_000)],
    [
      "a FLAC file with tags of ten megabytes",
      "damaged",
      () => taggedFlac(SONG, { title: "x".repeat(10_000_000) }, null),
    ],
  ];
}

function mp4s(): Hostile[] {
  const aac = () => song("aac");
  const deep = () => {
    let content: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 5000; depth++) content = box("moov", content);
    return bytes(box("ftyp", Buffer.from("M4A \0\0\0\0")), content);
  };
  return [
    ["an MP4 file cut off before its index", "damaged", () => aac().subarray(0, 20_000)],
    ["an MP4 file whose first box never ends", "damaged", () => bytes(0x7fff_ffff, aac().subarray(4))],
    [
      "an MP4 file with a box of 2^63 bytes",
      "damaged",
      () => bytes(1, "ftyp", 0x7fff_ffff, 0xffff_ffff, aac().subarray(16)),
    ],
    ["an MP4 file of five thousand boxes in each other", "damaged", deep],
    ["an MP4 file of two thousand million sizes", "damaged", () => afterName(aac(), "stsz", bytes(0, 0, 0x8000_0000))],
    ["an MP4 file of two thousand million times", "damaged", () => afterName(aac(), "stts", bytes(0, 0x8000_0000))],
    ["an MP4 file whose samples lie beyond it", "damaged", () => afterName(aac(), "stco", bytes(0, 1, 0x7fff_0000))],
    ["an MP4 file of no clock", "cut_off", () => afterName(aac(), "mdhd", u32(0), 12)],
    ["an MP4 file of no rate", "done", () => afterName(aac(), "mp4a", Buffer.alloc(4), 24)],
    [
      "an MP4 file that begins in two thousand million samples",
      "damaged",
      () => afterName(aac(), "elst", bytes(0x7fff_ffff), 12),
    ],
    ["an MP4 file of 65,535 descriptions", "damaged", () => afterName(aac(), "stsd", bytes(0, 0xffff))],
    ["an ALAC file whose cookie is noise", "damaged", () => afterName(song("alac"), "alac", noise(40), 36)],
    [
      "an MP4 file that is data alone",
      "damaged",
      () => bytes(box("ftyp", Buffer.from("M4A \0\0\0\0")), box("mdat", noise(50_000))),
    ],
  ];
}

function oggs(): Hostile[] {
  return [
    ["an Ogg page and noise", "damaged", () => bytes("OggS", Buffer.of(0, 2), noise(10_000))],
    ["an Ogg file cut off", "damaged", () => song("vorbis").subarray(0, 30_000)],
    [
      "an Ogg file of one page again and again",
      "damaged",
      () => Buffer.concat(Array(500).fill(song("vorbis").subarray(0, 58))),
    ],
    ["an Ogg file with a wrong bit", "done", () => flipped(song("vorbis"), 20_000)],
    ["an Opus file of 255 channels", "damaged", () => afterName(song("opus"), "OpusHead", Buffer.of(1, 255))],
    [
      "an Opus file that skips all of itself",
      "damaged",
      () => afterName(song("opus"), "OpusHead", Buffer.of(0xff, 0xff), 2),
    ],
    ["an Opus file of endless tags", "damaged", () => afterName(song("opus"), "OpusTags", le32(0x7fff_ffff))],
    ["a Vorbis file whose tables are noise", "damaged", () => afterName(song("vorbis"), "\u0005vorbis", noise(2000))],
  ];
}

function mp3s(): Hostile[] {
  const frames = () => song("mp3").subarray(song("mp3").indexOf(Buffer.of(0xff, 0xfb)));
  const endless = id3Frame("APIC", bytes("\0image/jpeg\0\u0003\0", noise(5000)), 16_000_000);
  return [
    ["an MP3 tag of 256 MB", "not_audio", () => bytes(id3(Buffer.alloc(0), 2 ** 28 - 1), frames())],
    [
      "an MP3 with a picture of 16 MB in five kilobytes",
      "not_audio",
      () => bytes(id3(endless, 16_000_000), Buffer.alloc(100)),
    ],
    ["an MP3 of tags alone", "not_audio", () => id3(id3Frame("TIT2", Buffer.from("\u0003Rain")))],
    ["an MP3 of ten thousand tags", "not_audio", () => Buffer.concat(Array(10_000).fill(id3(Buffer.alloc(0))))],
    [
      "an MP3 whose tag is packed and claims a gigabyte",
      "done",
      () => bytes(id3(bytes("TIT2", Buffer.of(0, 0, 0, 14, 0, 0x09), u32(2 ** 30), noise(10))), frames()),
    ],
    [
      "an MP3 that declares four thousand million frames",
      "too_long",
      () => afterName(song("mp3"), xing(), bytes(3, 0xffff_ffff)),
    ],
    ["an MP3 that is cut off", "cut_off", () => song("mp3").subarray(0, 20_000)],
    ["noise that begins like a tag", "not_audio", () => bytes(id3(Buffer.alloc(0)), noise(100_000))],
    [
      "AAC frames of nothing",
      "not_audio",
      () => Buffer.concat(Array(3000).fill(Buffer.of(0xff, 0xf1, 0x50, 0x80, 0, 0xff, 0xfc))),
    ],
  ];
}

function xing(): string {
  return song("mp3").includes("Xing") ? "Xing" : "Info";
}

function aiffs(): Hostile[] {
  const rate44 = Buffer.from("400eac44000000000000", "hex");
  const common = (channels: number, frames: number, bits: number, rate: Uint8Array = rate44) =>
    chunk("COMM", bytes(u16(channels), frames, u16(bits), rate));
  const aiff = (...chunks: readonly Uint8Array[]) => chunk("FORM", bytes("AIFF", ...chunks));
  const sound = chunk("SSND", bytes(0, 0, noise(600_000)));
  return [
    ["an AIFF file without a format", "damaged", () => aiff(sound)],
    ["an AIFF file of four thousand million samples", "damaged", () => aiff(common(2, 0xffff_ffff, 16), sound)],
    [
      "an AIFF file of an endless rate",
      "damaged",
      () => aiff(common(2, 150_000, 16, Buffer.from("7fff8000000000000000", "hex")), sound),
    ],
    ["an AIFF file of no rate", "damaged", () => aiff(common(2, 150_000, 16, Buffer.alloc(10)), sound)],
    ["an AIFF file of 65,535 channels", "damaged", () => aiff(common(65_535, 150_000, 16), sound)],
    [
      "an AIFF file whose sound lies beyond it",
      "damaged",
      () => aiff(common(2, 150_000, 16), chunk("SSND", bytes(0x7fff_ffff, 0, noise(100)))),
    ],
    [
      "an AIFF file of silence",
      "silent",
      () => aiff(common(2, 150_000, 16), chunk("SSND", bytes(0, 0, Buffer.alloc(600_000)))),
    ],
    [
      "a WAV file of next to nothing",
      "silent",
      () => waveFile(soundOf({ samples: 132_300, bits: 24 }, (at) => 0.0005 * Math.sin(at))),
    ],
  ];
}

function flipped(file: Buffer, at: number): Buffer {
  const out = Buffer.from(file);
  out[at] = (out[at] ?? 0) ^ 0x10;
  return out;
}
