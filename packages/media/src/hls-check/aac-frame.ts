/** Syntactic elements that begin a frame (ISO 14496-3, 4.4.2.1). */
const ONE_CHANNEL = 0;
const TWO_CHANNELS = 1;
const DATA = 4;
const FILLING = 6;

/** Six bits of a channel element's eight: more than the smallest frame of silence has none. */
const FRAME_BYTES_MIN = 2;
/** 6144 bits for each channel: no decoder keeps more (ISO 14496-3, 4.5.3). */
const CHANNEL_BYTES_MAX = 768;

/** Whether a frame of AAC begins with an element for its channels; if it is whole, also whether it ends where it says. */
export function isAacFrame(frame: Uint8Array, channels: number, whole: boolean): boolean {
  const [first = 0] = frame;
  const element = first >> 5;
  const wanted = channels === 1 ? ONE_CHANNEL : TWO_CHANNELS;
  const begins = element === wanted || element === FILLING || element === DATA;
  return begins && (!whole || endsWithEnd(frame));
}

/** Whether so many bytes can be a frame for so many channels. */
export function isAacLength(bytes: number, channels: number): boolean {
  return bytes >= FRAME_BYTES_MIN && bytes <= channels * CHANNEL_BYTES_MAX;
}

/** A frame's last element is END, three bits of one; what is left of its byte is filled with zeros. */
function endsWithEnd(frame: Uint8Array): boolean {
  const last = (frame.at(-2) ?? 0) * 256 + (frame.at(-1) ?? 0);
  for (let filled = 0; filled < 8; filled++) {
    if ((last >> filled) % 8 === 7 && last % 2 ** filled === 0) return true;
  }
  return false;
}
