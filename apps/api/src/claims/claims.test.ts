import { month } from "@songkeeper/base";
import type { claim, claimed, claimView, invitationMade } from "@songkeeper/contracts";
import type { z } from "zod";
import { afterEach, beforeEach, expect, test } from "vitest";
import { markTied } from "../ledger/party-queries.ts";
import { refusal } from "../testing/in-words.ts";
import { answerOf, openSongMarket, type SongMarket } from "../testing/song-market.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json } from "../testing/test-player.ts";

const DAY = 86_400_000;
const march = month("2026-03");
type Person = SongMarket["buyer"];
type InvitationMade = z.infer<typeof invitationMade>;

let market: SongMarket;
let zhou: Person;
beforeEach(async () => {
  market = await openSongMarket();
  zhou = await market.join("zhou@example.com");
});
afterEach(() => market.close());

const invite = (body: { name: string; partyId?: string }, by: Person = market.mei, track = market.songs.rain) =>
  by.send(`/api/tracks/${track}/invitations`, json("POST", body));
const invited = async (name = "周墨", track?: string) =>
  answerOf<InvitationMade>(await invite({ name }, market.mei, track));
const secretOf = ({ url }: InvitationMade) => url.split("/").at(-1) ?? "";
const see = async (made: InvitationMade) =>
  answerOf<z.infer<typeof claimView>>(await market.send(`/api/claims/${secretOf(made)}`));
const take = (made: InvitationMade, by: Person = zhou, more: Partial<z.infer<typeof claim>> = {}) =>
  by.send(`/api/claims/${secretOf(made)}`, json("POST", { realName: "周小墨", consent: false, ...more }));
const decline = (made: InvitationMade) => market.send(`/api/claims/${secretOf(made)}/decline`, json("POST", {}));
const messagesTo = async (userId: string) =>
  ((await rowsOf(market.services.database.db, "outbox")) as { recipient: string; topic: string; params: string }[])
    .filter(({ recipient }) => recipient === userId)
    .map(({ topic, params }) => `${topic} ${params}`);

test("an invitation is a link with a secret that the platform does not keep", async () => {
  const made = await invited();
  expect(made).toMatchObject({ name: "周墨", partyId: await market.partyOf("周墨") });
  expect(made.url).toMatch(/^http:\/\/localhost\/claim\/[\w-]{22}$/);
  expect(Date.parse(made.expiresAt) - market.services.now().getTime()).toBe(90 * DAY);
  const [row] = (await rowsOf(market.services.database.db, "claim_link")) as { id: string }[];
  expect(row?.id).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(row)).not.toContain(secretOf(made));
});

test("what is kept for a lyricist is shown by the link, and moves to whoever takes it, to the micro", async () => {
  await market.buy({ [market.songs.rain]: 800_000n });
  const made = await invited();
  const view = await see(made);
  expect(view).toMatchObject({ state: "open", invitedBy: "mei", unclaimedMicro: "80000" });
  expect(view.songs.find(({ title }) => title === "听雨")).toMatchObject({
    role: "lyricist",
    perMille: 1000,
    consentNeeded: false,
  });
  const taken = await answerOf<z.infer<typeof claimed>>(await take(made, zhou, { account: "zhou@sandbox" }));
  expect(taken).toEqual({ partyId: made.partyId, movedMicro: "80000" });
  expect(await market.balance(`payable:${made.partyId}`)).toBe(80_000n);
  expect(await market.balance(`unclaimed:${market.songs.rain}.lyricist.0:${march}`)).toBe(0n);
  const money = await answerOf<Record<string, unknown>>(await zhou.send(`/api/parties/${made.partyId}`));
  expect(money).toMatchObject({
    realName: "周小墨",
    realNameConfirmedAt: null,
    payoutAccount: { account: "zhou@sandbox" },
    payableMicro: "80000",
  });
  expect(await messagesTo(market.mei.userId)).toContain('share_claimed {"party":"周墨"}');
  await market.buy({ [market.songs.rain]: 800_000n }, { by: await market.join("other@example.com") });
  expect(await market.balance(`payable:${made.partyId}`)).toBe(160_000n);
});

test("a link is used once: the same user gets the same answer, another none", async () => {
  await market.buy({ [market.songs.rain]: 800_000n });
  const made = await invited();
  const other = await market.join("other@example.com");
  const answers = await Promise.all(Array.from({ length: 6 }, async () => (await take(made)).text()));
  expect(new Set(answers)).toEqual(new Set([JSON.stringify({ partyId: made.partyId, movedMicro: "80000" })]));
  expect(await refusal(await take(made, other))).toBe("409 party_taken");
  expect(await refusal(await decline(made))).toBe("409 party_taken");
  expect(await see(made)).toMatchObject({ state: "claimed", songs: [], unclaimedMicro: "0" });
});

