import type { RecordingView } from "@songkeeper/client";
import { isHere } from "./file-rows.ts";

/** What the file chooser offers: by ending too, since browsers do not agree on the types' names. */
export const SOUND_ACCEPT =
  ".wav,.wave,.bwf,.rf64,.flac,.aif,.aiff,.aifc,.m4a,.mp3,.aac,.ogg,.oga,.opus,audio/wav,audio/flac,audio/aiff,audio/mp4,audio/mpeg,audio/aac,audio/ogg";
export const PICTURE_ACCEPT = "image/jpeg,image/png,image/webp";

const SOUND_ENDING = /\.(wav|wave|bwf|rf64|flac|aiff?|aifc|m4a|mp4|mp3|aac|ogg|oga|opus)$/i;

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
