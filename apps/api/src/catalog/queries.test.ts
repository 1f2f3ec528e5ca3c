import { micro, type Use } from "@songkeeper/base";
import { newTrack } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { changePrice } from "./change-price.ts";
import { createTrack } from "./create-track.ts";
import { findPricedTracks, listCatalogue } from "./queries.ts";

const NOON = new Date("2026-03-10T04:00:00.000Z");
const ONE = new Date("2026-03-10T05:00:00.000Z");
const AUDIO = { object: "audio/a.wav", sha256: "ab".repeat(32), bytes: 44, durationMs: 60_000 };

let services: TestServices;

beforeEach(async () => {
  services = await openTestServices();
});

afterEach(() => services.close());

/** Adds a song at noon and gives its id. */
async function add(title: string, prices: Partial<Record<Use, string>> = {}, at = NOON): Promise<string> {
  const credits = [
    { role: "composer", name: "Lin", perMille: 1000 },
    { role: "recording", name: "Lin", perMille: 1000 },
  ];
  const song = newTrack.parse({ title, artist: "Lin", credits, prices });
  const made = await services.transact((tx) => createTrack(tx, "musician", { song, audio: AUDIO }, at));
  if (!made.ok) throw new Error(made.reason);
  return made.value;
}

function priced(ids: string[], at: Date, use: Use = "premises_small") {
  return services.transact((tx) => findPricedTracks(tx, ids, use, at));
}

test("songs come in the order asked for, each with its price for that use, and unknown ones are left out", async () => {
  const rain = await add("Rain", { premises_small: "20000" });
  const snow = await add("Snow", { web: "2000" });
  const found = await priced([snow, "nothing", rain], NOON);
  expect(found.map(({ title, price }) => [title, price])).toEqual([
    ["Snow", undefined],
    ["Rain", { version: 1, fee: 20_000n }],
  ]);
  expect(found[1]).toMatchObject({
    version: 1,
    durationMs: 60_000,
    audioObject: AUDIO.object,
    audioSha256: AUDIO.sha256,
    audioBytes: 44,
    withdrawnAt: null,
    partyUserIds: [],
  });
  expect(await priced([], NOON)).toEqual([]);
});

test("a changed price is in force from its instant on, and before it the old one", async () => {
  const trackId = await add("Rain", { premises_small: "20000" });
  const change = { use: "premises_small", fee: micro(30_000n) } as const;
  await services.transact((tx) => changePrice(tx, { ownerId: "musician", trackId }, change, ONE));
  const before = await priced([trackId], new Date(ONE.getTime() - 1));
  const after = await priced([trackId], ONE);
  const unborn = await priced([trackId], new Date(NOON.getTime() - 1));
  expect([before, after, unborn].map(([track]) => track?.price?.version)).toEqual([1, 2, undefined]);
});

test("a price that is set while the clock has gone back is still the one in force", async () => {
  const trackId = await add("Rain", { premises_small: "20000" }, ONE);
  const change = { use: "premises_small", fee: micro(0n) } as const;
  await services.transact((tx) => changePrice(tx, { ownerId: "musician", trackId }, change, NOON));
  expect((await priced([trackId], ONE))[0]?.price).toEqual({ version: 2, fee: 0n });
});

test("the people behind a song are those of its parties whom a user has claimed, each once", async () => {
  const rain = await add("Rain");
  await services.database.db.updateTable("party").set({ user_id: "lin" }).execute();
  expect((await priced([rain], NOON))[0]?.partyUserIds).toEqual(["lin"]);
});

test("a shop's catalogue has every song that is offered for its use and not withdrawn, page after page", async () => {
  const offered: string[] = [];
  for (let minute = 0; minute < 51; minute++)
    offered.unshift(await add(`Song ${minute}`, { web: "0" }, new Date(NOON.getTime() + minute * 60_000)));
  await add("For premises", { premises_small: "0" }, ONE);
  const withdrawn = await add("Withdrawn", { web: "0" }, ONE);
  await services.database.db
    .updateTable("track")
    .set({ withdrawn_at: ONE.toISOString() })
    .where("id", "=", withdrawn)
    .execute();
  const page = (cursor?: string) => services.transact((tx) => listCatalogue(tx, "web", ONE, cursor));
  const first = await page();
  const second = await page(first.cursor ?? "");
  expect([first.items.length, second.items.length, second.cursor]).toEqual([50, 1, null]);
  expect([...first.items, ...second.items].map(({ trackId }) => trackId)).toEqual(offered);
});
