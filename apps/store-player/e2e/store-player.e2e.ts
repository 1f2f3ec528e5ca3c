import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { expect } from "./expect.ts";
import { type Fixture, type FixtureSong, startFixture } from "./fixture.ts";
import { eventually, playerPage } from "./player-page.ts";

const SONGS: readonly FixtureSong[] = [
  { trackId: "rain", title: "Rain on the lotus pond", artist: "Lin Xia", seconds: 4, feeMicro: "20000" },
  { trackId: "snow", title: "Snow on the eaves", artist: "Zhou Ming", seconds: 4, feeMicro: "20000" },
  { trackId: "dew", title: "Dew", artist: "Lin Xia", seconds: 4, feeMicro: "0" },
];
const AUTOPLAY = "--autoplay-policy=no-user-gesture-required";
/** What people's browsers do; headless ones may let everything sound. */
const NO_AUTOPLAY = "--autoplay-policy=document-user-activation-required";

/** Where a Chromium is; the checks need one that plays WAV, which all do. */
export interface Where {
  readonly executablePath: string;
}

/** A browser check with a name that says what holds. */
export interface Check {
  readonly name: string;
  readonly run: (where: Where) => Promise<void>;
}

/** Everything that only a real browser can show. Build the page first. */
export const CHECKS: readonly Check[] = [
  {
    name: "a player is paired, plays, survives a reload and a cut connection, and delivers every play once",
    run: reloadAndOutage,
  },
  { name: "a browser that dies in the middle of a song takes nothing with it", run: crash },
  { name: "a browser that blocks sound says so, and one tap starts the music", run: soundBlocked },
  { name: "one tab plays; a second says so, and takes over when the first is gone", run: secondTab },
  { name: "an address that is not secure is refused in words", run: insecure },
  { name: "keys play, pause, skip and change the volume, and volume is remembered", run: keyboard },
];

