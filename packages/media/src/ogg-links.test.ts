import fc from "fast-check";
import { expect, test } from "vitest";
import { concatBytes, utf8 } from "@songkeeper/base";
import { findOggLinks } from "./ogg-links.ts";

interface PagePlan {
  readonly flags?: number;
  readonly place?: bigint;
  readonly serial?: number;
  readonly body?: Uint8Array;
}

function page({ flags = 0, place = 2n ** 64n - 1n, serial = 1, body = new Uint8Array(10) }: PagePlan): Uint8Array {
  const head = new Uint8Array(28);
  const view = new DataView(head.buffer);
  head.set(utf8("OggS"));
  head[5] = flags;
  view.setBigUint64(6, place, true);
  view.setUint32(14, serial, true);
  head[26] = 1;
  head[27] = body.length;
  return concatBytes(head, body);
}

const VORBIS = concatBytes(Uint8Array.of(1), utf8("vorbis"), new Uint8Array(23));
const OPUS = concatBytes(utf8("OpusHead"), Uint8Array.of(1, 2, 0x38, 1, 0, 0, 0, 0, 0, 0, 0));
const FLAC_IN_OGG = concatBytes(
  Uint8Array.of(0x7f),
  utf8("FLAC\u0001\0\0\u0001fLaC\0\0\0\u0022"),
  new Uint8Array(13),
  Uint8Array.of(0xf1, 0, 0, 0, 5),
  new Uint8Array(16),
);

function linksOf(...pages: readonly Uint8Array[]) {
  const file = concatBytes(...pages);
  return findOggLinks((at, length) => file.subarray(at, at + length), file.length);
}

const BEGIN = page({ flags: 2, place: 0n, body: VORBIS });
const END = page({ flags: 4, place: 44_100n });

test.each<[string, readonly Uint8Array[], readonly (number | undefined)[] | undefined]>([
  ["Vorbis, by its last page", [BEGIN, page({}), page({ place: 1n }), END], [44_100]],
  ["Opus, without what is not heard", [page({ flags: 2, place: 0n, body: OPUS }), END], [44_100 - 312]],
  ["FLAC, by its own header", [page({ flags: 2, place: 0n, body: FLAC_IN_OGG }), END], [2 ** 32 + 5]],
  ["two songs one behind the other", [BEGIN, END, BEGIN, page({ flags: 4, place: 7n })], [44_100, 7]],
  ["a picture beside the sound", [page({ flags: 2, serial: 9 }), BEGIN, page({ serial: 9, place: 5n }), END], [44_100]],
  ["no known sound", [page({ flags: 2, body: utf8("Speex   ") }), END], [undefined]],
  ["a song without a last page", [BEGIN, page({ place: 5n })], [5]],
  ["a tag behind the last page", [BEGIN, END, utf8("TAG and more of the kind")], [44_100]],
  ["noise before the last page", [BEGIN, utf8("noise"), END], undefined],
  ["a cut page", [BEGIN, page({ place: 5n }).subarray(0, 30)], undefined],
  ["a cut page's head", [BEGIN, page({ place: 5n }).subarray(0, 20)], undefined],
  ["no page", [utf8("noise")], undefined],
])("%s", (_, pages, samples) => {
  expect(linksOf(...pages)?.map((link) => link.samples)).toEqual(samples);
});

test("the links of a chained file are ranges that follow each other", () => {
  expect(linksOf(BEGIN, END, BEGIN, END)).toMatchObject([
    { offset: 0, bytes: BEGIN.length + END.length },
    { offset: BEGIN.length + END.length, bytes: BEGIN.length + END.length },
  ]);
});

test("no bytes make the reader fail or run on", () => {
  const anyPage = fc.tuple(fc.nat(7), fc.bigInt(0n, 2n ** 64n - 1n), fc.nat(2), fc.uint8Array({ maxLength: 40 }));
  const pages = fc.array(
    fc.oneof(
      anyPage.map(([flags, place, serial, body]) => page({ flags, place, serial, body })),
      fc.uint8Array({ maxLength: 40 }),
    ),
  );
  fc.assert(fc.property(pages, (parts) => void linksOf(...parts)));
});
