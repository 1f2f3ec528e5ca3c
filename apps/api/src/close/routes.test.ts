import { gunzipSync } from "node:zlib";
import {
  closeList,
  closeView,
  outboxPage,
  partyList,
  partyMoney,
  partyRow,
  payoutList,
  trialBalance,
} from "@songkeeper/contracts";
import { keyFingerprint, playsFileOf, readSignedStatement } from "@songkeeper/proof";
import { afterEach, beforeEach, expect, test } from "vitest";
import { markOperator } from "../accounts/queries.ts";
import { createApp } from "../http/app.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { deliverMessages } from "../messages/deliver-messages.ts";
import { sha256 } from "../sha256.ts";
import { openRoyaltyWorld, type RoyaltyWorld } from "../testing/royalty-world.ts";
import { signUp } from "../testing/tea-house.ts";
import { json, type Send } from "../testing/test-player.ts";
import { closeHandlers } from "./jobs.ts";

let world: RoyaltyWorld;
let asOperator: Send;
let asMei: Send;
let asStranger: Send;

beforeEach(async () => {
  world = await openRoyaltyWorld();
  const app = createApp(world.services);
  const send: Send = async (path, init) => app.request(path, init);
  const [operator, mei, stranger] = [
    await signUp(send, "operator@example.com"),
    await signUp(send, "mei@example.com"),
    await signUp(send, "stranger@example.com"),
  ];
  await world.services.transact((tx) => markOperator(tx, operator.userId));
  [asOperator, asMei, asStranger] = [operator.send, mei.send, stranger.send];
  const { db } = world.services.database;
  await db.updateTable("party").set({ user_id: null }).where("id", "=", "mei").execute();
});
afterEach(() => world.close());

/** Lets a month's jobs run until none waits. */
async function doJobs(): Promise<void> {
  const runner = runJobs(world.services, closeHandlers);
  const { db } = world.services.database;
  const open = () => db.selectFrom("job").select("id").where("done_at", "is", null).execute();
  await expect.poll(open, { timeout: 15_000, interval: 10 }).toEqual([]);
  await runner.stop();
}

async function closeMarch(): Promise<void> {
  world.moveTo("2026-04-03T16:00:00.000Z");
  const asked = await asOperator("/api/operate/closes", json("POST", { month: "2026-03" }));
  expect(closeView.parse(await asked.json()).state).toBe("closing");
  await doJobs();
}

const problemOf = async (response: Response) => ((await response.json()) as { code: string }).code;

