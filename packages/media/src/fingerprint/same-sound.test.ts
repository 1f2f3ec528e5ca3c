import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFingerprint, SILENT_ITEM, soundMs, writeFingerprint, type Fingerprint } from "./fingerprint-items.ts";
import { type Posting, rankCandidates } from "./rank-candidates.ts";
import { findSameSound } from "./same-sound.ts";
import { indexKeys, isChosenKey, searchKeys } from "./sampled-keys.ts";

/** A stream of 32-bit numbers that a seed fixes (xorshift). */
function bitsOf(seed: number): () => number {
  let state = (Math.imul(seed + 1, 0x9e37_79b1) ^ 0x2545_f491) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

/** A made-up song: each item changes six bits of the one before, as music's do. */
function song(seed: number, length = 800): Fingerprint {
  const bits = bitsOf(seed);
  let item = bits();
  return Uint32Array.from({ length }, () => {
    for (let change = 0; change < 6; change += 1) item = (item ^ (1 << (bits() % 32))) >>> 0;
    return item;
  });
}

/** The same with so many of a thousand bits turned over, as by encoding it anew. */
function encodedAnew(items: Fingerprint, perMille: number, seed = 1): Fingerprint {
  const bits = bitsOf(seed);
  return items.map((item) => {
    for (let bit = 0; bit < 32; bit += 1) if (bits() % 1000 < perMille) item ^= 1 << bit;
    return item >>> 0;
  });
}

function joined(...parts: readonly Fingerprint[]): Fingerprint {
  return Uint32Array.from(parts.flatMap((part) => [...part]));
}

/** All that an index of some fingerprints finds of one, as the server does it. */
function search(items: Fingerprint, others: readonly Fingerprint[]) {
  const keys = searchKeys(items);
  const asked = new Set(keys.map(({ key }) => key));
  const postings: Posting[] = others.flatMap((other, number) =>
    indexKeys(other)
      .filter(({ key }) => asked.has(key))
      .map((at) => ({ ...at, number })),
  );
  return rankCandidates(keys, postings, { except: -1, max: 64 }).flatMap(({ number, ...place }) => {
    const found = findSameSound(items, others[number] ?? new Uint32Array(), place);
    return found ? [{ number, ...found }] : [];
  });
}

const others = Array.from({ length: 60 }, (_, seed) => song(100 + seed));

describe("a song among sixty others", () => {
  const whole = song(7, 1900);
  const library = [...others, whole];
  test.each([
    { what: "itself", items: whole, atMs: 0, otherAtMs: 0, seconds: 238 },
    { what: "encoded anew", items: encodedAnew(whole, 30), atMs: 0, otherAtMs: 0, seconds: 238 },
    { what: "ten seconds of it", items: whole.slice(1000, 1059), atMs: 0, otherAtMs: 123_810, seconds: 10 },
    {
      what: "ten seconds of it, encoded anew and cut between two items",
      items: encodedAnew(whole.slice(1000, 1059), 75),
      atMs: 0,
      otherAtMs: 123_810,
      seconds: 10,
    },
    {
      what: "half a minute of it in the middle of another song",
      items: joined(song(8, 400), encodedAnew(whole.slice(200, 440), 30), song(9, 400)),
      atMs: 49_524,
      otherAtMs: 24_762,
      seconds: 32,
    },
  ])("is found by $what, and where", ({ items, atMs, otherAtMs, seconds }) => {
    const [found, ...more] = search(items, library);
    expect(more.filter(({ number }) => number !== 60)).toEqual([]);
    expect(found?.number).toBe(60);
    expect(Math.abs((found?.atMs ?? 0) - atMs)).toBeLessThan(700);
    expect(Math.abs((found?.otherAtMs ?? 0) - (found?.atMs ?? 0) - (otherAtMs - atMs))).toBeLessThan(130);
    expect(Math.round((found?.lengthMs ?? 0) / 1000)).toBeGreaterThanOrEqual(seconds - 1);
    expect(Math.round((found?.lengthMs ?? 0) / 1000)).toBeLessThanOrEqual(seconds + 1);
  });

  test.each([
    { what: "another song", items: song(8, 1900) },
    { what: "less than eight seconds of it", items: whole.slice(1000, 1040) },
    { what: "a recording in which every fourth bit is another", items: encodedAnew(whole, 250) },
    { what: "silence", items: new Uint32Array(500).fill(SILENT_ITEM) },
    { what: "nothing", items: new Uint32Array() },
  ])("is not found by $what", ({ items }) => {
    expect(search(items, library)).toEqual([]);
  });
});

test("silence and held tones in common are no sound in common, even around different songs", () => {
  const quiet = new Uint32Array(200).fill(SILENT_ITEM);
  const tone = new Uint32Array(200).fill(0x1234_5670);
  for (const held of [quiet, tone]) {
    const [one, other] = [joined(held, song(1, 60), held), joined(held, song(2, 60), held)];
    for (const at of [0, 100, 230, 300, 459]) expect(findSameSound(one, other, { at, offset: 0 })).toBeUndefined();
  }
});

test("unrelated songs are never taken for each other", () => {
  const made = Array.from({ length: 80 }, (_, seed) => song(1000 + seed));
  const cuts = made.map((items) => items.slice(300, 359));
  for (const [at, items] of [...made, ...cuts].entries())
    expect(search(items, made).filter(({ number }) => number !== at % made.length)).toEqual([]);
});

test("any stretch of fifteen seconds of any song is found, up to so much as noise adds", () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 40 }), (seed, at, noise) => {
      const whole = song(seed);
      const cut = encodedAnew(whole.slice(at, at + 100), noise, seed);
      expect(search(cut, [...others, whole]).map(({ number }) => number)).toContain(60);
    }),
    { numRuns: 60 },
  );
});