/** Runs the checks one after the other and says how each went; throws after the last when one failed. */
export async function runStorePlayerChecks(where: Where, say: (line: string) => void): Promise<void> {
  const failed: unknown[] = [];
  for (const { name, run } of CHECKS) {
    const from = Date.now();
    try {
      await run(where);
      say(`ok    ${name} (${Date.now() - from} ms)`);
    } catch (error) {
      failed.push(error);
      say(`FAIL  ${name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  if (failed.length > 0) throw new Error(`${failed.length} of ${CHECKS.length} checks failed`, { cause: failed[0] });
}

async function reloadAndOutage(where: Where): Promise<void> {
  await inBrowser(where, [AUTOPLAY], async (browser, fixture) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (line) => void (line.type() === "error" && complaints.push(line.text())));
    page.on("pageerror", (error) => complaints.push(String(error)));
    const player = playerPage(page);
    await page.goto(fixture.url);
    await player.pair("2222-2222");
    await eventually("the wrong code", player.problem, (problem) => problem === "not_found");
    complaints.length = 0;
    await player.pair(` ${fixture.code.slice(0, 4).toLowerCase()}-${fixture.code.slice(4)} `);
    await eventually("what it does", player.doing, (doing) => doing === "playing");
    await eventually(
      "receipts",
      () => fixture.platform.plays.length,
      (count) => count >= 2,
    );
    await eventually("plays shown", player.plays, (count) => count >= 2);

    await page.waitForTimeout(1_500);
    await page.reload();
    await eventually(
      "the aborted entry",
      () => outcomes(fixture),
      (all) => all.includes("aborted"),
    );
    const cut = fixture.platform.plays.find(({ entry }) => entry?.outcome === "aborted");
    expect((cut?.entry?.heardMs ?? 0) > 300, `an aborted play was heard for ${cut?.entry?.heardMs} ms`);

    await context.setOffline(true);
    await eventually(
      "the notice",
      () => player.isShown("notice-offline"),
      (shown) => shown,
    );
    await page.waitForTimeout(2_000);
    await page.reload();
    await eventually("off-line after a reload", player.doing, (doing) => doing === "playing");
    await eventually("waiting plays", player.waiting, (waiting) => waiting >= 4, 30_000);
    const before = fixture.platform.plays.length;
    await context.setOffline(false);
    await eventually("nothing waits", player.waiting, (waiting) => waiting === 0);
    expect(fixture.platform.plays.length >= before + 4, "the plays of the outage came in");
    checkJournal(fixture);
    const offline = complaints.filter((line) => !line.includes("ERR_INTERNET_DISCONNECTED"));
    expect(offline.length === 0, `the browser complains: ${offline.join("; ")}`);
  });
}

async function crash(where: Where): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-player-"));
  const fixture = await startFixture(SONGS);
  const open = () => chromium.launchPersistentContext(folder, { ...launchOptions(where, [AUTOPLAY]) });
  try {
    const first = await open();
    await playAtOnce(first, fixture);
    await eventually(
      "the first receipts",
      () => fixture.platform.plays.length,
      (count) => count >= 1,
    );
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const session = await first.newPage().then((page) => first.newCDPSession(page));
    // Nothing gets to say goodbye: the answer to this never comes.
    void session.send("Browser.crash").catch(() => undefined);
    await new Promise<void>((resolve) => first.once("close", () => resolve()));

    const second = await open();
    const page = await second.newPage();
    await page.goto(fixture.url);
    await eventually(
      "the aborted entry",
      () => outcomes(fixture),
      (all) => all.includes("aborted"),
    );
    await eventually("what it does", playerPage(page).doing, (doing) => doing === "playing");
    checkJournal(fixture);
    await second.close();
  } finally {
    await fixture.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function soundBlocked(where: Where): Promise<void> {
  await inBrowser(where, [NO_AUTOPLAY], async (browser, fixture) => {
    const page = await browser.newPage();
    const player = playerPage(page);
    await page.goto(`${fixture.url}?code=${fixture.code}`);
    // Asking the page anything counts as a tap, so the shop's side is asked.
    const toldLast = () => fixture.told.at(-1)?.state;
    await eventually("what the shop is told", toldLast, (state) => state === "sound_blocked");
    await eventually("what it does", player.doing, (doing) => doing === "sound_blocked");
    expect(!page.url().includes("code="), "the code stays in the address");
    await player.click("start-sound");
    await eventually("what it does after the tap", player.doing, (doing) => doing === "playing");
    await eventually(
      "receipts",
      () => fixture.platform.plays.length,
      (count) => count >= 1,
    );
    checkJournal(fixture);
  });
}

async function secondTab(where: Where): Promise<void> {
  await inBrowser(where, [AUTOPLAY], async (browser, fixture) => {
    const context = await browser.newContext();
    const first = await playAtOnce(context, fixture);
    const second = await context.newPage();
    await second.goto(fixture.url);
    await eventually(
      "the second tab",
      () => playerPage(second).isShown("page-elsewhere"),
      (shown) => shown,
    );
    await first.close();
    await eventually("the second tab", playerPage(second).doing, (doing) => doing === "playing");
    await eventually(
      "receipts",
      () => fixture.platform.plays.length,
      (count) => count >= 2,
    );
    checkJournal(fixture);
  });
}

async function insecure(where: Where): Promise<void> {
  await inBrowser(where, ["--host-resolver-rules=MAP shop.test 127.0.0.1"], async (browser, fixture) => {
    const page = await browser.newPage();
    await page.goto(fixture.url.replace("localhost", "shop.test"));
    const refused = page.getByTestId("page-refused");
    await refused.waitFor();
    expect((await refused.getAttribute("data-reason")) === "insecure", "the reason is another one");
  });
}

async function keyboard(where: Where): Promise<void> {
  await inBrowser(where, [AUTOPLAY], async (browser, fixture) => {
    const context = await browser.newContext();
    const page = await playAtOnce(context, fixture);
    const player = playerPage(page);
    await page.keyboard.press("Space");
    await eventually("after space", player.doing, (doing) => doing === "paused");
    await page.keyboard.press("Space");
    await eventually("after space again", player.doing, (doing) => doing === "playing");
    const title = await player.title();
    await page.keyboard.press("ArrowRight");
    await eventually("the next song", player.title, (now) => now !== title);
    for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowDown");
    const volume = () => page.getByTestId("volume").inputValue();
    await eventually("the volume", volume, (value) => value === "60");
    await page.waitForTimeout(1_000);
    await page.reload();
    await eventually("the volume after a reload", volume, (value) => value === "60");
    await eventually(
      "the skipped play",
      () => outcomes(fixture),
      (all) => all.includes("skipped"),
    );
    checkJournal(fixture);
  });
}

/** The journal as the platform got it: in sequence, every entry once, every signature right, nothing refused. */
function checkJournal({ platform, badSignatures }: Fixture): void {
  const seqs = platform.plays.map(({ seq }) => seq);
  expect(
    seqs.every((seq, at) => seq === at + 1),
    `the sequence is ${seqs.join(" ")}`,
  );
  expect(badSignatures === 0, "a signature does not fit");
  const bad = platform.plays.filter(({ verdict }) => verdict.verdict === "held" || verdict.verdict === "rejected");
  expect(
    bad.length === 0,
    `refused or held: ${bad.map(({ verdict }) => ("reason" in verdict ? verdict.reason : "")).join(" ")}`,
  );
  for (const { entry } of platform.plays)
    expect(
      !entry || entry.heardMs <= entry.monoEnd - entry.monoStart,
      `entry ${entry?.seq} heard more than its clock counted`,
    );
}

function outcomes({ platform }: Fixture): (string | undefined)[] {
  return platform.plays.map(({ entry }) => entry?.outcome);
}

async function playAtOnce(context: BrowserContext, fixture: Fixture) {
  const page = await context.newPage();
  await page.goto(`${fixture.url}?code=${fixture.code}`);
  await eventually("what it does", playerPage(page).doing, (doing) => doing === "playing");
  return page;
}

function launchOptions({ executablePath }: Where, flags: readonly string[]) {
  return { executablePath, headless: true, args: ["--no-sandbox", ...flags] };
}

async function inBrowser(
  where: Where,
  flags: readonly string[],
  run: (browser: Browser, fixture: Fixture) => Promise<void>,
) {
  const fixture = await startFixture(SONGS);
  const browser = await chromium.launch(launchOptions(where, flags));
  try {
    await run(browser, fixture);
  } finally {
    await browser.close();
    await fixture.stop();
  }
}

if (import.meta.main)
  await runStorePlayerChecks({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium" }, (line) =>
    console.log(line),
  );
