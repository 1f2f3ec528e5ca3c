import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findUserIdByEmail } from "../../apps/api/src/accounts/queries.ts";
import { musicianBy } from "../../apps/api/src/testing/musician.ts";
import { pictureFile } from "../../apps/api/src/testing/picture-file.ts";
import { buySong } from "../../apps/api/src/testing/published-song.ts";
import { prepareDraft, publishPrepared } from "../../apps/api/src/testing/real-song.ts";
import { withHeaders } from "../../apps/api/src/testing/test-player.ts";
import { openBrowser, openPage, signedInState } from "./support/browser.ts";
import { type Platform, startPlatform } from "./support/platform.ts";
import { LYRICIST, makeWorld, OPERATOR, OWNER, PASSWORD, type World } from "./support/world.ts";

const MUSICIAN = "mei@songkeeper.example";
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let platform: Platform;
let world: World & Music;
let browser: Browser;
const states = new Map<string, Awaited<ReturnType<typeof signedInState>>>();
beforeAll(async () => {
  platform = await startPlatform("sqlite", new Date("2026-03-28T02:00:00.000Z"));
  world = { ...(await makeWorld(platform.services)), ...(await publishSomething(platform)) };
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.remove();
});

/** What the pages of listening, buying and the Studio are about. */
interface Music {
  readonly songId: string;
  readonly releaseId: string;
  readonly orderId: string;
  readonly draftId: string;
}

type Told = World & Music;

const ROOMS = [
  {
    who: undefined,
    paths: ({ songId, releaseId }: Told) => [
      "/",
      "/sign-in",
      "/sign-up",
      "/player/",
      "/nowhere",
      "/search?q=山居",
      "/search?q=nothing",
      `/song/${songId}`,
      `/release/${releaseId}`,
      "/claim/AAAAAAAAAAAAAAAAAAAAAA",
    ],
  },
  {
    who: OWNER,
    paths: ({ shopId, zoneId }: Told) => [
      `/shop/${shopId}`,
      `/shop/${shopId}/budget`,
      `/shop/${shopId}/zones/${zoneId}/soundtrack`,
      `/shop/${shopId}/zones/${zoneId}/hours`,
      `/shop/${shopId}/zones/${zoneId}/player`,
    ],
  },
  {
    who: LYRICIST,
    paths: ({ songId, orderId }: Told) => ["/money", "/shop/new", "/library", `/song/${songId}`, `/orders/${orderId}`],
  },
  {
    who: MUSICIAN,
    paths: ({ draftId }: Told) => [
      "/studio",
      ...["files", "read", "prices"].map((step) => `/studio/draft/${draftId}?step=${step}`),
    ],
  },
  {
    who: OPERATOR,
    paths: () =>
      ["", "/books", "/held", "/matches", "/parties", "/payouts", "/messages", "/health"].map((at) => `/operate${at}`),
  },
];

test.each([
  { locale: "zh-CN", width: 360, colorScheme: "dark" as const },
  { locale: "en-GB", width: 360, colorScheme: "light" as const },
  { locale: "en-GB", width: 1440, colorScheme: "dark" as const },
])(
  "every page fits $width px in $locale, $colorScheme, and axe finds nothing",
  async ({ locale, width, colorScheme }) => {
    const axe = await readFile(AXE, "utf8");
    const found: string[] = [];
    for (const { who, paths } of ROOMS) {
      const options = { locale, colorScheme, viewport: { width, height: 800 }, bypassCSP: true };
      const signedIn = who ? { storageState: await stateOf(who) } : {};
      const { page, context, problems } = await openPage(browser, { ...options, ...signedIn, serviceWorkers: "block" });
      for (const path of paths(world)) found.push(...(await faultsOf(page, path, axe)));
      found.push(...problems);
      await context.close();
    }
    expect(found).toEqual([]);
  },
);

async function stateOf(email: string) {
  const state = states.get(email) ?? (await signedInState(browser, platform.url, { email, password: PASSWORD }));
  states.set(email, state);
  return state;
}

/** What is wrong with a page: wider than its window, in an unknown language, or something that axe finds. */
async function faultsOf(page: Page, path: string, axe: string): Promise<string[]> {
  await page.goto(platform.url + path, { waitUntil: "load" });
  await page.locator("h1").first().waitFor();
  await page.waitForLoadState("networkidle", { timeout: 2_000 }).catch(() => undefined);
  const faults: string[] = [];
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) faults.push(`${path} is ${over} px too wide`);
  if (!(await page.locator("html").getAttribute("lang"))) faults.push(`${path} says no language`);
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations: all } = await (globalThis as unknown as { axe: AxeInPage }).axe.run();
    return all.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
  });
  return [...faults, ...violations.map((violation) => `${path} ${violation}`)];
}

interface AxeInPage {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** A musician with a release that is out and a draft that is not; the lyricist has bought the song. */
async function publishSomething({ services, url }: Platform): Promise<Music> {
  const musician = await musicianAt({ services, url });
  const coverId = await musician.makeCover(pictureFile());
  const out = await prepareDraft(services, musician, { coverId });
  const { releaseId, trackIds } = await publishPrepared(musician, out);
  const { draftId, body } = await prepareDraft(services, musician, { coverId });
  await musician.save(draftId, body);
  const [songId = ""] = trackIds;
  const buyer = await services.transact((tx) => findUserIdByEmail(tx, LYRICIST));
  const orderId = await buySong(services, buyer ?? "", songId);
  return { songId, releaseId, orderId, draftId };
}

async function musicianAt({ services, url }: Pick<Platform, "services" | "url">) {
  const body = { name: "林小满", email: MUSICIAN, password: PASSWORD };
  const { headers, response } = await services.auth.api.signUpEmail({ body, returnHeaders: true });
  const cookies = headers.getSetCookie().map((line) => line.split(";")[0]);
  const as = { origin: url, cookie: cookies.join("; ") };
  return musicianBy((path, init = {}) => fetch(url + path, withHeaders(init, as)), response.user.id);
}
