import type { ReadBytes } from "./mp4-boxes.ts";

/** One recording in an Ogg file; a chained file has several, one behind the other, each with headers of its own. */
export interface OggLink {
  readonly offset: number;
  readonly bytes: number;
  /** Samples per channel as its last page, or FLAC's own header, declares them; none if it holds no known sound. */
  readonly samples: number | undefined;
}

const PAGE_HEAD_BYTES = 27;
const FIRST_PAGE = 2;
const LAST_PAGE = 4;
const WINDOW_BYTES = 262_144;
/** An honest song of three hours has half a million. */
const PAGES_MAX = 4_000_000;
const LINKS_MAX = 1000;
/** The place of a page on which no packet ends. */
const NOWHERE = 2n ** 64n - 1n;

/** The recordings of an Ogg file by its pages; nothing if a page is missing, cut or not where it must be. */
export function findOggLinks(read: ReadBytes, fileBytes: number): readonly OggLink[] | undefined {
  const pages = readPages(read, fileBytes);
  const links: OpenLink[] = [];
  for (let count = 0; count < PAGES_MAX; count++) {
    const next = pages.next();
    if (next.done) return next.value === "whole" ? links.map(closeLink) : undefined;
    const page = next.value;
    let link = links.at(-1);
    if (!link || (page.flags & FIRST_PAGE && link.hasSound)) {
      if (links.length === LINKS_MAX) return undefined;
      link = { offset: page.offset, end: 0, hasSound: false, stream: undefined, place: undefined };
      links.push(link);
    }
    addPage(link, page);
  }
  return undefined;
}

interface Page {
  readonly offset: number;
  readonly end: number;
  readonly flags: number;
  readonly place: bigint;
  readonly serial: number;
  /** The first bytes of what it carries. */
  readonly start: Uint8Array;
}

/** The stream of a link that is heard: the first one of a known kind. */
interface SoundStream {
  readonly serial: number;
  /** Samples at the beginning that are not heard. */
  readonly preSkip: number;
  readonly declared: number | undefined;
}

interface OpenLink {
  readonly offset: number;
  end: number;
  /** Whether more than first pages have come. */
  hasSound: boolean;
  stream: SoundStream | undefined;
  place: bigint | undefined;
}

function addPage(link: OpenLink, page: Page): void {
  link.end = page.end;
  if (page.flags & FIRST_PAGE) link.stream ??= soundStream(page);
  else link.hasSound = true;
  if (page.serial === link.stream?.serial && page.place !== NOWHERE) link.place = page.place;
}

function closeLink({ offset, end, stream, place }: OpenLink): OggLink {
  const heard = Number(place ?? 0n) - (stream?.preSkip ?? 0);
  const samples = stream && (stream.declared ?? (heard > 0 ? heard : undefined));
  return { offset, bytes: end - offset, samples };
}

function soundStream({ serial, start }: Page): SoundStream | undefined {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const magic = String.fromCharCode(...start.subarray(0, 13));
  if (magic.startsWith("\u0001vorbis")) return { serial, preSkip: 0, declared: undefined };
  if (magic.startsWith("OpusHead") && start.length >= 12) {
    return { serial, preSkip: view.getUint16(10, true), declared: undefined };
  }
  // FLAC in Ogg: its mapping's 9 bytes, "fLaC", a block's 4 bytes, and STREAMINFO with a length of 36 bits in it.
  if (!magic.startsWith("\u007fFLAC") || start.length < 35) return undefined;
  const declared = (view.getUint8(30) & 15) * 2 ** 32 + view.getUint32(31);
  return { serial, preSkip: 0, declared: declared > 0 ? declared : undefined };
}

/** Page after page, read through a window; what stands behind the last page of the last stream is of no interest. */
function* readPages(read: ReadBytes, fileBytes: number): Generator<Page, "whole" | "broken", undefined> {
  const peek = windowOf(read);
  const open = new Set<number>();
  for (let offset = 0; offset < fileBytes;) {
    const page = readPage(peek(offset, PAGE_HEAD_BYTES + 255 + 64), offset);
    if (!page) return offset > 0 && open.size === 0 ? "whole" : "broken";
    if (page.end > fileBytes) return "broken";
    if (page.flags & FIRST_PAGE) open.add(page.serial);
    if (page.flags & LAST_PAGE) open.delete(page.serial);
    yield page;
    offset = page.end;
  }
  return "whole";
}

function readPage(head: Uint8Array, offset: number): Page | undefined {
  const isPage = head.length >= PAGE_HEAD_BYTES && String.fromCharCode(...head.subarray(0, 4)) === "OggS";
  if (!isPage) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const segments = view.getUint8(26);
  const bodyAt = PAGE_HEAD_BYTES + segments;
  const body = head.subarray(PAGE_HEAD_BYTES, bodyAt).reduce((sum, size) => sum + size, 0);
  return {
    offset,
    end: offset + bodyAt + body,
    flags: view.getUint8(5),
    place: view.getBigUint64(6, true),
    serial: view.getUint32(14, true),
    start: head.subarray(bodyAt, bodyAt + Math.min(body, 64)),
  };
}

/** Small pieces of a file, of which large ones are read. */
function windowOf(read: ReadBytes): ReadBytes {
  let from = 0;
  let bytes = new Uint8Array();
  return (offset, length) => {
    if (offset < from || offset + length > from + bytes.length) {
      from = offset;
      bytes = Uint8Array.from(read(offset, WINDOW_BYTES));
    }
    return bytes.subarray(offset - from, offset - from + length);
  };
}
