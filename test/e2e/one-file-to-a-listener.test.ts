import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { payableAccount } from "@songkeeper/ledger";
import { findUnclaimed } from "../../apps/api/src/ledger/claim-unclaimed.ts";
import { listAllParties } from "../../apps/api/src/ledger/party-queries.ts";
import { getBalance } from "../../apps/api/src/ledger/transfer-queries.ts";
import type { Services } from "../../apps/api/src/services.ts";
import { pictureFile } from "../../apps/api/src/testing/picture-file.ts";
import { decodeFile } from "../../apps/media-worker/src/testing/decode-file.ts";
import { encodeFile } from "../../apps/media-worker/src/testing/encode-file.ts";
import { findPieces } from "../support/find-in-music.ts";
import { knownMusic, leftOf, type Pcm16, wavFile } from "../support/known-music.ts";
import { type BadLine, openLine } from "./support/bad-line.ts";
import { openBrowser, openPage, signIn } from "./support/browser.ts";
import { recordSound, watchSound } from "./support/heard.ts";
import { type Engine, type Platform, startPlatform } from "./support/platform.ts";
import { makeCode, saveFile, topUp, verify } from "./support/steps.ts";
import { nameCredits, uploadWithCuts } from "./support/studio.ts";
import { LYRICIST, makeWorld, OPERATOR, OWNER, PASSWORD, type World } from "./support/world.ts";

/** Saturday 28 March 2026, 10:00 in Shanghai. */
const BEGIN = new Date("2026-03-28T02:00:00.000Z");
const MUSICIAN = "musician@songkeeper.example";
const LISTENER = "listener@songkeeper.example";
/** March may be closed 72 hours after its end: 4 April, 00:00 in Shanghai, and a minute. */
const CLOSABLE = new Date("2026-04-03T16:01:00.000Z");

const RAIN = knownMusic(1, 12);
const GLASS = knownMusic(2, 6);
const SONGS = [
  { title: "龙井问雨", lyricist: "周墨", composer: "何山" },
  { title: "River Glass", lyricist: "周墨", composer: "何山" },
] as const;

/** A person's page. */
interface Visit {
  readonly page: Page;
  /** Closes it; nothing may have gone wrong in it. */
  readonly leave: () => Promise<void>;
}

describe.each<Engine>(["sqlite", "postgres"])("one file to a listener on %s", (engine) => {
  let platform: Platform;
  let line: BadLine;
  let world: World;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "songkeeper-listener-"));
    line = await openLine();
    platform = await startPlatform(engine, BEGIN, line);
    world = await makeWorld(platform.services);
    await signUp(platform.services, MUSICIAN, "林小满");
    await signUp(platform.services, LISTENER, "听众");
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.remove();
    await line?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("a musician's files are uploaded over a bad line, published, heard, bought and played in a shop", async () => {
    const as = (email?: string) => openAs(browser, platform, email);
    const claimLink = await publishRelease(await as(MUSICIAN), { line, folder });
    const song = await findAndHear(await as(), platform.url);
    const file = join(folder, "bought.flac");
    await buyAndDownload(await as(LISTENER), song, file);
    expect(pcmOf(await decodeFile(file))).toEqual(soundOf(RAIN).pcm);
    await claim(await as(LYRICIST), claimLink);

    await playInTheTeaHouse(await as(OWNER), await as(), { url: platform.url, world });
    platform.skipTo(CLOSABLE);
    await closeMarch(await as(OPERATOR), platform.url);
    await seeStatement(await as(LYRICIST), platform.url, folder);
    expect(await heldFor(platform.services, ["何山", "林小满"])).toEqual(["86000", "688000"]);
  }, 300_000);
});

async function signUp({ auth }: Services, email: string, name: string): Promise<void> {
  await auth.api.signUpEmail({ body: { email, name, password: PASSWORD } });
}

