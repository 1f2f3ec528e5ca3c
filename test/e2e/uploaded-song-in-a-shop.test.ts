import { yuan } from "@songkeeper/base";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPairingCode } from "../../apps/api/src/devices/pair-device.ts";
import { topUpWallet } from "../../apps/api/src/wallet/top-up-wallet.ts";
import { publishRealSong, type UploadedSong } from "../support/uploaded-song.ts";
import { openBrowser, openPage, signedInState } from "./support/browser.ts";
import { type Platform, startPlatform } from "./support/platform.ts";
import { openShopWith, OWNER, PASSWORD, signUp, type World } from "./support/world.ts";

/** Not a whole number of AAC frames: what the encoder adds at the ends would be seen. */
const SONG_MS = 3_321;
/** AAC begins with up to two frames of silence that are the encoder's own: 46 ms at 44.1 kHz. */
const PRIMING_MS = 47;
/** How late a page's timers may be on a busy machine. */
const LATE_MS = 250;

let platform: Platform;
let browser: Browser;
let song: UploadedSong;
let world: World;

beforeAll(async () => {
  platform = await startPlatform("sqlite", new Date("2026-03-28T02:00:00.000Z"));
  const { services } = platform;
  song = await publishRealSong(services, { durationMs: SONG_MS, prices: { premises_small: "20000" } });
  const owner = await signUp(services, OWNER);
  world = await openShopWith(services, owner, [song.trackId]);
  const moment = { now: services.now(), timeZone: services.config.timeZone };
  const topUp = { shopId: world.shopId, amount: yuan("1"), userId: owner };
  await services.transact((tx) => topUpWallet(tx, topUp, moment));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.remove();
});

test("a shop's player plays an uploaded song from its own disk to its end, and is billed for what was heard", async () => {
  const { code } = await platform.services.transact((tx) => createPairingCode(tx, world.zoneId, platform.now()));
  const { page, problems } = await openPage(browser, { locale: "en-GB", timezoneId: "Asia/Shanghai" });
  await page.clock.setSystemTime(platform.now());
  await page.goto(`${platform.url}/player/`);
  await page.getByTestId("pair-code").fill(code);
  await page.getByTestId("pair-submit").click();
  await expect.poll(listPlays, { timeout: 40_000 }).toHaveLength(3);
  for (const play of await listPlays()) {
    expect(play).toMatchObject({ verdict: "billed", outcome: "completed", fee_micro: 20_000n });
    expect(Number(play.heard_ms)).toBeGreaterThan(SONG_MS - LATE_MS);
    expect(Number(play.heard_ms)).toBeLessThanOrEqual(SONG_MS + PRIMING_MS + LATE_MS);
  }
  const kept = await page.evaluate(async () => {
    const cache = await caches.open("songkeeper-songs");
    const [request] = await cache.keys();
    const file = await (request && (await cache.match(request)))?.blob();
    return { type: file?.type, bytes: file?.size };
  });
  expect(kept).toEqual({ type: "audio/mp4", bytes: song.files["aac128.mp4"]?.length });
  expect(problems).toEqual([]);
});

test("a shop's owner hears an uploaded song before choosing it, from any place in it to the end", async () => {
  const storageState = await signedInState(browser, platform.url, { email: OWNER, password: PASSWORD });
  const { page } = await openPage(browser, { storageState });
  const answer = await page.request.get(`${platform.url}/api/shops/${world.shopId}/catalogue?use=premises_small`);
  const { items } = (await answer.json()) as { items: { listenUrl: string }[] };
  const listenUrl = items[0]?.listenUrl ?? "";
  expect(listenUrl).toMatch(/^\/m\/[^/]+\/track\.mp4$/);
  await page.goto(`${platform.url}/player/`);
  const heard = await page.evaluate(async (url) => {
    const sound = new Audio(url);
    const ended = new Promise((resolve) => sound.addEventListener("ended", resolve));
    await sound.play();
    sound.currentTime = 2.5;
    await ended;
    return { duration: sound.duration * 1_000, end: sound.currentTime * 1_000, error: sound.error?.code ?? null };
  }, listenUrl);
  expect(heard.error).toBeNull();
  for (const ms of [heard.duration, heard.end]) {
    expect(ms).toBeGreaterThanOrEqual(SONG_MS - 1);
    expect(ms).toBeLessThanOrEqual(SONG_MS + PRIMING_MS);
  }
});

async function listPlays() {
  return platform.services.transact((tx) =>
    tx.selectFrom("play").select(["verdict", "outcome", "heard_ms", "fee_micro"]).execute(),
  );
}
