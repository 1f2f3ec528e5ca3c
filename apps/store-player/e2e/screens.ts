import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { expect } from "./expect.ts";
import { type Fixture, type FixtureSong, startFixture } from "./fixture.ts";
import { eventually, playerPage } from "./player-page.ts";

const SONGS: readonly FixtureSong[] = [
  {
    trackId: "rain-on-lotus",
    title: "荷塘夜雨",
    artist: "林夏 feat. The Paper Lanterns",
    seconds: 240,
    feeMicro: "20000",
  },
  {
    trackId: "a-very-long",
    title: "The long way home through the rice terraces, at dusk, in the first snow of the year (live)",
    artist: "Zhou Ming",
    seconds: 240,
    feeMicro: "20000",
  },
];
const WIDTHS = [
  [360, 740],
  [768, 1024],
  [1440, 900],
] as const;
const LOOKS = [
  { scheme: "light", language: "en" },
  { scheme: "dark", language: "zh-CN" },
  { scheme: "light", language: "zh-CN" },
  { scheme: "dark", language: "en" },
] as const;
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Screen {
  readonly name: string;
  readonly before?: (fixture: Fixture, page: Page) => unknown;
  readonly reach: (page: Page, fixture: Fixture) => Promise<unknown>;
  readonly isBlockable?: boolean;
}

const reaches = (doing: string) => (page: Page) => eventually(doing, playerPage(page).doing, (now) => now === doing);
const shows = (id: string) => (page: Page) => page.getByTestId(id).waitFor({ timeout: 60_000 });
const refuses = (refusal: string) => (fixture: Fixture) => (fixture.platform.shop.refusal = refusal);

/** Every state that a shop's staff may meet, and how a browser gets into it. */
const SCREENS: readonly Screen[] = [
  { name: "unpaired", reach: shows("page-unpaired") },
  { name: "wrong-code", reach: (page) => wrongCode(page, "22222222") },
  { name: "used-code", reach: (page) => wrongCode(page, "EXP1RED0") },
  {
    name: "starting",
    before: (_, page) => page.addInitScript("LockManager.prototype.request = () => new Promise(() => undefined)"),
    reach: shows("page-starting"),
  },
  { name: "elsewhere", reach: elsewhere },
  {
    name: "no-storage",
    before: (_, page) => page.addInitScript("IDBFactory.prototype.open = () => { throw new Error('no') }"),
    reach: shows("page-refused"),
  },
  {
    name: "loading",
    before: (fixture) => void (fixture.songsWait = new Promise(() => undefined)),
    reach: pairedAnd(reaches("loading")),
  },
  { name: "playing", reach: pairedAnd(playing) },
  { name: "long-title", reach: pairedAnd(longTitle) },
  { name: "paused", reach: pairedAnd(async (page) => (await playing(page), page.getByTestId("play-pause").click())) },
  { name: "offline", reach: pairedAnd(offline) },
  { name: "sound-blocked", isBlockable: true, reach: pairedAnd(blocked) },
  {
    name: "clock-wrong",
    before: (_, page) => page.addInitScript("const now = Date.now; Date.now = () => now() - 90_000_000"),
    reach: pairedAnd(shows("notice-clock")),
  },
  {
    name: "disk-low",
    before: (_, page) =>
      page.addInitScript("Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))"),
    reach: pairedAnd(shows("notice-disk")),
  },
  {
    name: "budget-used",
    before: (fixture) => (fixture.platform.shop.dayAmountMicro = "0"),
    reach: pairedAnd(reaches("budget_used")),
  },
  { name: "no-licence", before: refuses("no_licence"), reach: pairedAnd(reaches("no_lease")) },
  { name: "nothing-to-play", before: refuses("nothing_to_play"), reach: pairedAnd(reaches("nothing_to_play")) },
  { name: "ended", before: (fixture) => (fixture.platform.isEnded = true), reach: pairedAnd(reaches("ended")) },
  { name: "forked", reach: pairedAnd(refusedDelivery("fork", "notice-forked")) },
  { name: "not-taken", reach: pairedAnd(refusedDelivery("bad_signature", "notice-problem")) },
];

