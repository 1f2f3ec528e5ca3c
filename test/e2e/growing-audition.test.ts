import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { followMusic } from "../support/follow-music.ts";
import { knownMusic, leftOf, wavFile } from "../support/known-music.ts";
import { openBrowser, openPage, signedInState } from "./support/browser.ts";
import { hearLastMade, takeSound, watchSound } from "./support/heard.ts";
import { type Platform, startPlatform } from "./support/platform.ts";
import { PASSWORD, signUp } from "./support/world.ts";

const BEGIN = new Date("2026-03-28T02:00:00.000Z");
const MUSICIAN = "musician@songkeeper.example";
/** Long enough that it is heard before it is made. */
const MUSIC = knownMusic(21, 150);
/** So much of it is heard: across the moment where all of it is made. */
const HEARD_S = 20;

let platform: Platform;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-growing-"));
  await writeFile(join(folder, "Fugue.wav"), wavFile(MUSIC));
  platform = await startPlatform("sqlite", BEGIN);
  await signUp(platform.services, MUSICIAN);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.remove();
  await rm(folder, { recursive: true, force: true });
});

test(
  "a musician hears a song from its first sample while it is made, and on without a break",
  { retry: 2, timeout: 200_000 },
  async () => {
    const storageState = await signedInState(browser, platform.url, { email: MUSICIAN, password: PASSWORD });
    const { page, context, problems } = await openPage(browser, { locale: "en-GB", bypassCSP: true, storageState });
    await watchSound(page);
    await page.goto(`${platform.url}/studio`);
    const file = { name: "Fugue.wav", mimeType: "audio/wav", buffer: Buffer.from(wavFile(MUSIC)) };
    await page.getByLabel("Sound files").setInputFiles([file]);
    const hear = page.getByRole("button", { name: /^Hear / });
    await hear.waitFor({ timeout: 60_000 });
    const making = page.getByText("Hear it already, while the rest is made");
    expect(await making.count()).toBe(1);
    await hearLastMade(page);
    await hear.click();
    await expect.poll(() => page.getByText(/LUFS loud/).count(), { timeout: 100_000 }).toBe(1);
    await page.getByText(`0:${HEARD_S}`).first().waitFor({ timeout: 60_000 });
    const followed = followMusic(await takeSound(page), leftOf(MUSIC).subarray(0, (HEARD_S - 1) * MUSIC.sampleRate));
    expect(followed).toMatchObject({ shifted: [], before: 0 });
    await context.close();
    expect(problems).toEqual([]);
  },
);
