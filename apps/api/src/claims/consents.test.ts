import type { consentGiven, consentList, ownReleasePage } from "@songkeeper/contracts";
import type { z } from "zod";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listCatalogue } from "../catalog/queries.ts";
import { tieParty } from "../ledger/tie-party.ts";
import { refusal } from "../testing/in-words.ts";
import { answerOf, openSongMarket, type SongMarket } from "../testing/song-market.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json } from "../testing/test-player.ts";

type Person = SongMarket["buyer"];

let market: SongMarket;
let zhou: Person;
let he: Person;
let cover: string;
beforeEach(async () => {
  market = await openSongMarket();
  zhou = await joined("周墨", "zhou@example.com");
  he = await joined("何山", "he@example.com");
  market.moveClock(60_000);
  cover = await market.publish({
    title: "合唱",
    release: "合唱",
    origin: "cover",
    workTitle: "合唱（原曲）",
    workWriters: "周墨、何山",
    credits: [
      { role: "lyricist", name: "周墨", perMille: 1000 },
      { role: "composer", name: "何山", perMille: 300 },
      { role: "composer", name: "周墨", perMille: 200 },
      { role: "composer", name: "林小满", perMille: 500 },
      { role: "recording", name: "林小满", perMille: 1000 },
    ],
  });
});
afterEach(() => market.close());

/** Somebody who has taken their party by an invitation already, and gave no leave with it. */
async function joined(name: string, email: string): Promise<Person> {
  const person = await market.join(email);
  const address = `/api/tracks/${market.songs.snow}/invitations`;
  const { url } = await answerOf<{ url: string }>(await market.mei.send(address, json("POST", { name })));
  const secret = url.split("/").at(-1);
  await answerOf(await person.send(`/api/claims/${secret}`, json("POST", { realName: name, consent: false })));
  return person;
}

const asked = async (of: Person) => (await answerOf<z.infer<typeof consentList>>(await of.send("/api/consents"))).items;
const titlesAsked = async (of: Person) => (await asked(of)).map(({ title }) => title);
const agree = async (by: Person, name: string, trackId = cover) =>
  by.send(`/api/tracks/${trackId}/consent`, json("POST", { partyId: await market.partyOf(name) }));
const isForSale = async (trackId = cover) => (await refusal(await market.order({ [trackId]: 800_000n }))) === "200";
const told = async (userId: string, topic: string) =>
  ((await rowsOf(market.services.database.db, "outbox")) as { recipient: string; topic: string; params: string }[])
    .filter((message) => message.recipient === userId && message.topic === topic)
    .map(({ params }) => params);
const own = async () => {
  const page = await answerOf<z.infer<typeof ownReleasePage>>(await market.mei.send("/api/studio/releases"));
  return page.items.flatMap(({ tracks }) => tracks).find(({ id }) => id === cover);
};

test("a writer who has joined is shown the covers that wait for their leave, with the work and their parts", async () => {
  const [waiting, ...more] = await asked(zhou);
  expect(waiting).toEqual({
    trackId: cover,
    title: "合唱",
    artist: "林小满",
    coverId: null,
    publishedAt: market.services.now().toISOString(),
    workTitle: "合唱（原曲）",
    workWriters: "周墨、何山",
    ownerName: "mei",
    partyId: await market.partyOf("周墨"),
    parts: [
      { role: "lyricist", perMille: 1000 },
      { role: "composer", perMille: 200 },
    ],
  });
  expect(more.map(({ title }) => title)).toEqual(["回声"]);
  expect(await titlesAsked(he)).toEqual(["合唱"]);
  expect([await titlesAsked(market.mei), await titlesAsked(market.buyer)]).toEqual([[], []]);
  expect(await refusal(await market.send("/api/consents"))).toBe("401 not_signed_in");
});

test("a cover is for sale once the last of its writers who had joined before agreed, and its musician is told", async () => {
  expect([await isForSale(), (await own())?.waitsFor]).toEqual([false, ["周墨", "何山"]]);
  expect(await answerOf<z.infer<typeof consentGiven>>(await agree(zhou, "周墨"))).toEqual({ cleared: false });
  expect([await isForSale(), (await own())?.waitsFor, (await own())?.cleared]).toEqual([false, ["何山"], false]);
  expect(await titlesAsked(zhou)).toEqual(["回声"]);
  expect(await told(market.mei.userId, "song_cleared")).toEqual([]);
  market.moveClock(60_000);
  expect(await answerOf<z.infer<typeof consentGiven>>(await agree(he, "何山"))).toEqual({ cleared: true });
  expect([await isForSale(), (await own())?.waitsFor, (await own())?.cleared]).toEqual([true, [], true]);
  expect(await told(market.mei.userId, "song_cleared")).toEqual(['{"title":"合唱"}']);
  expect(await isForSale(market.songs.echo)).toBe(false);
});

