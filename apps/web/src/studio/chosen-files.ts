import type { RecordingView } from "@songkeeper/client";
import { isHere } from "./file-rows.ts";

/** What the file chooser offers: by ending too, since browsers do not agree on the types' names. */
export const SOUND_ACCEPT = ".wav,.wave,.flac,.mp3,.m4a,audio/wav,audio/flac,audio/mpeg,audio/mp4";
export const PICTURE_ACCEPT = "image/jpeg,image/png,image/webp";

const SOUND_ENDING = /\.(wav|wave|flac|mp3|m4a|mp4)$/i;

/** A file that is not worth sending, and why. */
export interface Unusable {
  readonly name: string;
  readonly why: "not_a_sound" | "empty" | "here";
}

/**
 * Parts what was dropped or chosen: files to send, and those that would be refused for their name or emptiness alone, or
 * have arrived whole before: who goes on after a cut line chooses all of them again.
 */
export function partChosen<F extends { readonly name: string; readonly size: number }>(
  files: readonly F[],
  here: readonly RecordingView[] = [],
): { usable: F[]; unusable: Unusable[] } {
  const whyNot = (file: F) => {
    if (!SOUND_ENDING.test(file.name)) return "not_a_sound";
    if (file.size === 0) return "empty";
    return here.some((recording) => isHere(recording, file)) ? "here" : undefined;
  };
  return {
    usable: files.filter((file) => whyNot(file) === undefined),
    unusable: files.flatMap((file) => {
      const why = whyNot(file);
      return why ? [{ name: file.name, why }] : [];
    }),
  };
}
