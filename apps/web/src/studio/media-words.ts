import type { MessageDescriptor } from "@lingui/core";
import type { RecordingView } from "@songkeeper/client";
import { lengthText } from "../shell/time-text.ts";

type MediaStep = NonNullable<RecordingView["step"]>;
type MediaRefusal = NonNullable<RecordingView["refusal"]>;

/** What is done to a file, step by step. */
export const STEP_WORDS: Record<MediaStep, MessageDescriptor> = {
  probe: /* i18n */ { id: "media.step.probe", message: "Reading the file" },
  cover: /* i18n */ { id: "media.step.cover", message: "Making the cover" },
  renditions: /* i18n */ {
    id: "media.step.renditions",
    message: "Making every quality from 64 kbit/s to lossless, and measuring the sound",
  },
  preview: /* i18n */ { id: "media.step.preview", message: "Making the preview" },
  check: /* i18n */ { id: "media.step.check", message: "Checking what was made" },
  store: /* i18n */ { id: "media.step.store", message: "Storing" },
};

/** Why a file was refused, and what to do. The facts that a sentence names are those that the server tells. */
export const REFUSAL_WORDS: Record<MediaRefusal, { why: MessageDescriptor; advice: MessageDescriptor }> = {
  not_audio: {
    why: /* i18n */ { id: "media.not_audio", message: "There is no music in this file, whatever its name says." },
    advice: /* i18n */ { id: "media.not_audio.do", message: "Export the song as WAV or FLAC, then choose that file." },
  },
  format_not_supported: {
    why: /* i18n */ {
      id: "media.format_not_supported",
      message: "This kind of sound is not taken.",
    },
    advice: /* i18n */ {
      id: "media.format_not_supported.do",
      message:
        "Export it as WAV, FLAC, AIFF or Apple Lossless, which lose nothing, or as MP3, AAC, Ogg Vorbis or Opus.",
    },
  },
  damaged: {
    why: /* i18n */ { id: "media.damaged", message: "The file is damaged: parts of it cannot be read." },
    advice: /* i18n */ {
      id: "media.damaged.do",
      message: "Export it anew from your music program, and see whether it plays to its end before you choose it.",
    },
  },
  cut_off: {
    why: /* i18n */ {
      id: "media.cut_off",
      message: "The file ends too early: it says {declared}, but only {decoded} are there.",
    },
    advice: /* i18n */ {
      id: "media.cut_off.do",
      message: "It was probably copied or exported only in part. Copy or export it again, then choose it.",
    },
  },
  too_many_channels: {
    why: /* i18n */ {
      id: "media.too_many_channels",
      message: "The file has {channels} channels; songs here have one or two.",
    },
    advice: /* i18n */ {
      id: "media.too_many_channels.do",
      message: "Mix it down to stereo and export that, then choose that file.",
    },
  },
  sample_rate_not_supported: {
    why: /* i18n */ {
      id: "media.sample_rate_not_supported",
      message: "The sample rate of {sampleRate} Hz is not taken.",
    },
    advice: /* i18n */ {
      id: "media.sample_rate_not_supported.do",
      message:
        "Export the song from your project with 44.1, 48, 88.2, 96, 176.4 or 192 kHz. Changing the rate of this file brings nothing back.",
    },
  },
  too_short: {
    why: /* i18n */ { id: "media.too_short", message: "This is shorter than a second." },
    advice: /* i18n */ { id: "media.too_short.do", message: "Choose the whole song." },
  },
  too_long: {
    why: /* i18n */ { id: "media.too_long", message: "This lasts {duration}; a song may last three hours." },
    advice: /* i18n */ { id: "media.too_long.do", message: "Cut it into several songs." },
  },
  silent: {
    why: /* i18n */ { id: "media.silent", message: "There is nothing to hear: the file is silent." },
    advice: /* i18n */ {
      id: "media.silent.do",
      message: "Perhaps a track was muted when it was exported. Export it again and listen to it first.",
    },
  },
  not_a_picture: {
    why: /* i18n */ { id: "media.not_a_picture", message: "This is not a picture that can be read." },
    advice: /* i18n */ { id: "media.not_a_picture.do", message: "Choose a JPEG, PNG or WebP." },
  },
  picture_too_large: {
    why: /* i18n */ {
      id: "media.picture_too_large",
      message: "This picture is too large: at most 30 MB and 50 million points.",
    },
    advice: /* i18n */ { id: "media.picture_too_large.do", message: "3,000 × 3,000 points are plenty." },
  },
  picture_too_small: {
    why: /* i18n */ { id: "media.picture_too_small", message: "This picture is too small ({width} × {height})." },
    advice: /* i18n */ { id: "media.picture_too_small.do", message: "Choose a larger one; square looks best." },
  },
};

/** The facts of a refusal as its sentence names them: lengths as times, numbers as they are. */
export function refusalValues(facts: RecordingView["refusalFacts"]): Record<string, string> {
  const length = (ms: string | number | undefined) => lengthText(Number(ms ?? 0));
  return {
    declared: length(facts["declaredMs"]),
    decoded: length(facts["decodedMs"]),
    duration: length(facts["durationMs"]),
    channels: `${facts["channels"] ?? "?"}`,
    sampleRate: `${facts["sampleRate"] ?? "?"}`,
    width: `${facts["width"] ?? "?"}`,
    height: `${facts["height"] ?? "?"}`,
  };
}