test("shops find a cover once its writers agreed", async () => {
  const priced = await market.publish({
    title: "店里的合唱",
    origin: "remix",
    workTitle: "合唱",
    workWriters: "何山",
    prices: { premises_small: "20000" },
    credits: [
      { role: "composer", name: "何山", perMille: 1000 },
      { role: "recording", name: "林小满", perMille: 1000 },
    ],
  });
  const { services } = market;
  const found = async () => {
    const { items } = await services.transact((tx) => listCatalogue(tx, "premises_small", services.now()));
    return items.some(({ trackId }) => trackId === priced);
  };
  expect(await found()).toBe(false);
  await answerOf(await agree(he, "何山", priced));
  expect(await found()).toBe(true);
});

test("leave given again, at once or later, is the one that was given", async () => {
  await agree(zhou, "周墨");
  const [first] = (await rowsOf(market.services.database.db, "consent")) as { given_at: string }[];
  market.moveClock(60_000);
  const again = await Promise.all([1, 2, 3].map(async () => (await agree(zhou, "周墨")).json()));
  expect(again).toEqual([{ cleared: false }, { cleared: false }, { cleared: false }]);
  expect(await rowsOf(market.services.database.db, "consent")).toEqual([first]);
  await agree(he, "何山");
  expect(await answerOf(await agree(zhou, "周墨"))).toEqual({ cleared: true });
  expect(await told(market.mei.userId, "song_cleared")).toHaveLength(1);
});

test("two writers who agree at the same moment clear the song", async () => {
  const answers = await Promise.all([agree(zhou, "周墨"), agree(he, "何山")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await isForSale()).toBe(true);
});

test("only a writer gives leave, for a song that waits for theirs, and as themselves", async () => {
  expect(await refusal(await agree(he, "周墨"))).toBe("404 not_found");
  expect(await refusal(await agree(market.mei, "周墨"))).toBe("404 not_found");
  expect(await refusal(await agree(he, "何山", market.songs.echo))).toBe("404 not_found");
  expect(await refusal(await agree(zhou, "周墨", market.songs.rain))).toBe("404 not_found");
  expect(await refusal(await agree(zhou, "周墨", "nothing"))).toBe("404 not_found");
  expect(await refusal(await zhou.send(`/api/tracks/${cover}/consent`, json("POST", {})))).toBe("422 invalid_fields");
  expect(await refusal(await market.send(`/api/tracks/${cover}/consent`, json("POST", { partyId: "x" })))).toBe(
    "401 not_signed_in",
  );
  expect(await rowsOf(market.services.database.db, "consent")).toEqual([]);
});

test("a cover of a work that turns out to be its musician's own needs nobody's leave", async () => {
  const { songs, services, publish } = market;
  const own = await publish({
    title: "旧作",
    origin: "cover",
    workTitle: "旧作",
    workWriters: "林深",
    credits: [
      { role: "composer", name: "林深", perMille: 1000 },
      { role: "recording", name: "林小满", perMille: 1000 },
    ],
  });
  const { party_id: partyId } = await services.transact((tx) =>
    tx.selectFrom("credit").select("party_id").where("name", "=", "林深").executeTakeFirstOrThrow(),
  );
  const moment = { now: services.now(), timeZone: services.config.timeZone };
  await services.transact((tx) => tieParty(tx, { partyId, email: "mei@example.com" }, moment));
  expect([await isForSale(own), await isForSale(songs.echo)]).toEqual([true, false]);
});

test("a cover that was withdrawn waits for nobody until it is back", async () => {
  const post = (what: string) => market.mei.send(`/api/tracks/${cover}/${what}`, json("POST", {}));
  await post("withdraw");
  expect(await titlesAsked(he)).toEqual([]);
  await post("restore");
  expect(await titlesAsked(he)).toEqual(["合唱"]);
});