/** Pictures of every state at three widths, in both themes and languages; throws where one is not reached or axe finds something. */
export async function takeScreens(options: { executablePath: string; folder: string; only?: string }): Promise<void> {
  const { executablePath, folder, only } = options;
  await mkdir(folder, { recursive: true });
  const found: string[] = [];
  for (const isBlockable of [false, true]) {
    const policy = isBlockable ? "document-user-activation-required" : "no-user-gesture-required";
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", `--autoplay-policy=${policy}`] });
    const screens = SCREENS.filter(
      (screen) => (screen.isBlockable ?? false) === isBlockable && (!only || only === screen.name),
    );
    for (const screen of screens)
      found.push(
        ...(await takeScreen(browser, screen, folder).catch((error: unknown) => [`${screen.name}: ${String(error)}`])),
      );
    await browser.close();
  }
  expect(found.length === 0, found.join("\n"));
}

async function takeScreen(browser: Browser, screen: Screen, folder: string): Promise<string[]> {
  const fixture = await startFixture(SONGS);
  const page = await (await browser.newContext({ locale: "en", reducedMotion: "reduce" })).newPage();
  const found: string[] = [];
  try {
    await screen.before?.(fixture, page);
    await page.goto(fixture.url);
    await screen.reach(page, fixture);
    for (const { scheme, language } of LOOKS) {
      await page.emulateMedia({ colorScheme: scheme });
      if ((await page.locator("html").getAttribute("lang")) !== language) await page.getByTestId("language").click();
      for (const [width, height] of WIDTHS) {
        await page.setViewportSize({ width, height });
        await page.waitForTimeout(150);
        await page.screenshot({ path: join(folder, `${screen.name}-${scheme}-${language}-${width}.png`) });
      }
      found.push(...(await axe(page)).map((rule) => `${screen.name} ${scheme} ${language}: ${rule}`));
      const spills = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      expect(!spills, `${screen.name} is wider than the page`);
    }
    return found;
  } finally {
    await page.context().close();
    await fixture.stop();
  }
}

async function axe(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 360, height: 740 });
  // The page's policy allows no injected script element; evaluating is the debugger's right.
  const { readFile } = await import("node:fs/promises");
  await page.evaluate(await readFile(AXE, "utf8"));
  return page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))",
  );
}

function pairedAnd(reach: Screen["reach"]): Screen["reach"] {
  return async (page, fixture) => {
    await page.goto(`${fixture.url}?code=${fixture.code}`);
    await reach(page, fixture);
  };
}

async function playing(page: Page): Promise<void> {
  await reaches("playing")(page);
  await page.waitForTimeout(6_000);
}

/** Asking the page anything counts as a tap, so the shop's side is asked. */
async function blocked(_page: Page, fixture: Fixture): Promise<void> {
  await eventually(
    "what the shop is told",
    () => fixture.told.at(-1)?.state,
    (state) => state === "sound_blocked",
  );
}

async function longTitle(page: Page): Promise<void> {
  await reaches("playing")(page);
  await page.waitForTimeout(1_500);
  await page.getByTestId("skip").click();
  await page.waitForTimeout(1_500);
}

async function offline(page: Page): Promise<void> {
  await longTitle(page);
  await page.context().setOffline(true);
  await page.getByTestId("skip").click();
  await page.waitForTimeout(1_500);
  await shows("notice-offline")(page);
}

async function wrongCode(page: Page, code: string): Promise<void> {
  await playerPage(page).pair(code);
  await eventually(
    "the problem",
    () => page.getByTestId("pair-problem").textContent(),
    (text) => text !== "",
  );
}

async function elsewhere(page: Page, fixture: Fixture): Promise<void> {
  const other = await page.context().newPage();
  await page.goto("about:blank");
  await other.goto(fixture.url);
  await shows("page-unpaired")(other);
  await page.goto(fixture.url);
  await shows("page-elsewhere")(page);
}

function refusedDelivery(reason: string, notice: string): Screen["reach"] {
  return async (page, fixture) => {
    fixture.platform.deliver = () => ({ ok: false, reason, facts: {} });
    await playing(page);
    await page.getByTestId("skip").click();
    await shows(notice)(page);
  };
}

if (import.meta.main)
  await takeScreens({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    folder: process.argv[2] ?? "screens",
    ...(process.argv[3] ? { only: process.argv[3] } : {}),
  });
