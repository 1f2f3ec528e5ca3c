import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesRunBy, partsOf, readTexts } from "../../build/text-parts.ts";

const CATALOGUE = join(import.meta.dirname, "zh-CN.po");
const first = filesRunBy("src/main.tsx");

test.each([
  { files: ["src/shell/header.tsx"], parts: ["first"] },
  { files: ["src/listen/song-page.tsx"], parts: ["listen"] },
  { files: ["src/buy/buy-dialog.tsx", "src/shop/top-up.tsx"], parts: ["listen", "rooms"] },
  { files: ["src/studio/studio-page.tsx"], parts: ["rooms"] },
  { files: ["src/shell/header.tsx", "src/money/money-page.tsx"], parts: ["first", "rooms"] },
])("a text of $files comes with $parts", ({ files, parts }) => {
  expect([...partsOf(files, first)]).toEqual(parts);
});

test("the first load runs Home and the header, and neither the player bar nor another room", () => {
  expect([...first]).toEqual(expect.arrayContaining(["src/main.tsx", "src/shell/home-page.tsx", "src/shell/header.tsx"]));
  const later = /^src\/(buy|shop|money|operate|auth|claim)\/|player-bar|song-page/;
  expect([...first].filter((file) => later.test(file))).toEqual([]);
});

test("every text of a catalogue comes with some part", async () => {
  const texts = Object.values(await readTexts(CATALOGUE));
  expect(texts.length).toBeGreaterThan(500);
  expect(texts.filter(({ origin }) => partsOf(origin, first).size === 0)).toEqual([]);
});

test("a listener's pages show no text that only another room brings", async () => {
  const shown = Object.values(await readTexts(CATALOGUE)).flatMap(({ origin }) => origin);
  const run = readdirSync(join(import.meta.dirname, ".."), { recursive: true, encoding: "utf8" })
    .filter((file) => /^(listen|buy|auth)\/[^.]*\.tsx?$/.test(file))
    .flatMap((file) => [...filesRunBy(join("src", file))]);
  expect(run.length).toBeGreaterThan(100);
  const elsewhere = run.filter((file) => shown.includes(file) && partsOf([file], first).has("rooms"));
  expect(elsewhere).toEqual([]);
});
