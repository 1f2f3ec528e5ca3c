import { createHmac } from "node:crypto";
import { canonicalJson, concatBytes, type Day, fromHex, type Json, toHex, utf8 } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkChunk,
  CHUNK_ENTRIES_MAX,
  deviceLeafHashes,
  FIRST_PREV_HASH,
  headerHash,
  sealChunk,
  type UnsignedChunk,
  verdictLeafHashes,
  verdictRoot,
} from "./chunk.ts";
import { deviceLeafOfDisclosed, disclosePlay, verdictLeafOfDisclosed } from "./disclosed-play.ts";
import { entryLine } from "./entry.ts";
import { entrySalt, entrySalter, type VerdictFacts } from "./leaf.ts";
import { leafHash, merkleRoot } from "./merkle.ts";
import { multiProof, rootFromMultiProof } from "./multi-proof.ts";
import { anEntry, anyEntry } from "./testing/plays.ts";
import { sha256 } from "./testing/sha256.ts";

const SEED = "0123456789abcdef".repeat(4);
const anyHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
/** Any text that a JSON request can carry, lone surrogates too. */
const anyText = fc.string({ unit: "binary" });

function aChunk(differs: Partial<Omit<UnsignedChunk, "count" | "hash">> = {}): UnsignedChunk {
  const entries = [entryLine(anEntry()), entryLine(anEntry({ seq: 2 }))];
  return sealChunk(
    { deviceId: "tablet", firstSeq: 1, prevHash: FIRST_PREV_HASH, entries, seed: SEED, ...differs },
    sha256,
  );
}

function hmac(seq: number, half: number): Uint8Array {
  return new Uint8Array(createHmac("sha256", fromHex(SEED)).update(`${seq}|${half}`).digest());
}

/** H(salt ‖ canonical JSON), as the format's definition says it. */
function salted(seq: number, half: number, value: Json): Uint8Array {
  return sha256(concatBytes(hmac(seq, half), utf8(canonicalJson(value))));
}

test("an entry's salts are HMAC-SHA256 of the seed, one for each half", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.constantFrom(1 as const, 2 as const, 3 as const), (seq, half) => {
      expect(entrySalt(sha256, fromHex(SEED), seq, half)).toEqual(hmac(seq, half));
      expect(entrySalter(sha256, fromHex(SEED))(seq, half)).toEqual(hmac(seq, half));
    }),
  );
});

test("a chunk's hash is what the format defines, from its parts in canonical JSON", () => {
  fc.assert(
    fc.property(anyEntry, anyText, anyHash, (some, text, prevHash) => {
      fc.pre(text.isWellFormed());
      const firstSeq = Math.min(some.seq, 2 ** 53 - 3);
      const entry = { ...some, seq: firstSeq };
      const chunk = aChunk({ firstSeq, prevHash, entries: [entryLine(entry), text] });
      const { heardMs, priceVersion, trackId, ...rest } = entry;
      const first = [salted(firstSeq, 1, { heardMs, priceVersion, trackId }), salted(firstSeq, 2, rest)];
      const second = [salted(firstSeq + 1, 1, null), salted(firstSeq + 1, 2, text)];
      const root = merkleRoot([sha256(concatBytes(...first)), sha256(concatBytes(...second))], sha256);
      const header = sha256(utf8(canonicalJson({ count: 2, deviceId: "tablet", firstSeq })));
      expect(headerHash(chunk, sha256)).toEqual(header);
      expect(chunk.hash).toBe(toHex(sha256(concatBytes(fromHex(prevHash), header, root))));
    }),
  );
});

test("a malformed line counts to its last byte, in any script", () => {
  const rain = "雨".repeat(40);
  const leaf = sha256(concatBytes(salted(1, 1, null), salted(1, 2, rain)));
  expect(deviceLeafHashes(aChunk({ entries: [rain] }), sha256)).toEqual([leafHash(leaf, sha256)]);
});

test("the format is frozen: this chunk has this hash for ever", () => {
  expect(aChunk().hash).toBe("8b3489ca323e3ee9ebf5fa11d1c4a32e656e5f60f1de4afb9f23deb018813d92");
});

test("a sealed chunk is accepted, whatever its lines say", () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 5 }), anyHash, anyHash, (entries, prevHash, seed) => {
      expect(checkChunk(aChunk({ entries, prevHash, seed }), sha256)).toEqual({ ok: true, value: undefined });
    }),
  );
});

test("an entry that names another place of the journal is a malformed line of its own", () => {
  const moved = aChunk({ entries: [entryLine(anEntry({ seq: 7 }))] });
  expect(checkChunk(moved, sha256).ok).toBe(true);
});

