import type { IngestResult, MadeFile, PreviewPlace } from "@songkeeper/media";
import { z } from "zod";

/** Where a recording's preview is to begin, and what was made of such a wish. */
export interface PreviewChoice {
  /** As its musician wished last; null for the loudest part, of which a preview is made with the recording. */
  readonly wishedMs: number | null;
  /** The one that was made last, of this wish or of the one before. */
  readonly made: ChosenPreview | null;
}

/** A preview from where its musician wished; a place too near the song's end was moved. */
export interface ChosenPreview {
  readonly wishedMs: number;
  /** Tells this making's objects from those of every other. */
  readonly making: string;
  readonly preview: PreviewPlace;
  readonly files: readonly MadeFile[];
}

/** The preview that everybody hears now. */
export interface PreviewInForce extends PreviewPlace {
  /** Null for that which was made with the recording. */
  readonly making: string | null;
  readonly files: readonly MadeFile[];
}

const PREVIEW_FILES = new Set(["preview.mp4", "preview.m3u8"]);
const file = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });
const stored = z.object({
  wishedMs: z.number(),
  making: z.string(),
  preview: z.object({ startMs: z.number(), durationMs: z.number() }),
  files: z.array(file),
});

/** A choice as it stands in the database. */
export function previewChoice(row: { preview_start_ms: bigint | null; preview: string | null }): PreviewChoice {
  return {
    wishedMs: row.preview_start_ms === null ? null : Number(row.preview_start_ms),
    made: row.preview === null ? null : stored.parse(JSON.parse(row.preview)),
  };
}

/**
 * Which preview is heard: the one that was wished for, and until it is made the one before. A song is never without one,
 * and who publishes need not wait.
 */
export function previewInForce(result: Pick<IngestResult, "preview" | "files">, choice: PreviewChoice): PreviewInForce {
  const { made } = choice;
  if (made === null || isLoudest(result, choice)) {
    const files = result.files.filter(({ name }) => PREVIEW_FILES.has(name));
    return { ...result.preview, making: null, files };
  }
  return { ...made.preview, making: made.making, files: made.files };
}

/** Whether the wish is what was made with the recording: nothing is to be made for it. */
export function isLoudest({ preview }: Pick<IngestResult, "preview">, { wishedMs }: PreviewChoice): boolean {
  return wishedMs === null || wishedMs === preview.startMs;
}
