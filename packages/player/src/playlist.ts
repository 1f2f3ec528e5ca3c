/** One way in which a song can be heard. */
export interface Rung {
  /** As its playlist is named: "aac64", "aac128", "aac256", "flac" or "preview". */
  readonly name: string;
  readonly url: string;
  /** Bits a second at its densest. */
  readonly bandwidth: number;
  /** What a SourceBuffer is told of it. */
  readonly type: string;
}

/** Bytes in a file. */
export interface ByteRange {
  readonly offset: number;
  readonly bytes: number;
}

/** A piece of a song; times are seconds of the song. */
export interface Piece extends ByteRange {
  readonly at: number;
  readonly length: number;
}

/** A rung's pieces, all in one file. */
export interface PieceList {
  readonly fileUrl: string;
  readonly header: ByteRange;
  readonly headerUrl: string;
  readonly pieces: readonly Piece[];
  /** Seconds of all pieces. */
  readonly length: number;
  /** Whether no more pieces come; of a song that is still being made they do. */
  readonly whole: boolean;
}

export const AAC_TYPE = 'audio/mp4; codecs="mp4a.40.2"';
const MICROS = 1_000_000;

/** The rungs of a master playlist, the smallest first; none where the text is a rung's own playlist. */
export function readMaster(text: string, url: string): Rung[] {
  const lines = linesOf(text);
  const rungs = lines.flatMap((line, index) => {
    const uri = lines[index + 1];
    if (!line.startsWith("#EXT-X-STREAM-INF:") || uri === undefined) return [];
    const bandwidth = Number(/BANDWIDTH=(\d+)/.exec(line)?.[1] ?? 0);
    const codec = /CODECS="([^"]*)"/.exec(line)?.[1] ?? "mp4a.40.2";
    // HLS writes fLaC; browsers know it as flac.
    const type = `audio/mp4; codecs="${/^flac$/i.test(codec) ? "flac" : codec}"`;
    return [{ name: rungName(uri), url: new URL(uri, url).href, bandwidth, type }];
  });
  return rungs.toSorted((one, other) => one.bandwidth - other.bandwidth);
}

/** A rung that is known by its own playlist alone, as a preview is. */
export function onlyRung(url: string): Rung {
  return { name: rungName(url), url, bandwidth: 128_000, type: AAC_TYPE };
}

/** The pieces of a rung's playlist; throws where it is not of the form that we write. */
export function readPieces(text: string, url: string): PieceList {
  const lines = linesOf(text);
  const [, headerUri, headerBytes, headerOffset] =
    /^#EXT-X-MAP:URI="([^"]+)",BYTERANGE="(\d+)@(\d+)"$/m.exec(lines.join("\n")) ?? [];
  if (headerUri === undefined) throw new Error("a playlist without the header of its file");
  const pieces: Piece[] = [];
  let [micros, length, range, file]: [number, number, ByteRange | undefined, string] = [0, 0, undefined, headerUri];
  for (const line of lines) {
    if (line.startsWith("#EXTINF:")) length = Math.round(Number(line.slice(8).split(",")[0]) * MICROS);
    else if (line.startsWith("#EXT-X-BYTERANGE:")) range = rangeOf(line.slice(17));
    else if (!line.startsWith("#") && range) {
      file = line;
      pieces.push({ ...range, at: micros / MICROS, length: length / MICROS });
      micros += length;
    }
  }
  return {
    fileUrl: new URL(file, url).href,
    headerUrl: new URL(headerUri, url).href,
    header: { offset: Number(headerOffset), bytes: Number(headerBytes) },
    pieces,
    length: micros / MICROS,
    whole: lines.includes("#EXT-X-ENDLIST"),
  };
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function rungName(uri: string): string {
  return /([\w-]+)\.m3u8(?:$|\?)/.exec(uri)?.[1] ?? "";
}

function rangeOf(text: string): ByteRange {
  const [, bytes, offset] = /^(\d+)@(\d+)$/.exec(text) ?? [];
  if (bytes === undefined) throw new Error(`a byte range of no known form: ${text}`);
  return { bytes: Number(bytes), offset: Number(offset) };
}
