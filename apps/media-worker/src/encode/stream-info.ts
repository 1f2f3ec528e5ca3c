const STREAM_INFO_BYTES = 34;

/** Where FLAC's own header stands in the header of an MP4 file: its length, the sound's length and its checksum. */
export function findStreamInfo(mp4Header: Uint8Array): { at: number; bytes: Uint8Array } {
  // "dfLa", version and flags, then a block of type STREAMINFO that is the last one, of 34 bytes.
  const start = Buffer.from("dfLa\0\0\0\0\u0080\0\0\u0022", "latin1");
  const found = Buffer.from(mp4Header).indexOf(start);
  const at = found + start.length;
  const bytes = mp4Header.subarray(at, at + STREAM_INFO_BYTES);
  if (found < 0 || bytes.length !== STREAM_INFO_BYTES) throw new Error("the MP4 file has no FLAC header");
  return { at, bytes };
}