/** A page of somebody's, or of a visitor; the test fails for errors in it when it is left. */
async function openAs(browser: Browser, platform: Platform, email?: string): Promise<Visit> {
  const options = { locale: "en-GB", timezoneId: "Asia/Shanghai", bypassCSP: true, acceptDownloads: true };
  const { page, context, problems } = await openPage(browser, options);
  await page.clock.setSystemTime(platform.now());
  await watchSound(page);
  if (email) await signIn(page, platform.url, { email, password: PASSWORD });
  const leave = async () => {
    await context.close();
    expect(problems).toEqual([]);
  };
  return { page, leave };
}

/** Uploads a WAV and a FLAC file, says who made them, publishes, and makes a link for the lyricist: gives it. */
async function publishRelease(
  { page, leave }: Visit,
  { line, folder }: { line: BadLine; folder: string },
): Promise<string> {
  await page.goto(`${line.url}/studio`);
  const files = [join(folder, "龙井问雨.wav"), join(folder, "River Glass.flac")] as const;
  await writeFile(files[0], wavFile(RAIN));
  await writeFile(files[1], encodeFile("flac16", soundOf(GLASS)));
  await uploadWithCuts(page, line, files);
  await expect.poll(() => page.getByText(/LUFS loud/).count(), { timeout: 60_000 }).toBe(2);

  await page.getByRole("link", { name: "Go on" }).click();
  const cover = { name: "cover.png", mimeType: "image/png", buffer: Buffer.from(pictureFile()) };
  await page.getByLabel("Cover picture").setInputFiles(cover);
  await page.getByRole("button", { name: "Take the cover away" }).waitFor({ timeout: 20_000 });
  await page.getByLabel("Title of the release").fill("雨天");
  await nameCredits(page, SONGS);
  await page.getByRole("link", { name: "Go on" }).click();
  for (const offer of await page.getByLabel("Shops may play this song").all()) await offer.check();
  await page.getByLabel(/^I hold the rights/).check();
  await page.getByRole("button", { name: "Publish 2 songs" }).click();
  await page.getByRole("heading", { name: "“雨天” is out" }).waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "Invite 周墨 by link" }).click();
  const link = await page.getByText(/\/claim\/[\w-]{22}/).innerText();
  await leave();
  return link;
}

/** A visitor finds the song by two characters, hears it, and what sounds is the file: gives the song's address. */
async function findAndHear({ page, leave }: Visit, url: string): Promise<string> {
  await page.goto(url);
  await page.getByLabel("Search songs, artists, releases and lyrics").fill("问雨");
  await page.getByRole("listbox", { name: "Found" }).getByText("龙井问雨").first().click();
  await page.getByRole("heading", { name: "龙井问雨" }).waitFor();
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  expectSound(await recordSound(page, 5), 0.99);
  const address = page.url();
  await leave();
  return address;
}

/** A listener buys the song, hears it lossless, and keeps it as a FLAC file. */
async function buyAndDownload({ page, leave }: Visit, song: string, path: string): Promise<void> {
  await page.goto(song);
  await page.getByRole("button", { name: "Buy ¥0.80 · FLAC" }).click();
  await page.getByRole("button", { name: "Go and pay ¥0.80" }).click();
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await page.getByRole("heading", { name: "It is yours" }).waitFor();
  await page.getByRole("button", { name: "Hear it lossless" }).click();
  // It begins at the quick quality, and goes over where enough is there.
  await page.getByRole("region", { name: "Player" }).getByText("FLAC").first().waitFor();
  expectSound(await recordSound(page, 2), 0.999_999);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as FLAC" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/龙井问雨.*\.flac$/);
  await download.saveAs(path);
  await leave();
}

/** Half of what sounded, piece by piece, must be the song, as loud as it is. */
function expectSound(recorded: Float32Array, correlation: number): void {
  const pieces = findPieces(recorded, leftOf(RAIN), RAIN.sampleRate / 2);
  for (const piece of pieces.slice(0, pieces.length / 2)) {
    expect(piece.correlation).toBeGreaterThan(correlation);
    expect(Math.abs(piece.gainDb)).toBeLessThan(0.5);
  }
}

/** The lyricist takes what is kept: a tenth of 0.80 yuan. */
async function claim({ page, leave }: Visit, link: string): Promise<void> {
  await page.goto(link);
  await page.getByText("¥0.08").first().waitFor();
  await page.getByLabel("Real name").fill("周墨");
  await page.getByRole("button", { name: "This is mine: take it" }).click();
  await page.getByText("¥0.08 moved to you").waitFor();
  await leave();
}

