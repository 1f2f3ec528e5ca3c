import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Format } from "./kept-format.ts";

/** What a format is called, and what it is good for. */
export const FORMAT_WORDS: Readonly<Record<Format, { name: MessageDescriptor; use: MessageDescriptor }>> = {
  flac: { name: msg`FLAC`, use: msg`Everything that was recorded: for hi-fi, and for keeping.` },
  mp3: { name: msg`MP3`, use: msg`Plays everywhere: old players, cars, every phone.` },
  aac: { name: msg`AAC`, use: msg`Small and good; at home on phones and on everything by Apple.` },
  opus: { name: msg`Opus`, use: msg`The smallest for how it sounds; for newer players.` },
  wav: { name: msg`WAV`, use: msg`The same sound as FLAC, unpacked: for studios and DJ programs. Large.` },
  original: { name: msg`the original file`, use: msg`What the musician uploaded, byte for byte.` },
};