test("of a hundred excerpts of ten seconds, cut between two items, at least ninety-five find their song", () => {
  const found = Array.from({ length: 100 }, (_, seed) => {
    const whole = song(9_000 + seed);
    const cut = encodedAnew(whole.slice(300, 359), 70, seed);
    return search(cut, [...others, whole]).some(({ number }) => number === 60);
  });
  expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(95);
});

test("what two recordings have in common is the same whichever is asked about", () => {
  fc.assert(
    fc.property(
      fc.nat(5_000),
      fc.oneof(fc.nat(799), fc.constantFrom(0, 1, 798, 799)),
      fc.integer({ min: 198, max: 202 }),
      (seed, at, offset) => {
        const [one, other] = [song(seed), joined(song(seed + 1, 200), encodedAnew(song(seed), 40, seed))];
        const found = findSameSound(one, other, { at, offset });
        const back = findSameSound(other, one, { at: at + offset, offset: -offset });
        expect(found !== undefined).toBe(Math.abs(offset - 200) <= 1);
        expect(back && { ...back, atMs: back.otherAtMs, otherAtMs: back.atMs }).toEqual(found);
      },
    ),
  );
});

test("a song has about one key for eight items, and each of its chosen keys in the index is looked for", () => {
  const keys = indexKeys(song(7, 8_000));
  expect(keys.length).toBeGreaterThan(850);
  expect(keys.length).toBeLessThan(1_150);
  expect(keys.every(({ key }) => isChosenKey(key) && key >= 0 && key < 2 ** 28)).toBe(true);
  expect(searchKeys(song(7, 8_000))).toEqual(keys);
});

test("a key that comes again and again is kept at eight places of a recording", () => {
  const turns = [...song(3, 300)].filter((item) => isChosenKey(item >>> 4)).slice(0, 2);
  expect(turns).toHaveLength(2);
  const drone = Uint32Array.from({ length: 4_000 }, (_, at) => turns[at % 2] ?? 0);
  expect(indexKeys(drone)).toHaveLength(16);
  expect(indexKeys(new Uint32Array(4_000).fill(turns[0] ?? 0))).toHaveLength(1);
});

test("a short recording is looked for by about two hundred keys", () => {
  const asked = new Set(searchKeys(song(7, 59)).map(({ key }) => key));
  expect(asked.size).toBeGreaterThan(120);
  expect(asked.size).toBeLessThan(300);
});

test("a fingerprint is read as it was written, and not when it is cut off", () => {
  const items = song(3, 20);
  expect(readFingerprint(writeFingerprint(items))).toEqual(items);
  expect([...writeFingerprint(Uint32Array.of(0x0403_0201))]).toEqual([1, 2, 3, 4]);
  expect(() => readFingerprint(new Uint8Array(7))).toThrow("cut off");
});

test.each([
  { items: 0, ms: 0 },
  { items: 1, ms: 2_724 },
  { items: 59, ms: 9_905 },
  { items: 1_917, ms: 239_943 },
])("$items items are made of $ms ms of sound", ({ items, ms }) => {
  expect(soundMs(items)).toBe(ms);
});
