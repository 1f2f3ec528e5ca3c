import type { SearchResult } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp } from "../http/app.ts";
import { refusal } from "../testing/in-words.ts";
import { publishSong } from "../testing/published-song.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";

let services: TestServices;
let app: ReturnType<typeof createApp>;
beforeEach(async () => {
  services = await openTestServices();
  app = createApp(services);
});
afterEach(() => services.close());

async function search(q: string): Promise<SearchResult> {
  const response = await app.request(`/api/search?q=${encodeURIComponent(q)}`);
  expect([q, response.status]).toEqual([q, 200]);
  return (await response.json()) as SearchResult;
}

async function inWords(q: string): Promise<string> {
  const { songs, artists, releases, lines } = await search(q);
  const titles = (list: readonly { title: string }[]) => list.map(({ title }) => title).join(",");
  return `${titles(songs)} | ${artists.map(({ name }) => name).join(",")} | ${titles(releases)} | ${lines
    .map(({ song, line }) => `${song.title}: ${line}`)
    .join(",")}`;
}

async function fillTheShelf(): Promise<void> {
  const add = (told: Parameters<typeof publishSong>[1]) => publishSong(services, told);
  await add({ title: "夜", artist: "何山", release: "夜雨" });
  await add({ title: "夜雨江南", artist: "林小满", release: "山居", lyrics: "桥下\n小桥流水人家\n夜半" });
  await add({ title: "夜雨", artist: "林小满", release: "山居二" });
  await add({
    title: "Rainy Night",
    artist: "The Bridges",
    release: "Café Songs",
    timedLyrics: "[00:01]Under the bridge",
  });
  await add({ title: "Rain", artist: "Xu Wei", release: "Single" });
}

test.each([
  { q: "夜雨", found: "夜雨,夜雨江南,夜 |  | 夜雨 | " },
  { q: "夜", found: "夜,夜雨,夜雨江南 |  | 夜雨 | 夜雨江南: 夜半" },
  { q: "江南", found: "夜雨江南 |  |  | " },
  { q: "林小满 夜", found: "夜雨,夜雨江南 |  |  | " },
  { q: "小满", found: "夜雨,夜雨江南 | 林小满 | 山居二,山居 | " },
  { q: "rain", found: "Rain,Rainy Night |  |  | " },
  { q: "RAI", found: "Rain,Rainy Night |  |  | " },
  { q: "rain ", found: "Rain |  |  | " },
  { q: "night rai", found: "Rainy Night |  |  | " },
  { q: "cafe", found: "Rainy Night |  | Café Songs | " },
  { q: "bridge", found: "Rainy Night | The Bridges | Café Songs | Rainy Night: Under the bridge" },
  { q: "流水人家", found: " |  |  | 夜雨江南: 小桥流水人家" },
  { q: "桥下 流水", found: " |  |  | " },
  { q: "雪", found: " |  |  | " },
  { q: "", found: " |  |  | " },
])("typing $q into the search box finds $found", async ({ q, found }) => {
  await fillTheShelf();
  expect(await inWords(q)).toBe(found);
});

test("whatever is typed, the search answers", async () => {
  await fillTheShelf();
  const odd = [
    `"`,
    `'`,
    `"夜" OR "雨"`,
    "NEAR(夜 雨)",
    "夜 NOT 雨",
    "夜 AND",
    "AND",
    "{head} : 夜",
    "head:夜",
    "夜*",
    "*",
    "^夜",
    "夜 & | ! <-> ()",
    "':*",
    "\\",
    "夜\\' :*A",
    "-- ; drop table song",
    "%",
    "_",
    "\u0001\u0002",
    "🎵🎶",
    "👩‍👩‍👧‍👦 夜",
    "\u202e夜",
    "=夜",
    "#song",
    "夜".repeat(100),
    "a".repeat(100),
    "a ".repeat(50),
    "İıſß",
    "ﷺ".repeat(100),
  ];
  for (const q of odd) await search(q);
  // Half a character, and bytes that are none, cannot be typed, but sent.
  for (const q of ["%ED%A0%80", "%FF%FE", "%", "+", "&q=2"])
    expect([q, (await app.request(`/api/search?q=${q}`)).status < 500]).toEqual([q, true]);
});

test("words of a query that look like operators are words", async () => {
  await publishSong(services, { title: "Near and Not Or" });
  for (const q of ["near", "and not", "or near"]) expect((await search(q)).songs).toHaveLength(1);
  expect((await search("near nothing")).songs).toEqual([]);
});

test("a mark of the index's own is no word that anybody finds", async () => {
  await publishSong(services, { title: "夜" });
  for (const q of ["song", "artist", "release"]) expect((await search(q)).songs).toEqual([]);
});

test("a text that is too long, or none, is refused", async () => {
  expect(await refusal(await app.request(`/api/search?q=${"a".repeat(101)}`))).toBe("422 invalid_fields");
  expect(await refusal(await app.request("/api/search"))).toBe("422 invalid_fields");
});
