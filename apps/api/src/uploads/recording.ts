import type { PreviewChoice } from "./preview-choice.ts";
import type { RECORDING_STATES } from "@songkeeper/contracts";
import type { IngestResult, MediaRefusal, MediaStep } from "@songkeeper/media";

/** From the first byte on: coming, waiting for its turn, worked on, and then one of three ends; or removed. */
export type RecordingState = (typeof RECORDING_STATES)[number];

/** A file that a musician uploaded, or is uploading: its id is the upload's. */
export interface Recording {
  readonly id: string;
  readonly ownerId: string;
  readonly draftId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly state: RecordingState;
  readonly step: MediaStep | null;
  readonly refusal: MediaRefusal | null;
  readonly refusalFacts: Readonly<Record<string, string | number>>;
  /** What was found in it and made of it, once it is ready. */
  readonly result: IngestResult | null;
  readonly durationMs: number | null;
  readonly coverId: string | null;
  readonly preview: PreviewChoice;
  readonly createdAt: Date;
}

/** The names of a recording's objects. */
export const recordingObjects = {
  media: (id: string) => `media/${id}`,
  original: (id: string) => `originals/${id}`,
  previews: (id: string) => `previews/${id}`,
  preview: (id: string, making: string) => `previews/${id}/${making}`,
  cover: (coverId: string) => `covers/${coverId}`,
};

/** The rendition that shops' players fetch. */
export const SHOP_RENDITION = "aac128.mp4";
