import { expect, test } from "vitest";
import {
  acceptDecoded,
  acceptProbed,
  decodeLimit,
  isFinerThan,
  isLossless,
  usedBits,
  type ProbedSource,
} from "./accept-source.ts";

const MINUTE = 60 * 44_100;
const song: ProbedSource = {
  container: "flac",
  codec: "flac",
  sampleRate: 44_100,
  channels: 2,
  declaredSamples: MINUTE,
};
const heard = { samples: MINUTE, errors: 0, integratedLufs: -14 };

test.each<[Partial<ProbedSource>, string]>([
  [{}, "2 channels"],
  [{ channels: 1 }, "1 channels"],
  [{ channels: 0 }, "too_many_channels"],
  [{ channels: 3 }, "too_many_channels"],
  [{ container: "wav", codec: "pcm_s24le" }, "2 channels"],
  [{ container: "wav", codec: "adpcm_ms" }, "format_not_supported"],
  [{ container: "wav", codec: "mp3" }, "format_not_supported"],
  [{ container: "mp3", codec: "mp2" }, "format_not_supported"],
  [{ container: "mp4", codec: "alac" }, "2 channels"],
  [{ container: "mp4", codec: "ac3" }, "format_not_supported"],
  [{ sampleRate: 32_000 }, "sample_rate_not_supported"],
  [{ sampleRate: 192_000, declaredSamples: undefined }, "2 channels"],
  [{ sampleRate: 384_000 }, "sample_rate_not_supported"],
  [{ sampleRate: 4_294_967_295 }, "sample_rate_not_supported"],
  [{ declaredSamples: 180 * MINUTE }, "2 channels"],
  [{ declaredSamples: 180 * MINUTE + 1 }, "too_long"],
])("a file that says %j of itself: %s", (said, verdict) => {
  const answer = acceptProbed({ ...song, ...said });
  expect(answer.ok ? `${answer.value} channels` : answer.reason).toBe(verdict);
});

test.each<[Partial<ProbedSource>, Partial<typeof heard>, string]>([
  [{}, {}, "accepted"],
  [{}, { samples: MINUTE - 4_410 }, "damaged"],
  [{}, { samples: MINUTE + 1 }, "damaged"],
  [{ container: "mp4", codec: "aac" }, { samples: MINUTE - 4_410 }, "accepted"],
  [{}, { samples: MINUTE - 4_411 }, "cut_off"],
  [{}, { samples: MINUTE - 10 * 44_100, errors: 1 }, "cut_off"],
  [{ container: "mp4", codec: "aac" }, { samples: MINUTE + 4_410 }, "accepted"],
  [{ container: "mp4", codec: "aac" }, { samples: MINUTE + 4_411 }, "damaged"],
  [{}, { samples: MINUTE + 4_411 }, "damaged"],
  [{}, { samples: 0, errors: 99 }, "damaged"],
  [{}, { errors: 1 }, "damaged"],
  [{ container: "mp3", codec: "mp3" }, { errors: 6 }, "accepted"],
  [{ container: "mp3", codec: "mp3" }, { errors: 7 }, "damaged"],
  [{ declaredSamples: undefined }, { samples: 44_100 }, "accepted"],
  [{ declaredSamples: undefined }, { samples: 44_099 }, "too_short"],
  [{ declaredSamples: undefined }, { samples: 180 * MINUTE }, "accepted"],
  [{ declaredSamples: undefined }, { samples: 180 * MINUTE + 1 }, "too_long"],
  [{}, { integratedLufs: -59.9 }, "accepted"],
  [{}, { integratedLufs: -60 }, "silent"],
  [{}, { integratedLufs: -Infinity }, "silent"],
  [{}, { integratedLufs: Number.NaN }, "silent"],
])("a file that says %j and gives %j is %s", (said, decoded, verdict) => {
  const answer = acceptDecoded({ ...song, ...said }, { ...heard, ...decoded });
  expect(answer.ok ? "accepted" : answer.reason).toBe(verdict);
});

test.each([
  [MINUTE, MINUTE + 4_411],
  [undefined, 180 * MINUTE + 1],
  [180 * MINUTE, 180 * MINUTE + 1],
])("of a file that declares %s samples, decoding stops at %i", (declaredSamples, limit) => {
  expect(decodeLimit({ ...song, declaredSamples })).toBe(limit);
});

test.each([
  ["flac", true],
  ["alac", true],
  ["pcm_f32le", true],
  ["mp3", false],
  ["aac", false],
])("%s is lossless: %s", (codec, lossless) => {
  expect(isLossless(codec)).toBe(lossless);
});

test.each([
  [16, [0x7fff_0000, -0x8000_0000], false],
  [16, [0x0001_0000, 0x0000_8000], true],
  [24, [0x0000_8000, -0x0000_0100], false],
  [24, [0x0000_0080], true],
  [32, [1], false],
])("samples of %i bits that are %j are finer than declared: %s", (bitDepth, samples, finer) => {
  expect(isFinerThan(usedBits(Int32Array.from(samples), 0), bitDepth)).toBe(finer);
});