test("an operator closes a month and watches its steps until it is sealed", async () => {
  await world.deliver([{}, { track: "snow" }]);
  world.moveTo("2026-04-03T16:00:00.000Z");
  const before = closeList.parse(await (await asOperator("/api/operate/closes")).json());
  expect(before.items.map(({ month, state }) => `${month} ${state}`)).toEqual(["2026-04 open", "2026-03 open"]);
  expect(before.items[1]?.closableFrom).toBe("2026-04-03T16:00:00.000Z");

  await asOperator("/api/operate/closes", json("POST", { month: "2026-03" }));
  const twice = await asOperator("/api/operate/closes", json("POST", { month: "2026-03" }));
  expect(await problemOf(twice)).toBe("already_running");
  await doJobs();

  const view = closeView.parse(await (await asOperator("/api/operate/closes/2026-03")).json());
  expect(view).toMatchObject({ state: "sealed", root: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(view.steps.map(({ step, state }) => `${step} ${state}`)).toEqual(
    ["freeze", "audit", "price", "allocate", "true_up", "transfers", "statements", "payouts", "seal"].map(
      (step) => `${step} done`,
    ),
  );
  expect(view.steps[1]?.facts).toMatchObject({ plays: 2, chunks: 1, gaps: 0 });
  const again = await asOperator("/api/operate/closes", json("POST", { month: "2026-03" }));
  expect(await problemOf(again)).toBe("already_closed");
});

test("a month that is not over, or has an open one before it, is refused", async () => {
  await world.deliver([{}]);
  const ask = (month: string) => asOperator("/api/operate/closes", json("POST", { month }));
  expect(await problemOf(await ask("2026-03"))).toBe("month_not_over");
  world.moveTo("2026-06-01T00:00:00.000Z");
  expect(await problemOf(await ask("2026-04"))).toBe("earlier_month_open");
});

test("the operator's room does not exist for anybody else", async () => {
  for (const path of ["closes", "closes/2026-03", "trial-balance", "outbox", "parties", "payouts"]) {
    expect((await asStranger(`/api/operate/${path}`)).status).toBe(404);
    expect((await asOperator(`/api/operate/${path}`)).status).toBe(200);
  }
});

test("the trial balance is zero, matches the transfers, and shows that the platform keeps nothing", async () => {
  await world.deliver([{}]);
  await closeMarch();
  const balance = trialBalance.parse(await (await asOperator("/api/operate/trial-balance")).json());
  expect(balance).toMatchObject({
    differenceMicro: "0",
    platformFeeMicro: "0",
    rebuiltMatches: true,
    openClearing: [],
  });
  expect(balance.accounts).toContainEqual({
    account: "unclaimed:rain.recording.0:2026-03",
    kind: "unclaimed",
    balanceMicro: "10672",
  });
});

test("whoever is given a party sees its money, what was kept for it too, and its earlier statements", async () => {
  await world.deliver([{}]);
  await closeMarch();
  expect((await asMei("/api/parties/mei")).status).toBe(404);
  const tie = () => asOperator("/api/operate/parties/mei/tie", json("POST", { email: "Mei@example.com" }));
  expect(partyRow.parse(await (await tie()).json())).toMatchObject({ payableMicro: "12672", unclaimedMicro: "0" });
  expect((await tie()).status).toBe(200);
  const other = await asOperator("/api/operate/parties/mei/tie", json("POST", { email: "stranger@example.com" }));
  expect(await problemOf(other)).toBe("party_taken");
  const nobody = await asOperator("/api/operate/parties/mei/tie", json("POST", { email: "nobody@example.com" }));
  expect(await problemOf(nobody)).toBe("invalid_fields");

  await world.deliver([{ day: "2026-04-02" }, { day: "2026-04-02" }, {}]);
  const money = partyMoney.parse(await (await asMei("/api/parties/mei")).json());
  expect(money).toMatchObject({
    payableMicro: "12672",
    thisMonth: { month: "2026-04", earnedMicro: "38016" },
    statements: [{ month: "2026-03", allocatedMicro: "12672", carriedMicro: "12672", lines: 2 }],
  });
  expect(money.thisMonth.tracks).toEqual([
    { trackId: "rain", title: "雨", role: "recording", plays: 3, sold: 0, amountMicro: "32016" },
    { trackId: "rain", title: "雨", role: "composer", plays: 3, sold: 0, amountMicro: "6000" },
  ]);
  expect((await asStranger("/api/parties/mei")).status).toBe(404);
  expect((await asOperator("/api/parties/mei")).status).toBe(200);
});

test("a party downloads its statement and plays as files that belong together", async () => {
  await world.deliver([{}, { track: "snow" }]);
  await closeMarch();
  await asOperator("/api/operate/parties/mei/tie", json("POST", { email: "mei@example.com" }));
  const file = await asMei("/api/parties/mei/statements/2026-03");
  expect(file.headers.get("content-disposition")).toContain("attachment");
  const read = readSignedStatement(await file.json());
  if (!read.ok) throw new Error(JSON.stringify(read));
  const { kid, publicKey } = world.services.secrets.platform;
  expect(read.value.publicKeys).toContainEqual({ kid, publicKey });
  expect(keyFingerprint(Buffer.from(publicKey, "base64url"), sha256)).toMatch(/^[0-9a-f]{64}$/);

  const plays = await asMei("/api/parties/mei/statements/2026-03/plays.jsonl.gz");
  const text = gunzipSync(await plays.arrayBuffer()).toString();
  const { lines, ...stored } = playsFileOf(text, sha256);
  expect(stored).toEqual(read.value.statement.playsFile);
  expect(text).not.toContain("tablet");
  for (const path of ["2026-03", "2026-03/plays.jsonl.gz", "2026-04", "x"])
    expect((await asStranger(`/api/parties/mei/statements/${path}`)).status).toBe(404);
  expect((await asMei("/api/parties/mei/statements/2026-04")).status).toBe(404);
});

test("money goes out only under a confirmed name; another account or name must be confirmed anew", async () => {
  await asOperator("/api/operate/parties/mei/tie", json("POST", { email: "mei@example.com" }));
  const missing = await asOperator("/api/operate/parties/mei/confirm-name", json("POST", {}));
  expect(await problemOf(missing)).toBe("name_missing");
  const choose = (choice: object) =>
    asMei(
      "/api/parties/mei/payout-account",
      json("PUT", { account: "mei@sandbox", realName: "林小满", minPayoutMicro: "100000", ...choice }),
    );
  expect(partyMoney.parse(await (await choose({})).json())).toMatchObject({
    payoutAccount: { account: "mei@sandbox" },
    realNameConfirmedAt: null,
  });
  const confirm = async () =>
    partyRow.parse(await (await asOperator("/api/operate/parties/mei/confirm-name", json("POST", {}))).json());
  expect((await confirm()).realNameConfirmedAt).not.toBeNull();
  expect(
    partyMoney.parse(await (await choose({ minPayoutMicro: "200000" })).json()).realNameConfirmedAt,
  ).not.toBeNull();
  expect(partyMoney.parse(await (await choose({ account: "other" })).json()).realNameConfirmedAt).toBeNull();
  await confirm();
  expect(
    partyMoney.parse(await (await choose({ account: "other", realName: "别人" })).json()).realNameConfirmedAt,
  ).toBeNull();
  expect(
    (
      await asStranger(
        "/api/parties/mei/payout-account",
        json("PUT", { account: "x", realName: "x", minPayoutMicro: "100000" }),
      )
    ).status,
  ).toBe(404);
  expect((await choose({ minPayoutMicro: "99999" })).status).toBe(422);
});

test("the outbox shows to whom a statement and a payout were told, and when it was delivered", async () => {
  await asOperator("/api/operate/parties/mei/tie", json("POST", { email: "mei@example.com" }));
  await world.deliver(Array.from({ length: 41 }, () => ({ track: "snow" })));
  await closeMarch();
  await deliverMessages(world.services);
  const page = outboxPage.parse(await (await asOperator("/api/operate/outbox")).json());
  expect(page.cursor).toBeNull();
  expect(page.items.map(({ to, topic }) => `${to} ${topic}`).toSorted()).toEqual([
    "mei@example.com statement_ready",
    "u-he payout_sent",
    "u-he statement_ready",
    "u-zoe statement_ready",
  ]);
  expect(page.items.every(({ deliveredAt }) => deliveredAt !== null)).toBe(true);
  const payouts = payoutList.parse(await (await asOperator("/api/operate/payouts")).json());
  expect(payouts.items).toMatchObject([{ partyName: "何山", amountMicro: "200000", state: "succeeded" }]);
});

test("an operator names a party before anybody is behind it", async () => {
  const made = partyRow.parse(await (await asOperator("/api/operate/parties", json("POST", { name: "某人" }))).json());
  expect(made).toMatchObject({ name: "某人", userEmail: null, payableMicro: "0", unclaimedMicro: "0" });
  const { items } = partyList.parse(await (await asOperator("/api/operate/parties")).json());
  expect(items.map(({ id }) => id)).toContain(made.id);
});
