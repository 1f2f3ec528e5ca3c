import { gzipSync } from "node:zlib";
import { box, bytes, id3, id3Frame, u16 } from "./bytes.ts";

/** A file that is not what it says, with what is said of it: a reason of refusal. */
export type Hostile = readonly [name: string, verdict: string, file: () => Uint8Array];

/** What hostile files try to reach. */
export interface Bait {
  /** An address on this machine at which nothing must ever call. */
  readonly url: string;
  /** The path of a file that nothing must ever read. */
  readonly path: string;
}

/** Files that name other files or addresses, in the hope that a reader follows them. */
export function disguises({ url, path }: Bait): Hostile[] {
  const text = (words: string) => () => Buffer.from(words);
  return [
    ["an HLS playlist of an address", "not_audio", text(`#EXTM3U\n#EXTINF:10,\n${url}/a.ts\n#EXT-X-ENDLIST\n`)],
    ["an HLS playlist of a local file", "not_audio", text(`#EXTM3U\n#EXTINF:10,\nfile://${path}\n#EXT-X-ENDLIST\n`)],
    [
      "an HLS playlist with a key at an address",
      "not_audio",
      text(`#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${url}/k"\n#EXTINF:1,\na.ts\n`),
    ],
    ["a playlist behind an MP3's tag", "not_audio", () => bytes(id3(Buffer.alloc(0)), `#EXTM3U\n#EXTINF:9,\n${url}\n`)],
    [
      "a playlist within an MP3's tag",
      "not_audio",
      () => id3(id3Frame("TXXX", Buffer.from(`\0#EXTM3U\n#EXTINF:9,\n${url}\n`))),
    ],
    ["a script that joins local files", "not_audio", text(`ffconcat version 1.0\nfile ${path}\n`)],
    ["a script that joins addresses", "not_audio", text(`ffconcat version 1.0\nfile '${url}/a.mp3'\n`)],
    [
      "a DASH manifest",
      "not_audio",
      text(
        `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet><Representation><BaseURL>${url}/</BaseURL></Representation></AdaptationSet></Period></MPD>`,
      ),
    ],
    [
      "a session description",
      "not_audio",
      text("v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n"),
    ],
    ["a redirector of RTSP", "not_audio", text(`rtsptextRTSP://127.0.0.1/a\n`)],
    ["a PLS playlist", "not_audio", text(`[playlist]\nFile1=${url}/a.mp3\nNumberOfEntries=1\n`)],
    ["an ASX playlist", "not_audio", text(`<asx version="3.0"><entry><ref href="${url}"/></entry></asx>`)],
    [
      "an XML that reads a local file",
      "not_audio",
      text(`<!DOCTYPE a [<!ENTITY x SYSTEM "file://${path}">]><a>&x;</a>`),
    ],
    [
      "an SVG with an address in it",
      "not_audio",
      text(`<svg xmlns="http://www.w3.org/2000/svg"><image href="${url}"/></svg>`),
    ],
    ["a web page", "not_audio", text(`<!doctype html><audio src="${url}/a.mp3"></audio>`)],
    ["a page behind two empty bytes", "not_audio", () => bytes("\0\0", `<script src="${url}"></script>`)],
    ["a packed WAV file", "not_audio", () => gzipSync(bytes("RIFF", 4, "WAVE"))],
    ["a PDF", "not_audio", text("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")],
    ["a program", "not_audio", () => bytes(Buffer.of(0x7f), "ELF", Buffer.alloc(4000))],
    ["a shell script", "not_audio", text(`#!/bin/sh\ncat ${path}\n`)],
    ["a ZIP archive", "not_audio", () => bytes("PK\u0003\u0004", Buffer.alloc(2000))],
    ["a film in Matroska", "format_not_supported", () => bytes(Buffer.of(0x1a, 0x45, 0xdf, 0xa3), Buffer.alloc(3000))],
    ["an MP4 film whose sound lies in another file", "damaged", () => elsewhere(`file://${path}`)],
    ["an MP4 film whose sound lies at an address", "damaged", () => elsewhere(`${url}/a.aac`)],
    ["a QuickTime film that is a reference to an address", "damaged", () => reference(url)],
    ["an MP4 file that is only its brand", "damaged", () => box("ftyp", Buffer.from("M4A \0\0\0\0"))],
  ];
}

/** An MP4 file with one sound track, whose data reference leads away. */
function elsewhere(target: string): Buffer {
  const full = (content: Uint8Array, flags = 0) => bytes(flags, content);
  const dref = box("dref", full(bytes(1, box("url ", full(bytes(target, "\0"))))));
  const sampleEntry = box(
    "mp4a",
    bytes(Buffer.alloc(6), u16(1), Buffer.alloc(8), u16(2), u16(16), Buffer.alloc(4), 44_100 * 65_536),
  );
  const table = box(
    "stbl",
    bytes(
      box("stsd", full(bytes(1, sampleEntry))),
      box("stts", full(bytes(1, 100, 1024))),
      box("stsc", full(bytes(1, 1, 100, 1))),
      box("stsz", full(bytes(512, 100))),
      box("stco", full(bytes(1, 0))),
    ),
  );
  const media = box(
    "mdia",
    bytes(
      box("mdhd", full(bytes(0, 0, 44_100, 102_400, 0))),
      box("hdlr", full(bytes(0, "soun", Buffer.alloc(13)))),
      box("minf", bytes(box("smhd", full(Buffer.alloc(4))), box("dinf", dref), table)),
    ),
  );
  const track = box("trak", bytes(box("tkhd", bytes(7, Buffer.alloc(80))), media));
  const moov = box("moov", bytes(box("mvhd", bytes(0, 0, 0, 44_100, 102_400, Buffer.alloc(80))), track));
  return bytes(box("ftyp", Buffer.from("M4A \0\0\0\0M4A ")), moov);
}

/** A QuickTime film that says where the real one is. */
function reference(target: string): Buffer {
  const place = box("rdrf", bytes(0, "url ", target.length + 1, target, "\0"));
  return bytes(box("ftyp", Buffer.from("qt  \0\0\0\0")), box("moov", box("rmra", box("rmda", place))));
}
