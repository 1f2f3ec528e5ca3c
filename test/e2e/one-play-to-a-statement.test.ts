import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, signIn } from "./support/browser.ts";
import { type Engine, type Platform, startPlatform } from "./support/platform.ts";
import { makeCode, saveFile, topUp, verify } from "./support/steps.ts";
import { LYRICIST, makeWorld, OPERATOR, OWNER, PASSWORD, type World } from "./support/world.ts";

/** Saturday 28 March 2026, 10:00 in Shanghai. */
const BEGIN = new Date("2026-03-28T02:00:00.000Z");
/** March may be closed 72 hours after its end: 4 April, 00:00 in Shanghai, and a minute. */
const CLOSABLE = new Date("2026-04-03T16:01:00.000Z");

describe.each<Engine>(["sqlite", "postgres"])("one play to a statement on %s", (engine) => {
  let platform: Platform;
  let world: World;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "songkeeper-statement-"));
    platform = await startPlatform(engine, BEGIN);
    world = await makeWorld(platform.services);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  test("three plays in a tea house reach the lyricist's signed statement, and a changed digit is found", async () => {
    const console = await openPage(browser, { locale: "en-GB", timezoneId: "Asia/Shanghai" });
    const player = await openPage(browser, { locale: "en-GB", timezoneId: "Asia/Shanghai" });
    await console.page.clock.setSystemTime(platform.now());
    await signIn(console.page, platform.url, { email: OWNER, password: PASSWORD });

    await topUp(console.page, platform.url, world);
    const code = await makeCode(console.page, platform.url, world);
    await player.page.goto(`${platform.url}/player/`);
    await player.page.getByTestId("pair-code").fill(code);
    await player.page.getByTestId("pair-submit").click();

    await seePlaysUntilTheCap(console.page, player.page, { url: platform.url, world });
    await console.context.close();
    const lyricist = await tieAndClose(browser, platform);
    const files = await readStatement(lyricist, platform, folder);

    const honest = verify([files.statement, files.plays, "--key", files.fingerprint]);
    expect(honest.stdout + honest.stderr).toContain("✓");
    expect(honest.status).toBe(0);
    await changeOneDigit(files.statement);
    const changed = verify([files.statement, files.plays, "--key", files.fingerprint]);
    expect(changed.status).toBe(1);
    expect(changed.stdout).toContain("✗");
    expect([...console.problems, ...player.problems]).toEqual([]);
  });
});

/** The player sounds; the console shows three plays with their fee as they happen; then the day's cap is reached. */
async function seePlaysUntilTheCap(
  page: Page,
  player: Page,
  { url, world }: { url: string; world: World },
): Promise<void> {
  await page.goto(`${url}/shop/${world.shopId}`);
  const rows = page.getByRole("table", { name: /plays/i }).getByRole("row").filter({ hasText: "¥0.02" });
  await rows.first().waitFor({ timeout: 30_000 });
  await expect.poll(() => rows.count(), { timeout: 40_000 }).toBe(3);
  await player.getByTestId("doing").filter({ hasText: "Budget used" }).waitFor({ timeout: 20_000 });
  await page.reload();
  await rows.first().waitFor();
  expect(await rows.count()).toBe(3);
  await page.getByText("¥9.94").first().waitFor();
}

/** The operator ties the lyricist to an account and closes March; then the lyricist signs in. */
async function tieAndClose(browser: Browser, platform: Platform): Promise<Page> {
  platform.skipTo(CLOSABLE);
  const operator = await openPage(browser, { locale: "en-GB", timezoneId: "Asia/Shanghai" });
  await operator.page.clock.setSystemTime(platform.now());
  await signIn(operator.page, platform.url, { email: OPERATOR, password: PASSWORD });
  await operator.page.goto(`${platform.url}/operate/parties`);
  const party = operator.page.getByRole("listitem").filter({ hasText: "周墨" });
  await party.getByLabel(/e-mail/i).fill(LYRICIST);
  await party.getByRole("button", { name: "Tie" }).click();
  await operator.page.getByText(`Account: ${LYRICIST}`).waitFor();

  await operator.page.goto(`${platform.url}/operate`);
  const march = operator.page.getByRole("region", { name: "March 2026" });
  await march.getByRole("button", { name: "Close this month" }).click();
  await march.getByText("Root of the month:").waitFor({ timeout: 30_000 });
  await operator.page.goto(`${platform.url}/operate/books`);
  await operator.page.getByText("¥0.006").first().waitFor();
  expect(operator.problems).toEqual([]);
  await operator.context.close();

  const lyricist = await openPage(browser, { locale: "en-GB", timezoneId: "Asia/Shanghai", acceptDownloads: true });
  await lyricist.page.clock.setSystemTime(platform.now());
  await signIn(lyricist.page, platform.url, { email: LYRICIST, password: PASSWORD });
  return lyricist.page;
}

/**
 * The lyricist reads the statement: 3 plays at 20,000 micros are 60,000, of which the lyricist's tenth is 6,000 micros,
 * ¥0.006; and downloads both files.
 */
async function readStatement(page: Page, { url }: Platform, folder: string) {
  await page.goto(`${url}/money`);
  await page.getByRole("link", { name: /March 2026/ }).click();
  await page.getByRole("heading", { name: "Statement March 2026" }).waitFor();
  await page.getByText("¥0.006").first().waitFor();
  const [statement, plays] = [join(folder, "statement.json"), join(folder, "plays.jsonl.gz")];
  await saveFile(page, "Statement (JSON)", statement);
  await saveFile(page, "Plays behind it", plays);
  const { lines, header } = JSON.parse(await readFile(statement, "utf8")).statement;
  const amounts = lines.map(({ amountMicro }: { amountMicro: string }) => BigInt(amountMicro));
  expect(amounts.reduce((sum: bigint, amount: bigint) => sum + amount, 0n)).toBe(6_000n);
  expect(header).toMatchObject({
    month: "2026-03",
    allocatedMicro: "6000",
    differencesMicro: "0",
    carriedMicro: "6000",
  });
  const { keys } = await (await page.request.get(`${url}/api/keys`)).json();
  return { statement, plays, fingerprint: String(keys[0].fingerprint) };
}

/** Adds one micro to the amount of the first line. */
async function changeOneDigit(path: string): Promise<void> {
  const file = JSON.parse(await readFile(path, "utf8"));
  const [line] = file.statement.lines;
  line.amountMicro = `${BigInt(line.amountMicro) + 1n}`;
  await writeFile(path, JSON.stringify(file));
}
