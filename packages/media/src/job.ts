/** What the server asks of a media worker: one job, one process. All paths are absolute. */
export type MediaJob = IngestJob | CoverJob | DownloadJob;

/** Checks a musician's file and makes everything that is heard and drawn of it. */
export type IngestJob = {
  readonly task: "ingest";
  /** The uploaded file; it is only read. */
  readonly input: string;
  /** An empty directory, for this job alone. */
  readonly output: string;
};

/** Checks a picture (JPEG, PNG or WebP) and makes a cover of it. */
export type CoverJob = { readonly task: "cover"; readonly input: string; readonly output: string };

/** Copies one of our own renditions into a file to keep, with tags and a cover inside; nothing is encoded again. */
export type DownloadJob = {
  readonly task: "download";
  readonly format: "flac" | "aac";
  /** The rendition of that format. */
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
};

/** What a worker says, one message each; `done` or `refused` is its last. */
export type MediaReport =
  | { readonly kind: "step"; readonly step: MediaStep; readonly share: number | null }
  | { readonly kind: "done"; readonly result: MediaResult }
  | {
      readonly kind: "refused";
      readonly reason: MediaRefusal;
      readonly facts: Readonly<Record<string, string | number>>;
    };

/** The steps of an ingest in their order; `share` (0 to 1) is told within `renditions`. `store` is the server's own. */
export const MEDIA_STEPS = ["probe", "cover", "renditions", "preview", "check", "store"] as const;
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
  | ({ readonly task: "cover" } & MadeCover)
  | { readonly task: "download"; readonly file: MadeFile };

export type IngestResult = {
  readonly source: SourceFacts;
  readonly tags: ReadTags;
  readonly loudness: Loudness;
  /** SHA-256, hex, of the decoded samples as interleaved little-endian 32-bit integers. */
  readonly pcmSha256: string;
  readonly preview: { readonly startMs: number; readonly durationMs: number };
  /** The picture in the file's tags, if there is one that can be used. */
  readonly cover: MadeCover | null;
  readonly renditions: readonly Rendition[];
  /** Every file in the output directory but the cover's. */
  readonly files: readonly MadeFile[];
};

export type SourceFacts = {
  readonly container: "wav" | "flac" | "mp3" | "mp4";
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

/** `preview` is AAC too, but a file and an address of its own. */
export const RENDITION_NAMES = ["aac128", "flac", "preview"] as const;
export type RenditionName = (typeof RENDITION_NAMES)[number];

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

export type MadeFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** `cover-1400.jpg` and `cover-300.jpg` in the output directory. The id is made of the larger one's content. */
export type MadeCover = {
  readonly coverId: string;
  /** "#rrggbb": the picture's main colour, for the page around it. */
  readonly color: string;
  readonly files: readonly MadeFile[];
};
