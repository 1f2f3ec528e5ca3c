import type { MessageDescriptor } from "@lingui/core";

const MISSING: MessageDescriptor = /* i18n */ { id: "wrong.missing", message: "Please fill this in." };
const NOT_A_PRICE: MessageDescriptor = /* i18n */ {
  id: "wrong.not_a_price",
  message: "A price from ¥0 to ¥50 in whole fen.",
};

/** What is wrong with a field of a draft, by the rule that it broke: ours, and those that the server names. */
export const WRONG_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  missing: MISSING,
  too_small: MISSING,
  work_missing: /* i18n */ { id: "wrong.work_missing", message: "Name the work and who wrote it." },
  not_an_isrc: /* i18n */ {
    id: "wrong.not_an_isrc",
    message: "An ISRC has 12 signs, such as CN-A01-26-00001. Leave it empty if you have none.",
  },
  name_missing: /* i18n */ { id: "wrong.name_missing", message: "Somebody here has no name yet." },
  composer_missing: /* i18n */ { id: "wrong.composer_missing", message: "Nobody is named for the music." },
  recording_missing: /* i18n */ { id: "wrong.recording_missing", message: "Nobody is named for the recording." },
  lyricist_not_full: /* i18n */ {
    id: "wrong.lyricist_not_full",
    message: "The lyricists’ parts have to make 100 %.",
  },
  composer_not_full: /* i18n */ {
    id: "wrong.composer_not_full",
    message: "The composers’ parts have to make 100 %.",
  },
  recording_not_full: /* i18n */ {
    id: "wrong.recording_not_full",
    message: "The parts of the recording have to make 100 %.",
  },
  role_does_not_sum_to_1000: /* i18n */ { id: "wrong.sum", message: "The parts of each role have to make 100 %." },
  not_per_mille: /* i18n */ { id: "wrong.not_per_mille", message: "Everybody named needs a part above 0 %." },
  unknown_party: /* i18n */ {
    id: "wrong.unknown_party",
    message: "Somebody named here is not known any more. Take them out and name them anew.",
  },
  not_a_tempo: /* i18n */ {
    id: "wrong.not_a_tempo",
    message: "A tempo from 20 to 400 beats a minute. Leave it empty if there is no beat.",
  },
  held: /* i18n */ {
    id: "wrong.held",
    message: "This recording sounds like another one: somebody compares the two before it can be published.",
  },
  not_compared: /* i18n */ {
    id: "wrong.not_compared",
    message: "This file is still being compared with other recordings. It takes some seconds.",
  },
  not_a_price: NOT_A_PRICE,
  not_micros: NOT_A_PRICE,
  out_of_range: /* i18n */ { id: "wrong.out_of_range", message: "This amount is beyond what is allowed." },
  not_in_steps: /* i18n */ { id: "wrong.not_in_steps", message: "This amount has too many decimals." },
  not_a_fee: /* i18n */ {
    id: "wrong.not_a_fee",
    message: "A fee from ¥0 to ¥1 with at most four decimals.",
  },
  no_songs: /* i18n */ { id: "wrong.no_songs", message: "There is no song yet that has been read whole." },
  still_working: /* i18n */ {
    id: "wrong.still_working",
    message: "Files are still on their way or being read. Wait for them, or remove them.",
  },
  not_ready: /* i18n */ { id: "wrong.not_ready", message: "This file is not ready yet." },
  twice: /* i18n */ { id: "wrong.twice", message: "This file is in the release twice." },
  already_published: /* i18n */ { id: "wrong.already_published", message: "This file is in a published song already." },
  not_allowed_here: /* i18n */ { id: "wrong.not_allowed_here", message: "There are signs in it that are not allowed." },
  not_declared: /* i18n */ { id: "wrong.not_declared", message: "Please declare that you hold the rights." },
};

const NO_COVER: MessageDescriptor = /* i18n */ {
  id: "wrong.no_cover",
  message: "A release needs a cover. Choose a picture.",
};
const OTHER: MessageDescriptor = /* i18n */ {
  id: "wrong.other",
  message: "This cannot be taken as it is. Please look at it again.",
};

/** The sentence for a rule that a field broke. */
export function wrongWords({ path, rule }: { path: string; rule: string }): MessageDescriptor {
  return (path === "coverId" ? NO_COVER : WRONG_WORDS[rule]) ?? OTHER;
}

/** What a field is called in a list of what is missing, by the last words of its path. */
export const FIELD_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  title: /* i18n */ { id: "field.title", message: "Title" },
  artist: /* i18n */ { id: "field.artist", message: "Artist" },
  coverId: /* i18n */ { id: "field.cover", message: "Cover" },
  tracks: /* i18n */ { id: "field.files", message: "Files" },
  recordingId: /* i18n */ { id: "field.file", message: "File" },
  isrc: /* i18n */ { id: "field.isrc", message: "ISRC" },
  tempoBpm: /* i18n */ { id: "field.tempo", message: "Tempo" },
  energy: /* i18n */ { id: "field.energy", message: "Energy" },
  previewStartMs: /* i18n */ { id: "field.preview", message: "Preview" },
  workTitle: /* i18n */ { id: "field.work", message: "Work" },
  workWriters: /* i18n */ { id: "field.writers", message: "Writers" },
  credits: /* i18n */ { id: "field.credits", message: "Credits" },
  lyrics: /* i18n */ { id: "field.lyrics", message: "Lyrics" },
  timedLyrics: /* i18n */ { id: "field.timed-lyrics", message: "Timed lyrics" },
  sale: /* i18n */ { id: "field.sale", message: "Price to buyers" },
  usePrices: /* i18n */ { id: "field.fees", message: "Fee per play" },
  declared: /* i18n */ { id: "field.declared", message: "Rights" },
};
