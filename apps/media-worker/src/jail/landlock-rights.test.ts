import { expect, test } from "vitest";
import { landlockRules } from "./landlock-rights.ts";

test.each([
  { version: 1, files: 0x1fffn, network: 0n, scopes: 0n },
  { version: 2, files: 0x3fffn, network: 0n, scopes: 0n },
  { version: 3, files: 0x7fffn, network: 0n, scopes: 0n },
  { version: 4, files: 0x7fffn, network: 3n, scopes: 0n },
  { version: 5, files: 0xffffn, network: 3n, scopes: 0n },
  { version: 6, files: 0xffffn, network: 3n, scopes: 3n },
  { version: 9, files: 0xffffn, network: 3n, scopes: 3n },
])("Landlock $version is asked for what it knows, and for nothing else", ({ version, ...rules }) => {
  expect(landlockRules(version)).toEqual(rules);
});