test("of two links for one party, the second is for the same user only", async () => {
  const [first, second] = [await invited(), await invited()];
  expect(second.partyId).toBe(first.partyId);
  await take(first);
  expect(await see(second)).toMatchObject({ state: "claimed" });
  expect(await refusal(await take(second, await market.join("other@example.com")))).toBe("409 party_taken");
  expect(await refusal(await take(second))).toBe("200");
  expect(await refusal(await invite({ name: "周墨" }))).toBe("409 party_taken");
});

test("after ninety days a link is no more", async () => {
  const made = await invited();
  market.moveClock(90 * DAY - 1);
  expect(await see(made)).toMatchObject({ state: "open" });
  market.moveClock(1);
  expect(await see(made)).toMatchObject({ state: "expired", songs: [] });
  expect(await refusal(await take(made, await market.join("late@example.com")))).toBe("410 link_expired");
});

test("who says that a share is not theirs is believed: the musician is told, and the money stays kept", async () => {
  await market.buy({ [market.songs.rain]: 800_000n });
  const made = await invited();
  expect(await refusal(await decline(made))).toBe("204");
  expect(await refusal(await decline(made))).toBe("204");
  expect(await see(made)).toMatchObject({ state: "declined" });
  expect(await refusal(await take(made))).toBe("410 link_expired");
  expect(await messagesTo(market.mei.userId)).toContain('share_declined {"party":"周墨"}');
  expect(await market.balance(`unclaimed:${market.songs.rain}.lyricist.0:${march}`)).toBe(80_000n);
  expect(await refusal(await take(await invited()))).toBe("200");
});

test("a cover is for sale once all its writers gave leave", async () => {
  const cover = await market.publish({
    title: "合唱",
    origin: "cover",
    workTitle: "合唱",
    workWriters: "周墨、何山",
    credits: [
      { role: "lyricist", name: "周墨", perMille: 1000 },
      { role: "composer", name: "何山", perMille: 500 },
      { role: "composer", name: "林小满", perMille: 500 },
      { role: "recording", name: "林小满", perMille: 1000 },
    ],
  });
  const isForSale = async () => (await refusal(await market.order({ [cover]: 800_000n }))) === "200";
  const first = await invited("周墨", cover);
  expect((await see(first)).songs.filter(({ consentNeeded }) => consentNeeded)).toHaveLength(2);
  await take(first, zhou, { consent: true });
  expect(await isForSale()).toBe(false);
  expect(await refusal(await market.order({ [market.songs.echo]: 800_000n }))).toBe("200");
  await take(await invited("何山", cover), await market.join("he@example.com"), { consent: true });
  expect(await isForSale()).toBe(true);
});

test("without leave a cover stays unsold, though its writer took the credit", async () => {
  await take(await invited());
  expect(await refusal(await market.order({ [market.songs.echo]: 800_000n }))).toBe("409 not_for_sale");
});

test("only the owner of a song invites for it, and only people of their own", async () => {
  expect(await refusal(await invite({ name: "周墨" }, market.buyer))).toBe("404 not_found");
  const stranger = await market.services.transact((tx) =>
    tx.selectFrom("party").select("id").where("name", "=", "何山").executeTakeFirstOrThrow(),
  );
  const { db } = market.services.database;
  await db.updateTable("track").set({ owner_id: "someone" }).where("id", "=", market.songs.snow).execute();
  expect(await refusal(await invite({ name: "何山", partyId: stranger.id }))).toBe("422 invalid_fields");
  expect(await refusal(await market.send("/api/claims/nothing"))).toBe("404 not_found");
});

test("sixty links a day are enough for anybody, and the next day there are more", async () => {
  for (let at = 0; at < 60; at++) expect((await invite({ name: `友 ${at}` })).status).toBe(200);
  expect(await refusal(await invite({ name: "一个太多" }))).toBe("429 too_many_requests");
  market.services.clock.at = new Date(market.services.now().getTime() + 86_400_000);
  expect((await invite({ name: "一个太多" })).status).toBe(200);
});

test("who is invited for a draft is found again by name when it is published", async () => {
  const draft = await answerOf<{ id: string }>(await market.mei.send("/api/drafts", json("POST", {})));
  const ask = async () =>
    answerOf<InvitationMade>(
      await market.mei.send(`/api/drafts/${draft.id}/invitations`, json("POST", { name: "白露" })),
    );
  const made = await ask();
  expect((await ask()).partyId).toBe(made.partyId);
  const credits = [{ role: "lyricist", name: "白露", perMille: 1000 }] as const;
  const mine = [
    { role: "composer", name: "林小满", perMille: 1000 },
    { role: "recording", name: "林小满", perMille: 1000 },
  ] as const;
  const published = await market.publish({ title: "露", credits: [...credits, ...mine] });
  await market.buy({ [published]: 800_000n });
  expect(await see(made)).toMatchObject({ unclaimedMicro: "80000", songs: [{ title: "露", trackId: published }] });
});

test("a party that an operator tied to a user is not given away by a link", async () => {
  const made = await invited();
  await market.services.transact((tx) => markTied(tx, made.partyId, "u-someone"));
  expect(await refusal(await take(made))).toBe("409 party_taken");
});
