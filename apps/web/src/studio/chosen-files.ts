/** What the file chooser offers: by ending too, since browsers do not agree on the types' names. */
export const SOUND_ACCEPT = ".wav,.wave,.flac,.mp3,.m4a,audio/wav,audio/flac,audio/mpeg,audio/mp4";
export const PICTURE_ACCEPT = "image/jpeg,image/png,image/webp";

const SOUND_ENDING = /\.(wav|wave|flac|mp3|m4a|mp4)$/i;

/** A file that is not worth sending, and why. */
export interface Unusable {
  readonly name: string;
  readonly why: "not_a_sound" | "empty";
}

/** Parts what was dropped or chosen: files to send, and those that would be refused for their name or emptiness alone. */
export function partChosen<F extends { readonly name: string; readonly size: number }>(
  files: readonly F[],
): { usable: F[]; unusable: Unusable[] } {
  const whyNot = ({ name, size }: F) => (!SOUND_ENDING.test(name) ? "not_a_sound" : size === 0 ? "empty" : undefined);
  return {
    usable: files.filter((file) => whyNot(file) === undefined),
    unusable: files.flatMap((file) => {
      const why = whyNot(file);
      return why ? [{ name: file.name, why }] : [];
    }),
  };
}
