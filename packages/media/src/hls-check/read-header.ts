import { boxAt, boxesIn, FieldReader, onlyBox } from "./mp4-fields.ts";
import { readSoundConfig, type SoundConfig } from "./sound-config.ts";

/** What the header of a rendition's file says. */
export interface FileHeader {
  readonly sound: SoundConfig;
  readonly trackId: number;
  /** Units a second of every time in the file. */
  readonly timescale: number;
  /** Where in the file's time the song begins: what an encoder needs for its run-up comes before. */
  readonly editStart: number;
  /** How many units are heard, if that is said; else all. */
  readonly editLength: number | null;
  /** What a packet has if its fragment says nothing. */
  readonly defaults: { readonly duration: number; readonly bytes: number };
}

/** A header that is made for no fragments. */
export class NotFragmented extends Error {}

/** Reads `ftyp` and `moov`, of one track of sound. Throws where they are broken. */
export function readHeader(bytes: Uint8Array): FileHeader {
  const boxes = boxesIn(bytes);
  const types = boxes.map(({ type }) => type).join(" ");
  if (types !== "ftyp moov") throw new Error(`${types} ≠ ftyp moov`);
  const moov = boxAt(bytes, "moov");
  const track = boxAt(moov, "trak");
  const media = boxAt(track, "mdia");
  const handler = new TextDecoder().decode(boxAt(media, "hdlr").subarray(8, 12));
  if (handler !== "soun") throw new Error(`hdlr ${handler} ≠ soun`);
  const trackId = readTrackId(boxAt(track, "tkhd"));
  const timescale = readTimescale(boxAt(media, "mdhd"));
  return {
    sound: readSoundConfig(boxAt(media, "minf/stbl/stsd")),
    trackId,
    timescale,
    ...readEdit(track, { timescale, movie: readTimescale(boxAt(moov, "mvhd")) }),
    defaults: readDefaults(moov, trackId),
  };
}

function readTrackId(tkhd: Uint8Array): number {
  const fields = new FieldReader(tkhd);
  const version = fields.uint(8);
  fields.skip(version === 0 ? 11 : 19);
  return fields.uint(32);
}

/** `mvhd` and `mdhd` begin alike. */
function readTimescale(header: Uint8Array): number {
  const fields = new FieldReader(header);
  const version = fields.uint(8);
  fields.skip(version === 0 ? 11 : 19);
  return fields.uint(32);
}

/** One edit at normal speed, or none: everything is heard then. */
function readEdit(track: Uint8Array, scales: { timescale: number; movie: number }) {
  const edits = boxesIn(track).filter(({ type }) => type === "edts");
  if (edits.length === 0) return { editStart: 0, editLength: null };
  const fields = new FieldReader(boxAt(onlyBox(edits, "edts").body, "elst"));
  const version = fields.uint(8);
  fields.skip(3);
  const count = fields.uint(32);
  const length = fields.long(version);
  const start = fields.long(version);
  const speed = fields.uint(32);
  if (count !== 1 || speed !== 65_536) throw new Error(`${count} edits at ${speed / 65_536}`);
  return { editStart: start, editLength: length === 0 ? null : (length * scales.timescale) / scales.movie };
}

function readDefaults(moov: Uint8Array, trackId: number) {
  if (!boxesIn(moov).some(({ type }) => type === "mvex")) throw new NotFragmented("no mvex");
  const trex = boxesIn(boxAt(moov, "mvex")).find(({ type }) => type === "trex");
  if (!trex) throw new NotFragmented("no trex");
  const fields = new FieldReader(trex.body);
  fields.skip(4);
  const track = fields.uint(32);
  if (track !== trackId) throw new NotFragmented(`trex ${track} ≠ ${trackId}`);
  fields.skip(4);
  return { duration: fields.uint(32), bytes: fields.uint(32) };
}
