import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { month } from "@songkeeper/base";
import { ready } from "@songkeeper/contracts";
import type { Kysely } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { z } from "zod";
import { renderSong } from "../adapters/synthesise/render-song.ts";
import { type Config, readConfig } from "../config.ts";
import { openDatabase } from "../db/open-database.ts";
import type { Tables } from "../db/schema.ts";
import { viewTrialBalance } from "../ledger/view-trial-balance.ts";
import { type RunningServer, startServer } from "../serve.ts";
import { faultsOfStatement, statementFile } from "../testing/check-statement.ts";
import { musicianBy, patch } from "../testing/musician.ts";
import { SMALL_SAMPLE } from "../testing/small-sample.ts";
import { openTestDatabase, rowsOf, type TestDatabase } from "../testing/test-database.ts";
import { json, withHeaders } from "../testing/test-player.ts";
import { makeSampleWorld } from "./make-sample-world.ts";
import { PEOPLE, SAMPLE_PASSWORD } from "./sample-people.ts";

const BEGUN = new Date("2026-03-10T02:00:00.000Z");
const CLOSED = month("2026-02");

let folder: string;
let database: TestDatabase;
let config: Config;
let at: Date;
let running: RunningServer | undefined;
/** What /api/ready said of the sample with each line but the last ones. */
let told: Promise<z.infer<typeof ready>["sample"]>[];

