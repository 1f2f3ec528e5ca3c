import { encodeFile, type FileFormat } from "../../../apps/media-worker/src/testing/encode-file.ts";
import { taggedFlac } from "../../../apps/media-worker/src/testing/flac-file.ts";
import { music } from "../../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../../apps/media-worker/src/testing/wave-file.ts";
import { pictureFile } from "../../../apps/api/src/testing/picture-file.ts";
import { bytes, chunk, id3, id3Frame, u16 } from "./bytes.ts";

const LASTS = 1.1;
const SONG = music({ samples: LASTS * 44_100, channels: 1 });
const AT_48 = music({ samples: LASTS * 48_000, sampleRate: 48_000, channels: 1 });

/** Good files of every kind, as short as may be: what is mutated. */
export function seedFiles(): readonly (readonly [name: string, file: Uint8Array])[] {
  const encoded = (kind: FileFormat) => encodeFile(kind, kind === "opus" ? AT_48 : SONG);
  return [
    ["WAV", waveFile(SONG)],
    ["WAV of floats", waveFile(SONG, { samples: "float32", extensible: true })],
    ["FLAC with tags and a picture", taggedFlac(SONG, { lyrics: "雨".repeat(200) }, pictureFile(320))],
    ["AIFF", aiff()],
    ["M4A", encoded("aac")],
    ["ALAC", encoded("alac")],
    ["ADTS", encoded("adts")],
    ["MP3 with tags", bytes(id3(id3Frame("TIT2", Buffer.from("\u0003雨"))), encoded("mp3"))],
    ["Vorbis", encoded("vorbis")],
    ["Opus", encoded("opus")],
  ];
}

function aiff(): Buffer {
  const { pcm } = SONG;
  const samples = Buffer.alloc(pcm.length * 2);
  pcm.forEach((sample, at) => samples.writeInt16BE(sample >> 16, at * 2));
  const common = chunk("COMM", bytes(u16(1), pcm.length, u16(16), Buffer.from("400eac44000000000000", "hex")));
  return chunk("FORM", bytes("AIFF", common, chunk("SSND", bytes(0, 0, samples))));
}