/** The tea house chooses the song alone, and a player plays it until the day's cap of 0.06 yuan is used: three plays. */
async function playInTheTeaHouse(owner: Visit, tablet: Visit, { url, world }: { url: string; world: World }) {
  const { page } = owner;
  const zone = `${url}/shop/${world.shopId}/zones/${world.zoneId}`;
  await topUp(page, url, world);
  await page.goto(`${zone}/soundtrack`);
  await page.getByRole("button", { name: "Choose 龙井问雨" }).click();
  for (const title of ["雨落龙井", "Snow on the West Lake"])
    await page.getByRole("button", { name: `Take ${title} out` }).click();
  await page.getByText("¥0.02").first().waitFor();
  await page.getByRole("button", { name: "Save the soundtrack" }).click();
  await page.waitForURL(`${url}/shop/${world.shopId}`);
  const code = await makeCode(page, url, world);
  await tablet.page.goto(`${url}/player/`);
  await tablet.page.getByTestId("pair-code").fill(code);
  await tablet.page.getByTestId("pair-submit").click();
  await page.goto(`${url}/shop/${world.shopId}`);
  const rows = page.getByRole("table", { name: /plays/i }).getByRole("row").filter({ hasText: "¥0.02" });
  await expect.poll(() => rows.count(), { timeout: 90_000 }).toBe(3);
  await tablet.page.getByTestId("doing").filter({ hasText: "Budget used" }).waitFor({ timeout: 30_000 });
  await owner.leave();
  await tablet.leave();
}

async function closeMarch({ page, leave }: Visit, url: string): Promise<void> {
  await page.goto(`${url}/operate`);
  const march = page.getByRole("region", { name: "March 2026" });
  await march.getByRole("button", { name: "Close this month" }).click();
  await march.getByText("Root of the month:").waitFor({ timeout: 30_000 });
  await leave();
}

/**
 * One sale at 800,000 micros and three plays at 20,000: the lyricist's tenths are 80,000 and 6,000 micros, ¥0.086; the
 * statement verifies off-line.
 */
async function seeStatement({ page, leave }: Visit, url: string, folder: string): Promise<void> {
  await page.goto(`${url}/money`);
  await page.getByRole("link", { name: /March 2026/ }).click();
  await page.getByRole("heading", { name: "Statement March 2026" }).waitFor();
  await page.getByText("¥0.086").first().waitFor();
  const statement = join(folder, "statement.json");
  const plays = join(folder, "plays.jsonl.gz");
  await saveFile(page, "Statement (JSON)", statement);
  await saveFile(page, "Plays behind it", plays);
  const { header } = JSON.parse(await readFile(statement, "utf8")).statement;
  expect(header).toMatchObject({ allocatedMicro: "6000", salesMicro: "80000", carriedMicro: "86000" });
  const { keys } = await (await page.request.get(`${url}/api/keys`)).json();
  const verified = verify([statement, plays, "--key", String(keys[0].fingerprint)]);
  expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining("✓")]);
  await leave();
}

/** What lies for each of some parties in the books: paid out to nobody yet, or kept until somebody claims it. */
async function heldFor({ transact }: Services, names: readonly string[]): Promise<string[]> {
  return transact(async (tx) => {
    const parties = await listAllParties(tx);
    const unclaimed = await findUnclaimed(tx);
    const held = names.map(async (name) => {
      const ids = parties.filter((party) => party.name === name).map(({ id }) => id);
      let sum = 0n;
      for (const id of ids) sum += (await getBalance(tx, payableAccount(id))) + (unclaimed.get(id) ?? 0n);
      return `${sum}`;
    });
    return Promise.all(held);
  });
}

function soundOf({ sampleRate, samples }: Pcm16) {
  const pcm = Int32Array.from(samples, (sample) => sample << 16);
  return { sampleRate, channels: 2 as const, bits: 16 as const, pcm };
}

function pcmOf({ samples }: { samples: Float64Array }): Int32Array {
  return Int32Array.from(samples);
}
