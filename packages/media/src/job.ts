import type { Segment } from "./segments.ts";

/** What the server asks of a media worker: one job, one process. All paths are absolute. */
export type MediaJob = IngestJob | PreviewJob | CoverJob | DownloadJob;

/** Checks a musician's file and makes everything that is heard and drawn of it. */
export type IngestJob = {
  readonly task: "ingest";
  /** The uploaded file; it is only read. */
  readonly input: string;
  /** An empty directory, for this job alone. */
  readonly output: string;
};

/** Makes the preview of a file that was ingested anew, from where its musician wishes. */
export type PreviewJob = {
  readonly task: "preview";
  /** The uploaded file, as it was ingested. */
  readonly input: string;
  readonly output: string;
  /** Where in the song it is to begin; a place too near the end is moved. */
  readonly startMs: number;
};

/** Checks a picture (JPEG, PNG or WebP) and makes a cover of it. */
export type CoverJob = { readonly task: "cover"; readonly input: string; readonly output: string };

/** The formats of a file to keep that are made of a rendition: FLAC and AAC by copying it, the others of the FLAC one. */
export const DOWNLOAD_KINDS = ["flac", "aac", "wav", "mp3", "opus"] as const;
export type DownloadKind = (typeof DOWNLOAD_KINDS)[number];

/** Makes a file to keep of one of our own renditions, with tags and a cover inside. */
export type DownloadJob = {
  readonly task: "download";
  readonly format: DownloadKind;
  /** The rendition that it is made of: `aac256.mp4` for AAC, `flac.mp4` for every other format. */
  readonly input: string;
  readonly output: string;
  readonly tags: DownloadTags;
  /** A JPEG, or none. */
  readonly cover: string | null;
};

export type DownloadTags = {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly trackNumber: number;
  readonly trackCount: number;
  /** ISO date of the release. */
  readonly date: string;
  readonly isrc: string | null;
  readonly lyricists: readonly string[];
  readonly composers: readonly string[];
  readonly lyrics: string | null;
  /** The order under which it was bought. */
  readonly orderId: string;
  readonly loudness: Loudness;
  /** That of the whole release, where it is known. */
  readonly releaseLoudness: Loudness | null;
};

/** What a worker says, one message each; `done` or `refused` is its last. */
export type MediaReport =
  | { readonly kind: "step"; readonly step: MediaStep; readonly share: number | null }
  | ({ readonly kind: "grown" } & Growth)
  | { readonly kind: "done"; readonly result: MediaResult }
  | {
      readonly kind: "refused";
      readonly reason: MediaRefusal;
      readonly facts: Readonly<Record<string, string | number>>;
    };

/**
 * A rendition in the making has grown by some segments that can be heard already: they lie in its file, and neither
 * they nor the header will change. Only the rendition that is heard first grows in public.
 */
export type Growth = {
  readonly rendition: typeof FIRST_HEARD;
  readonly sampleRate: number;
  readonly headerBytes: number;
  /** The new ones only, in order. */
  readonly segments: readonly Segment[];
};

/** The steps of an ingest in their order; `share` (0 to 1) is told within `renditions`. `store` is the server's own. */
export const MEDIA_STEPS = ["probe", "renditions", "preview", "cover", "check", "store"] as const;
export type MediaStep = (typeof MEDIA_STEPS)[number];

/** Why a file is refused: facts, for which pages have words. */
export const MEDIA_REFUSALS = [
  "not_audio",
  "format_not_supported",
  "damaged",
  "cut_off",
  "too_many_channels",
  "sample_rate_not_supported",
  "too_short",
  "too_long",
  "silent",
  "not_a_picture",
  "picture_too_large",
  "picture_too_small",
] as const;
export type MediaRefusal = (typeof MEDIA_REFUSALS)[number];

export type MediaResult =
  | ({ readonly task: "ingest" } & IngestResult)
  | ({ readonly task: "preview" } & PreviewResult)
  | ({ readonly task: "cover" } & MadeCover)
  | { readonly task: "download"; readonly file: MadeFile };