test.each<[string, Partial<UnsignedChunk>, string]>([
  [
    "one changed line",
    { entries: [entryLine(anEntry()), entryLine(anEntry({ seq: 2, heardMs: 59_999 }))] },
    "bad_hash",
  ],
  ["two lines in another order", { entries: aChunk().entries.toReversed() }, "bad_hash"],
  ["another device", { deviceId: "phone" }, "bad_hash"],
  ["another place in the journal", { firstSeq: 3 }, "bad_hash"],
  ["another chunk before it", { prevHash: "1".repeat(64) }, "bad_hash"],
  ["another seed", { seed: "1".repeat(64) }, "bad_hash"],
  ["another hash", { hash: "1".repeat(64) }, "bad_hash"],
  ["a missing line", { entries: aChunk().entries.slice(1) }, "bad_envelope"],
  ["no line", { entries: [], count: 0 }, "bad_envelope"],
  ["the sequence number 0", { firstSeq: 0 }, "bad_envelope"],
  ["a sequence number that is no integer", { firstSeq: 1.5 }, "bad_envelope"],
  ["sequence numbers beyond 2^53", { firstSeq: 2 ** 53 - 1 }, "bad_envelope"],
  ["a hash in capitals", { hash: aChunk().hash.toUpperCase() }, "bad_envelope"],
  ["a short hash before it", { prevHash: "00" }, "bad_envelope"],
  ["a seed that is not hex", { seed: "x".repeat(64) }, "bad_envelope"],
  ["a device id with a space", { deviceId: "my tablet" }, "bad_envelope"],
  ["501 lines", { count: 501, entries: Array.from({ length: 501 }, () => "") }, "bad_envelope"],
])("a chunk with %s is refused", (_, differs, reason) => {
  expect(checkChunk({ ...aChunk(), ...differs }, sha256)).toMatchObject({ ok: false, reason });
});

test("a device seals at most 500 plays at once", () => {
  const lines = (count: number) => Array.from({ length: count }, (_, at) => entryLine(anEntry({ seq: at + 1 })));
  expect(aChunk({ entries: lines(CHUNK_ENTRIES_MAX) }).count).toBe(500);
  expect(() => aChunk({ entries: lines(CHUNK_ENTRIES_MAX + 1) })).toThrow(RangeError);
});

const VERDICT: VerdictFacts = {
  coveredRoles: ["lyricist"],
  day: "2026-03-10" as Day,
  feeMicro: "18000",
  priceVersion: 1,
  reason: null,
  seq: 1,
  splitVersion: 3,
  trackId: "rain",
  use: "premises_small",
  verdict: "billed",
};
const MALFORMED: VerdictFacts = {
  coveredRoles: [],
  day: null,
  feeMicro: "0",
  priceVersion: null,
  reason: "malformed",
  seq: 2,
  splitVersion: null,
  trackId: null,
  use: null,
  verdict: "rejected",
};

test("a verdict's leaf is the salted canonical JSON of what the platform said", () => {
  const leaves = [VERDICT, MALFORMED].map((facts) => salted(facts.seq, 3, { ...facts }));
  expect(verdictRoot([VERDICT, MALFORMED], SEED, sha256)).toEqual(merkleRoot(leaves, sha256));
});

test("a payee proves its play from what is shown: neither seed nor device, lease or times", () => {
  const lines = [entryLine(anEntry()), "not a play", ...[3, 4, 5].map((seq) => entryLine(anEntry({ seq })))];
  const chunk = aChunk({ entries: lines });
  const verdicts = [VERDICT, MALFORMED, ...[3, 4, 5].map((seq) => ({ ...VERDICT, seq }))];
  for (const [at, verdict] of verdicts.entries()) {
    const shown = disclosePlay({ line: lines[at] ?? "", seed: SEED, verdict }, sha256);
    expect(JSON.stringify(shown)).not.toMatch(/tablet|lease-1|boot-1|0123456789abcdef/);
    const device = { index: at, hash: leafHash(deviceLeafOfDisclosed(shown, sha256), sha256) };
    const proof = multiProof(deviceLeafHashes(chunk, sha256), [at], sha256);
    const root = rootFromMultiProof(chunk.count, [device], proof, sha256) ?? new Uint8Array();
    const parts = concatBytes(fromHex(chunk.prevHash), headerHash(chunk, sha256), root);
    expect(toHex(sha256(parts))).toBe(chunk.hash);
    const verdictLeaf = leafHash(verdictLeafOfDisclosed(shown, sha256), sha256);
    expect(verdictLeaf).toEqual(verdictLeafHashes(verdicts, SEED, sha256)[at]);
  }
});

test("whoever changes what is shown of a play changes both leaves or one, never none", () => {
  const shown = disclosePlay({ line: entryLine(anEntry()), seed: SEED, verdict: VERDICT }, sha256);
  const leaves = (play: typeof shown) =>
    toHex(deviceLeafOfDisclosed(play, sha256)) + toHex(verdictLeafOfDisclosed(play, sha256));
  const changes: Partial<typeof shown>[] = [
    { heardMs: 60_001 },
    { trackId: "snow" },
    { priceVersion: 2 },
    { feeMicro: "18001" },
    { day: "2026-03-11" as Day },
    { verdict: "held" },
    { reason: "late" },
    { seq: 2 },
    { use: "web" },
    { splitVersion: 4 },
    { coveredRoles: [] },
    { salt1: SEED },
    { salt3: SEED },
    { secondHalfHash: SEED },
  ];
  for (const change of changes) expect(leaves({ ...shown, ...change })).not.toBe(leaves(shown));
});
