import { canonicalJson } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ENTRY_LINE_CHARS_MAX, entryLine, parseEntry, parseEntryAt } from "./entry.ts";
import { anEntry, anyEntry } from "./testing/plays.ts";

test("an entry's line is its canonical JSON, and is read back as the same entry", () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      expect(entryLine(entry)).toBe(canonicalJson({ ...entry }));
      expect(parseEntry(entryLine(entry))).toEqual(entry);
    }),
  );
});

const line = entryLine(anEntry());

test.each([
  ["is not JSON", "rain"],
  ["is empty", ""],
  ["has a space", line.replace(",", ", ")],
  ["ends in a line break", `${line}\n`],
  ["has its members in another order", JSON.stringify(Object.fromEntries(Object.entries(anEntry()).toReversed()))],
  ["lacks a field", canonicalJson({ ...anEntry(), trackId: null }).replace(',"trackId":null', "")],
  ["has one field more", canonicalJson({ ...anEntry(), volume: 1 })],
  ["has a field twice", line.replace('"seq":1', '"seq":1,"seq":1')],
  ["has a number as text", canonicalJson({ ...anEntry(), seq: "1" })],
  ["has a fraction", canonicalJson({ ...anEntry(), heardMs: 0.5 })],
  ["has a negative number", canonicalJson({ ...anEntry(), wallStart: -1 })],
  ["has minus zero", line.replace('"heardMs":60000', '"heardMs":-0')],
  ["has an exponent", line.replace('"heardMs":60000', '"heardMs":6e4')],
  ["has a leading zero", line.replace('"heardMs":60000', '"heardMs":060000')],
  ["has a number beyond 2^53 - 1", line.replace('"heardMs":60000', '"heardMs":9007199254740992')],
  ["has the sequence number 0", canonicalJson({ ...anEntry(), seq: 0 })],
  ["ends before it starts", canonicalJson({ ...anEntry(), monoStart: 160_001 })],
  ["ends in no known way", canonicalJson({ ...anEntry(), outcome: "billed" })],
  ["has an empty id", canonicalJson({ ...anEntry(), leaseId: "" })],
  ["has an id of 65 characters", canonicalJson({ ...anEntry(), leaseId: "a".repeat(65) })],
  ["has an id with an escape", canonicalJson({ ...anEntry(), leaseId: 'a"b' })],
  ["is too long", canonicalJson({ ...anEntry(), trackId: "a".repeat(ENTRY_LINE_CHARS_MAX) })],
])("a line that %s is malformed", (_, text) => {
  expect(parseEntry(text)).toBeUndefined();
});

test("a clock at 1970 is a fact and not malformed", () => {
  expect(parseEntry(entryLine(anEntry({ wallStart: 0 })))?.wallStart).toBe(0);
});

test("an entry in another's place is malformed", () => {
  expect(parseEntryAt(1, line)?.seq).toBe(1);
  expect(parseEntryAt(2, line)).toBeUndefined();
});

test("a device cannot write what could not be read again", () => {
  expect(() => entryLine(anEntry({ heardMs: 0.5 }))).toThrow(RangeError);
  expect(() => entryLine(anEntry({ trackId: '","seq":2' }))).toThrow(RangeError);
});