export type IngestResult = {
  readonly source: SourceFacts;
  readonly tags: ReadTags;
  readonly loudness: Loudness;
  /**
   * How often each momentary loudness was met (400 ms every 100 ms, ITU-R BS.1770-5), as pairs of tenths of a LUFS and a
   * count, the quietest first: of these the loudness of a whole release is reckoned. Null for files ingested before this
   * was kept.
   */
  readonly loudnessBlocks: LoudnessBlocks | null;
  /** An estimate, offered to the musician and never imposed. Null for files ingested before it was made. */
  readonly character: Character | null;
  /** SHA-256, hex, of the decoded samples as interleaved little-endian 32-bit integers. */
  readonly pcmSha256: string;
  readonly preview: PreviewPlace;
  /** The picture in the file's tags, if there is one that can be used. */
  readonly cover: MadeCover | null;
  readonly renditions: readonly Rendition[];
  /** Every file in the output directory but the cover's. */
  readonly files: readonly MadeFile[];
};

export type PreviewPlace = { readonly startMs: number; readonly durationMs: number };

/** `preview.mp4` and `preview.m3u8`. */
export type PreviewResult = {
  readonly preview: PreviewPlace;
  readonly rendition: Rendition;
  readonly files: readonly MadeFile[];
};

export type LoudnessBlocks = readonly (readonly [tenthsOfLufs: number, count: number])[];

/** How fast a song goes (beats a minute; null where no beat was found) and how lively it is, from 1 (calm) to 5. */
export type Character = { readonly tempoBpm: number | null; readonly energy: 1 | 2 | 3 | 4 | 5 };

/** What is decoded here, named as FFmpeg's demultiplexers are. `aac` is a bare ADTS stream. */
export const CONTAINERS = ["wav", "flac", "aiff", "mp3", "mp4", "aac", "ogg"] as const;

export type SourceFacts = {
  readonly container: (typeof CONTAINERS)[number];
  readonly codec: string;
  readonly lossless: boolean;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Bits a sample; null for a lossy codec. */
  readonly bitDepth: number | null;
  /** Samples per channel, as decoded. */
  readonly samples: number;
  readonly durationMs: number;
};

/** What the file's tags say, cleaned: no control or direction characters, nothing longer than a form takes. */
export type ReadTags = {
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly isrc: string | null;
  readonly lyricist: string | null;
  readonly composer: string | null;
  readonly trackNumber: number | null;
  readonly lyrics: string | null;
};

/** By EBU R 128: integrated loudness (LUFS), range (LU), true peak (dBTP). */
export type Loudness = {
  readonly integratedLufs: number;
  readonly rangeLu: number;
  readonly truePeakDbtp: number;
};

/** AAC by its kbit/s, FLAC of a lossless source. `preview` is AAC too, but a file and an address of its own. */
export const RENDITION_NAMES = ["aac64", "aac128", "aac256", "flac", "preview"] as const;
export type RenditionName = (typeof RENDITION_NAMES)[number];

/** The rendition that its musician hears while the others are still made; shops' players fetch it too. */
export const FIRST_HEARD = "aac128";

export type Rendition = {
  readonly name: RenditionName;
  /** `<name>.mp4` and `<name>.m3u8` in the output directory. */
  readonly file: string;
  readonly playlist: string;
  /** As RFC 6381 writes it: "mp4a.40.2", "fLaC". */
  readonly codecs: string;
  /** Bits a second: the largest segment's, and the whole file's. */
  readonly peakBandwidth: number;
  readonly averageBandwidth: number;
  readonly sampleRate: number;
  readonly durationMs: number;
};

/** The waveform's names in the output directory, in audiowaveform's binary form: 100 columns a second, and 800 in all. */
export const WAVEFORM_FILE = "waveform.dat";
export const OVERVIEW_FILE = "overview.dat";

/**
 * Chromaprint's items (algorithm 1) of the whole song in the output directory: unsigned 32-bit little-endian integers,
 * one about every 0.124 s.
 */
export const FINGERPRINT_FILE = "fingerprint.bin";

export type MadeFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** `cover-1400.jpg` and `cover-300.jpg` in the output directory. The id is made of the larger one's content. */
export type MadeCover = {
  readonly coverId: string;
  /** "#rrggbb": the picture's main colour, for the page around it. */
  readonly color: string;
  readonly files: readonly MadeFile[];
};
