import {
  CONTAINERS,
  FIRST_HEARD,
  JAIL_LAYERS,
  JAIL_STATES,
  MEDIA_REFUSALS,
  MEDIA_STEPS,
  RENDITION_NAMES,
  type MediaReady,
  type MediaReport,
} from "@songkeeper/media";
import { z } from "zod";

const count = z.int().nonnegative();
const text = z.string().max(100_000).nullable();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
const fileName = z.string().regex(/^[a-z0-9][a-z0-9-]*\.(mp4|m3u8|dat|bin|jpg|flac|m4a|wav|mp3|opus)$/u);
const madeFile = z.strictObject({ name: fileName, bytes: count, sha256 });
const madeCover = z.strictObject({
  coverId: z.string().regex(/^[0-9a-z]{1,64}$/u),
  color: z.string().regex(/^#[0-9a-f]{6}$/u),
  files: z.array(madeFile).max(10),
});

const source = z.strictObject({
  container: z.enum(CONTAINERS),
  codec: z.string().max(40),
  lossless: z.boolean(),
  sampleRate: count,
  channels: z.literal([1, 2]),
  bitDepth: count.nullable(),
  samples: count,
  durationMs: count,
});

const tags = z.strictObject({
  title: text,
  artist: text,
  album: text,
  isrc: text,
  lyricist: text,
  composer: text,
  trackNumber: count.nullable(),
  lyrics: text,
});

const rendition = z.strictObject({
  name: z.enum(RENDITION_NAMES),
  file: fileName,
  playlist: fileName,
  codecs: z.enum(["mp4a.40.2", "fLaC"]),
  peakBandwidth: count,
  averageBandwidth: count,
  sampleRate: count,
  durationMs: count,
});

const preview = z.strictObject({ startMs: count, durationMs: count });
const loudness = z.strictObject({ integratedLufs: z.number(), rangeLu: z.number(), truePeakDbtp: z.number() });
/** From -70.0 to +10.0 LUFS by tenths there are fewer than a thousand. */
const loudnessBlocks = z.array(z.tuple([z.int().min(-700).max(100), count])).max(1000);
const character = z.strictObject({
  tempoBpm: z.number().min(20).max(400).nullable(),
  energy: z.literal([1, 2, 3, 4, 5]),
});

/** What an ingest found and made. */
export const ingestResult = z.strictObject({
  source,
  tags,
  loudness,
  loudnessBlocks: loudnessBlocks.nullable().default(null),
  character: character.nullable().default(null),
  pcmSha256: sha256,
  preview,
  cover: madeCover.nullable(),
  renditions: z.array(rendition).max(10),
  files: z.array(madeFile).max(20),
});
const previewed = z.strictObject({
  task: z.literal("preview"),
  preview,
  rendition,
  files: z.array(madeFile).max(10),
});
/** A song of three hours has some 2,700 segments. */
const segment = z.strictObject({ samples: count, offset: count, bytes: count });
const grown = z.strictObject({
  kind: z.literal("grown"),
  rendition: z.literal(FIRST_HEARD),
  sampleRate: count,
  headerBytes: count,
  segments: z.array(segment).max(3000),
});
const ingested = ingestResult.extend({ task: z.literal("ingest") });

/**
 * A worker's report as it must be. The worker has had a stranger's file in its hands, so nothing it says is taken
 * unseen; above all no name of a file that would lead out of the output directory.
 */
export const mediaReport: z.ZodType<MediaReport> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("step"),
    step: z.enum(MEDIA_STEPS),
    share: z.number().min(0).max(1).nullable(),
  }),
  grown,
  z.strictObject({
    kind: z.literal("done"),
    result: z.discriminatedUnion("task", [
      ingested,
      previewed,
      madeCover.extend({ task: z.literal("cover") }),
      z.strictObject({ task: z.literal("download"), file: madeFile }),
    ]),
  }),
  z.strictObject({
    kind: z.literal("refused"),
    reason: z.enum(MEDIA_REFUSALS),
    facts: z.record(z.string().max(40), z.union([z.string().max(200), z.number()])),
  }),
]);

/** What a worker says first, before it has a stranger's file in its hands. */
export const mediaReady: z.ZodType<MediaReady> = z.strictObject({
  kind: z.literal("ready"),
  layers: z
    .array(z.strictObject({ name: z.enum(JAIL_LAYERS), state: z.enum(JAIL_STATES), detail: z.string().max(500) }))
    .max(JAIL_LAYERS.length),
});
