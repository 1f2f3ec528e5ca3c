import { expect, test } from "vitest";
import { partChosen } from "./chosen-files.ts";
import { formatText, percentDone, sizeText } from "./file-words.ts";

test.each([
  { bytes: 870, said: "0.9 kB" },
  { bytes: 870_000, said: "870 kB" },
  { bytes: 41_230_000, said: "41.2 MB" },
  { bytes: 1_234_000_000, said: "1.2 GB" },
])("$bytes bytes are told as $said", ({ bytes, said }) => {
  expect(sizeText(bytes, "en")).toBe(said);
});

test.each([
  { part: 0, whole: 10, percent: 0 },
  { part: 9_999, whole: 10_000, percent: 99 },
  { part: 10_000, whole: 10_000, percent: 100 },
  { part: 5, whole: 0, percent: 0 },
])("$part of $whole bytes are $percent per cent: all is said only when all is there", ({ part, whole, percent }) => {
  expect(percentDone(part, whole)).toBe(percent);
});

test.each([
  { container: "wav", codec: "pcm_s24le", bitDepth: 24, sampleRate: 96_000, said: "WAV, 24 bit / 96 kHz" },
  { container: "flac", codec: "flac", bitDepth: 16, sampleRate: 44_100, said: "FLAC, 16 bit / 44.1 kHz" },
  { container: "mp3", codec: "mp3", bitDepth: null, sampleRate: 48_000, said: "MP3, 48 kHz" },
  { container: "mp4", codec: "aac", bitDepth: null, sampleRate: 44_100, said: "AAC, 44.1 kHz" },
  { container: "mp4", codec: "alac", bitDepth: 24, sampleRate: 88_200, said: "ALAC, 24 bit / 88.2 kHz" },
  { container: "aiff", codec: "pcm_s24be", bitDepth: 24, sampleRate: 48_000, said: "AIFF, 24 bit / 48 kHz" },
  {
    container: "wav",
    codec: "pcm_f32le",
    bitDepth: 32,
    sampleRate: 48_000,
    said: "WAV, 32 bit float → 24 bit / 48 kHz",
  },
  { container: "wav", codec: "pcm_s32le", bitDepth: 32, sampleRate: 48_000, said: "WAV, 32 bit → 24 bit / 48 kHz" },
  { container: "aac", codec: "aac", bitDepth: null, sampleRate: 44_100, said: "AAC, 44.1 kHz" },
  { container: "ogg", codec: "vorbis", bitDepth: null, sampleRate: 44_100, said: "Ogg Vorbis, 44.1 kHz" },
  { container: "ogg", codec: "opus", bitDepth: null, sampleRate: 48_000, said: "Opus, 48 kHz" },
  { container: "ogg", codec: "flac", bitDepth: 24, sampleRate: 48_000, said: "Ogg FLAC, 24 bit / 48 kHz" },
] as const)("a file of $container with $codec is told as $said", ({ said, ...source }) => {
  const { name, detail } = formatText({ ...source, lossless: true, channels: 2, samples: 1, durationMs: 1 });
  expect(`${name}, ${detail}`).toBe(said);
});

test("of what is chosen, only sounds with something in them are sent", () => {
  const files = [
    "a.wav",
    "b.FLAC",
    "c.mp3",
    "d.m4a",
    "e.aiff",
    "f.AIF",
    "g.opus",
    "h.ogg",
    "i.aac",
    "cover.jpg",
    "mix.wav.zip",
    "noise",
  ].map((name) => ({
    name,
    size: 1,
  }));
  const { usable, unusable } = partChosen([...files, { name: "empty.wav", size: 0 }]);
  expect(usable.map(({ name }) => name)).toEqual([
    "a.wav",
    "b.FLAC",
    "c.mp3",
    "d.m4a",
    "e.aiff",
    "f.AIF",
    "g.opus",
    "h.ogg",
    "i.aac",
  ]);
  expect(unusable).toEqual([
    { name: "cover.jpg", why: "not_a_sound" },
    { name: "mix.wav.zip", why: "not_a_sound" },
    { name: "noise", why: "not_a_sound" },
    { name: "empty.wav", why: "empty" },
  ]);
});