beforeEach(async () => {
  at = BEGUN;
  told = [];
  folder = await mkdtemp(join(tmpdir(), "songkeeper-sample-"));
  database = await openTestDatabase();
  config = { ...readConfig({ DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error" }), databaseUrl: database.databaseUrl };
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await database.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the server and makes the sample world, until a line says `until`; gives the lines. */
async function start(until?: string): Promise<string[]> {
  running = await startServer(config, () => new Date(at));
  const lines: string[] = [];
  const ending = new AbortController();
  const print = (line: string) => {
    lines.push(line);
    if (!/waiting|ready|there/.test(line)) hear(askReady());
    if (until !== undefined && line.includes(until)) ending.abort();
  };
  const { services, url, localUrl } = running;
  await makeSampleWorld(services, { url, localUrl, print, signal: ending.signal, plan: SMALL_SAMPLE });
  return lines;
}

/** A server that is stopped answers nobody: only the first test wants to know. */
function hear(answer: (typeof told)[number]): void {
  answer.catch(() => undefined);
  told.push(answer);
}

async function askReady() {
  const answer = await fetch(`${running?.url}/api/ready`);
  return ready.parse(await answer.json()).sample;
}

async function stop(): Promise<void> {
  await running?.stop();
  running = undefined;
}

/** Asks the database beside the server, which has stopped. */
async function look<T>(ask: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  await stop();
  const db = openDatabase(config);
  return ask(db).finally(() => db.destroy());
}

/** What the sample world came to, without ids and hashes, which are new in every world. */
async function world() {
  return look(async (db) => {
    const rows = <Row>(table: Parameters<typeof rowsOf>[1]) => rowsOf(db, table) as Promise<Row[]>;
    const plays = await rows<{ verdict: string; fee_micro: bigint; accounting_month: string; use: string }>("play");
    const february = plays.filter((play) => play.accounting_month === "2026-02");
    const balances = await rows<{ account: string; kind: string; balance_micro: bigint }>("account_balance");
    const orders = await rows<{ state: string; total_micro: bigint }>("song_order");
    const counted = [
      "user",
      "draft",
      "recording",
      "release",
      "track",
      "artist",
      "party",
      "shop",
      "place",
      "licence",
      "top_up",
      "claim_link",
      "ownership",
      "payout",
    ] as const;
    const counts = counted.map(async (table) => [table, (await rows(table)).length] as const);
    return {
      verdicts: [...new Set(plays.map(({ verdict }) => verdict))].toSorted(),
      february: [february.length, february.reduce((sum, { fee_micro }) => sum + fee_micro, 0n)],
      orders: orders.map(({ state, total_micro }) => `${state} ${total_micro}`).toSorted(),
      owed: balances
        .filter(({ kind }) => kind === "payable" || kind === "unclaimed")
        .map((row) => Number(row.balance_micro))
        .toSorted((a, b) => a - b),
      closes: (await rows<{ month: string; state: string }>("month_close")).map((row) => `${row.month} ${row.state}`),
      counts: Object.fromEntries(await Promise.all(counts)),
    };
  });
}

/** The same at every first start that begins at this instant, however often it was ended. */
const WORLD = {
  verdicts: ["billed", "unbilled"],
  february: [555, 5_243_000n],
  orders: ["fulfilled 1000000", "fulfilled 2000000", "fulfilled 800000", "fulfilled 800000"],
  owed: [420, 208_280, 463_600, 520_700],
  closes: ["2026-02 sealed"],
  counts: {
    user: 10,
    draft: 1,
    recording: 2,
    release: 1,
    track: 2,
    artist: 1,
    // Of those who make songs, the duo's two, the lyricist, and Ewan Hale.
    party: 6,
    shop: 2,
    place: 2,
    licence: 2,
    top_up: 4,
    claim_link: 3,
    ownership: 4,
    payout: 1,
  },
};

test("the first start uploads songs like anybody's, sells and plays them for weeks and closes a month; the second nothing", async () => {
  const lines = await start();
  expect(lines.slice(1)).toEqual([
    "The sample's people have their accounts.",
    "听雨 is uploaded, 1 of 2.",
    "West Lake, Slowly is uploaded, 2 of 2.",
    '"听雨" by 林月 is published.',
    "听雨茶馆 is open.",
    "慢线衣铺 is open.",
    "Played and sold until 2026-02-15.",
    expect.stringMatching(/^Ewan Hale has ¥\d+\.\d\d+ waiting: http:\/\/127\.0\.0\.1:\d+\/claim\/[\w-]{22}$/),
    "The sample world is ready.",
  ]);
  await checkAsPeopleDo();
  await checkMoney();
  expect(await world()).toEqual(WORLD);

  at = new Date("2026-03-20T02:00:00.000Z");
  expect(await start()).toHaveLength(1);
  expect(await world()).toEqual(WORLD);
}, 120_000);

async function checkAsPeopleDo(): Promise<void> {
  const { url = "", services } = running ?? {};
  const sample = await askReady();
  expect(sample).toMatchObject({ state: "done", done: sample.total });
  const onTheWay = await Promise.all(told);
  for (const [before, { state, done, total }] of onTheWay.entries()) {
    expect([state, total]).toEqual(["making", sample.total]);
    expect(done).toBeGreaterThanOrEqual(onTheWay[before - 1]?.done ?? 0);
  }
  for (const { email } of Object.values(PEOPLE)) {
    const signedIn = await services?.auth.api.signInEmail({ body: { email, password: SAMPLE_PASSWORD } });
    expect(signedIn?.user.email).toBe(email);
  }
  const found = await (await fetch(`${url}/api/search?q=${encodeURIComponent("听雨")}`)).text();
  expect(found).toContain("听雨");
}

async function checkMoney(): Promise<void> {
  if (!running) throw new Error("no server");
  const { services } = running;
  const balance = await services.transact((tx) => viewTrialBalance(tx, at));
  expect(balance).toMatchObject({ differenceMicro: "0", rebuiltMatches: true });
  const parties = await services.transact((tx) => tx.selectFrom("statement").select("party_id").execute());
  expect(parties.length).toBeGreaterThanOrEqual(3);
  for (const { party_id } of parties) expect(await faultsOfStatement(services, party_id, CLOSED)).toEqual([]);
  const texts = await Promise.all(parties.map(({ party_id }) => statementFile(services, party_id, CLOSED)));
  expect(texts.some((file) => JSON.stringify(file).includes("sale"))).toBe(true);
}

test("a start that is ended anywhere is finished by the next, to the same world, and /api/ready says how far it is", async () => {
  await start("have their accounts");
  await sendHalfOfTheFirstSong();
  await stop();
  for (const until of ["1 of 2", "is published", "2026-02-15"]) {
    await start(until);
    const sample = await askReady();
    expect(sample.state).toBe("failed");
    expect(sample.done).toBeGreaterThan(0);
    expect(sample.done).toBeLessThan(sample.total);
    await stop();
  }
  expect((await start()).at(-1)).toBe("The sample world is ready.");
  expect(await world()).toEqual(WORLD);
}, 120_000);

/** As a start that is killed while it uploads leaves it: a draft with a title, and a file of which half is there. */
async function sendHalfOfTheFirstSong(): Promise<void> {
  const { localUrl = "" } = running ?? {};
  const [release] = SMALL_SAMPLE.releases;
  const [track] = release?.tracks ?? [];
  if (!release || !track) throw new Error("the small sample has no songs");
  const origin = { origin: "http://127.0.0.1:0" };
  const access = json("POST", { email: PEOPLE.musician.email, password: SAMPLE_PASSWORD });
  const signedIn = await fetch(`${localUrl}/api/auth/sign-in/email`, withHeaders(access, origin));
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(";")[0]);
  const who = { ...origin, cookie: cookie.join("; ") };
  const lin = musicianBy((path, init) => fetch(localUrl + path, withHeaders(init ?? {}, who)), "");
  const draft = await lin.addDraft();
  await lin.save(draft.id, { ...draft.body, title: release.title });
  const file = renderSong(track.recipe);
  const begun = await lin.begin(draft.id, file.length, `${track.title}.wav`);
  const sent = await lin.send(begun.headers.get("location") ?? "", patch(file.subarray(0, file.length / 2), 0));
  expect(sent.status).toBe(204);
}

test("where somebody has an account already, nothing is made", async () => {
  running = await startServer(config, () => new Date(at));
  const { services, url, localUrl } = running;
  await services.auth.api.signUpEmail({
    body: { name: "Wang", email: "wang@example.com", password: "quite long enough" },
  });
  const lines: string[] = [];
  await makeSampleWorld(services, { url, localUrl, print: (line) => void lines.push(line), plan: SMALL_SAMPLE });
  expect(lines).toEqual([]);
});
