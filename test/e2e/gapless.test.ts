import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { followMusic } from "../support/follow-music.ts";
import { knownMusic, leftOf } from "../support/known-music.ts";
import { publishCutAlbum } from "./support/album.ts";
import { openBrowser, openPage, signedInState } from "./support/browser.ts";
import { takeSound, watchSound } from "./support/heard.ts";
import { type Platform, startPlatform } from "./support/platform.ts";
import { PASSWORD, signUp } from "./support/world.ts";

const BEGIN = new Date("2026-03-28T02:00:00.000Z");
const MUSICIAN = "musician@songkeeper.example";
/** Twelve seconds in three songs, which end in the middle of frames of every codec. */
const MUSIC = knownMusic(11, 12);
const CUTS = [240_001, 400_003];
const LEFT = leftOf(MUSIC);

describe("songs that were one piece of music", () => {
  let platform: Platform;
  let browser: Browser;
  let signedIn: Awaited<ReturnType<typeof signedInState>>;
  const albums = { whole: "", mixed: "" };

  beforeAll(async () => {
    platform = await startPlatform("sqlite", BEGIN);
    const ownerId = await signUp(platform.services, MUSICIAN);
    const album = { ownerId, music: MUSIC, cuts: CUTS };
    albums.whole = await publishCutAlbum(platform.services, { ...album, title: "Fugue" });
    albums.mixed = await publishCutAlbum(platform.services, { ...album, title: "Mixed", lossy: [1] });
    browser = await openBrowser();
    signedIn = await signedInState(browser, platform.url, { email: MUSICIAN, password: PASSWORD });
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.remove();
  });

  /** Plays an album from its first song to its end and gives what sounded; `meanwhile` may do something to it. */
  const hear = async (title: "Fugue" | "Mixed", who: "owner" | "visitor", meanwhile = endOf) => {
    const options = { locale: "en-GB", bypassCSP: true };
    const state = who === "owner" ? { ...options, storageState: signedIn } : options;
    const { page, context, problems } = await openPage(browser, state);
    await watchSound(page);
    await page.goto(`${platform.url}/release/${title === "Fugue" ? albums.whole : albums.mixed}`);
    // Heard once before, everything is there to record the first sample.
    await page.getByRole("button", { name: `Play ${title} 3`, exact: true }).click();
    await page.getByRole("button", { name: `Pause ${title} 3`, exact: true }).waitFor();
    await expect.poll(() => takeSound(page).then((sound) => sound.some((sample) => sample !== 0))).toBe(true);
    await page.getByRole("button", { name: `Play ${title} 1`, exact: true }).click();
    await meanwhile(page, title);
    await context.close();
    expect(problems).toEqual([]);
    return heard.splice(0).at(0) ?? new Float32Array();
  };
  const heard: Float32Array[] = [];
  const endOf = async (page: Page, title: string) => {
    await page.getByRole("button", { name: `Pause ${title} 3`, exact: true }).waitFor({ timeout: 30_000 });
    await page.getByRole("button", { name: `Play ${title} 3`, exact: true }).waitFor({ timeout: 30_000 });
    heard.push(await takeSound(page));
  };

  // A machine that is busy with other things may lose a moment of what sounds.
  const again = { retry: 2, timeout: 90_000 };

  test("sound lossless as one, from the first sample to the last", again, async () => {
    const followed = followMusic(await hear("Fugue", "owner"), LEFT);
    // Its first pieces are AAC: from there on it is what was uploaded, over both joints.
    expect(followed).toMatchObject({ shifted: [], before: 0, after: 0 });
    expect(followed.worst.correlation).toBeGreaterThan(0.999);
  });

  test("sound as AAC as one, without what the codec puts before and after each", again, async () => {
    const followed = followMusic(await hear("Fugue", "visitor"), LEFT);
    expect(followed).toMatchObject({ shifted: [], before: 0, after: 0 });
    expect(followed.worst.correlation).toBeGreaterThan(0.99);
  });

  test("sound as one where only some are lossless", again, async () => {
    const followed = followMusic(await hear("Mixed", "owner"), LEFT);
    expect(followed).toMatchObject({ shifted: [], before: 0, after: 0 });
  });

  test("sound as one while the listener goes from AAC to FLAC, to AAC and to FLAC again", again, async () => {
    const sounding: string[] = [];
    const followed = followMusic(
      await hear("Fugue", "owner", async (page, title) => {
        await page.getByRole("button", { name: "Show the whole player" }).click();
        const said = page.getByRole("status").filter({ hasText: "Sounding now" });
        for (const [quality, words] of [
          ["saver", "AAC 64"],
          ["lossless", "FLAC"],
        ] as const) {
          await page.getByLabel("Quality").selectOption(quality);
          await said.filter({ hasText: words }).waitFor();
          sounding.push(words);
        }
        await page.keyboard.press("Escape");
        await endOf(page, title);
      }),
      LEFT,
    );
    expect(sounding).toEqual(["AAC 64", "FLAC"]);
    expect(followed).toMatchObject({ shifted: [], before: 0, after: 0 });
  });
});
