import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { markOperator } from "../../apps/api/src/accounts/queries.ts";
import { pictureFile } from "../../apps/api/src/testing/picture-file.ts";
import { findInMusic } from "../support/find-in-music.ts";
import { knownMusic, leftOf, type Pcm16, wavFile } from "../support/known-music.ts";
import { openBrowser, openPage, signedInState } from "./support/browser.ts";
import { hearLastMade, recordSound, watchSound } from "./support/heard.ts";
import { type Platform, startPlatform } from "./support/platform.ts";
import { nameCredits } from "./support/studio.ts";
import { OPERATOR, PASSWORD, signUp } from "./support/world.ts";

const MUSICIAN = "musician@songkeeper.example";
const OTHER = "other@songkeeper.example";
const MUSIC = knownMusic(31, 66);
const RATE = MUSIC.sampleRate;
/** All that is listened for; sought in less, it is found sooner. */
const BEGINNING = leftOf(MUSIC).subarray(0, 20 * RATE);
/** The preview is moved there by keys, from the song's beginning. */
const CHOSEN_S = 12;
const WORDS = "The owner is my brother, and he knows.";

let platform: Platform;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-studio-sound-"));
  platform = await startPlatform("postgres", new Date());
  await signUp(platform.services, MUSICIAN);
  await signUp(platform.services, OTHER);
  const operator = await signUp(platform.services, OPERATOR);
  await platform.services.transact((tx) => markOperator(tx, operator));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.remove();
  await rm(folder, { recursive: true, force: true });
});

test("a chosen preview and a taken tempo are what visitors meet, and a copy waits for a person", async () => {
  const { song, tempo } = await asPerson(MUSICIAN, async (page) => {
    await uploadTwice(page);
    await describeSong(page, "Harbour");
    await choosePreview(page);
    const taken = await takeEstimate(page);
    await publish(page);
    await page.getByRole("heading", { name: "“Harbour” is out" }).waitFor({ timeout: 20_000 });
    return { song: await addressOfSong(page), tempo: taken };
  });
  await asPerson(undefined, (page) => meetSong(page, song, tempo));
  await asPerson(OTHER, async (page) => {
    await borrow(page);
    await describeSong(page, "Borrowed");
    await publish(page);
    await page.getByText("This recording sounds like another one").waitFor();
    await asPerson(OPERATOR, release);
    await page.reload();
    await page.getByRole("link", { name: "Files" }).click();
    await page.getByText("Somebody compared the two: this one may be published.").waitFor();
    await publish(page);
    await page.getByRole("heading", { name: "“Borrowed” is out" }).waitFor({ timeout: 20_000 });
  });
});

/** Somebody's page, or a visitor's; nothing may go wrong in it. */
async function asPerson<T>(email: string | undefined, doing: (page: Page) => Promise<T>): Promise<T> {
  const state = email && { storageState: await signedInState(browser, platform.url, { email, password: PASSWORD }) };
  const { page, context, problems } = await openPage(browser, { locale: "en-GB", bypassCSP: true, ...state });
  await watchSound(page);
  const done = await doing(page);
  await context.close();
  expect(problems).toEqual([]);
  return done;
}

/** The same sound under two names: told, and the second one removed. */
async function uploadTwice(page: Page): Promise<void> {
  await page.goto(`${platform.url}/studio`);
  await upload(page, "Harbour.wav", MUSIC);
  await loud(page, 1);
  await upload(page, "Again.wav", MUSIC);
  await page.getByText("You have uploaded this sound before, as “Harbour.wav”.").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Remove Again.wav" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect.poll(() => page.getByText("Again.wav").count()).toBe(0);
}

/** Another musician uploads half a minute of it, is told what it sounds like, and says something about it. */
async function borrow(page: Page): Promise<void> {
  await page.goto(`${platform.url}/studio`);
  const samples = MUSIC.samples.subarray(2 * 20 * RATE, 2 * 50 * RATE);
  await upload(page, "Borrowed.wav", { sampleRate: RATE, samples });
  await loud(page, 1);
  await page.getByText("This sounds like “Harbour” by musician.").waitFor();
  await page.getByRole("button", { name: "Say something about it" }).click();
  await page.getByLabel("A note to the person who compares the two").fill(WORDS);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Sent to the person who compares the two:").waitFor();
  expect(await page.getByText(WORDS).count()).toBe(1);
}

async function upload(page: Page, name: string, music: Pcm16): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, wavFile(music));
  await page.getByLabel("Sound files").setInputFiles([path]);
}

async function loud(page: Page, count: number): Promise<void> {
  await expect.poll(() => page.getByText(/LUFS loud/).count(), { timeout: 60_000 }).toBe(count);
}

async function describeSong(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: "What was read" }).click();
  const cover = { name: "cover.png", mimeType: "image/png", buffer: Buffer.from(pictureFile()) };
  await page.getByLabel("Cover picture").setInputFiles(cover);
  await page.getByRole("button", { name: "Take the cover away" }).waitFor({ timeout: 20_000 });
  await nameCredits(page, [{ title, lyricist: "周墨", composer: "何山" }]);
}

/** Moves the window on the waveform by keys alone. */
async function choosePreview(page: Page): Promise<void> {
  await page.getByText("Origin, AI, ISRC, tempo, lyrics, preview").click();
  await page.getByLabel("Only a preview of 30 seconds is free to hear").check();
  const begins = page.getByRole("slider", { name: "Where the preview begins" });
  await begins.press("Home");
  for (let second = 0; second < CHOSEN_S; second++) await begins.press("ArrowRight");
  await page.getByText(`0:${CHOSEN_S} to 0:34, as you chose.`).waitFor();
  await hearLastMade(page);
  await page.getByRole("button", { name: "Hear this part" }).click();
  // Sooner than it would be heard there from the song's beginning.
  await expect.poll(() => whatSounds(page), { timeout: 8_000 }).toSatisfy(isChosen);
  await page.getByRole("button", { name: "Stop" }).click();
}

/** Takes what was measured; gives the tempo. */
async function takeEstimate(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Take that" }).click();
  expect(await page.getByRole("group", { name: "Energy" }).getByRole("radio", { checked: true }).count()).toBe(1);
  return page.getByLabel("Tempo (beats a minute)").inputValue();
}

async function publish(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Prices and publishing" }).click();
  await page.getByLabel(/^I hold the rights/).check();
  await page.getByRole("button", { name: "Publish 1 song" }).click();
}

async function addressOfSong(page: Page): Promise<string> {
  const found = await page.request.get(`${platform.url}/api/search?q=Harbour`);
  return `${platform.url}/song/${(await found.json()).songs[0].id}`;
}

/** A visitor sees the tempo, and hears the part that was chosen from its beginning. */
async function meetSong(page: Page, song: string, tempo: string): Promise<void> {
  await page.goto(song);
  await page.getByText(`${tempo} BPM`).waitFor();
  const heard = async () => {
    await page.reload();
    await page.getByRole("button", { name: "Hear the preview" }).first().click();
    return whatSounds(page);
  };
  // The preview of the chosen place is made once the song is out.
  await expect.poll(heard, { timeout: 60_000, interval: 1_000 }).toSatisfy(isChosen);
}

interface Heard {
  readonly isMusic: boolean;
  readonly fromS: number;
}

function isChosen({ isMusic, fromS }: Heard): boolean {
  return isMusic && fromS >= CHOSEN_S && fromS < CHOSEN_S + 8;
}

/** From which second of the music it is that sounds in a page, if it is the music. */
async function whatSounds(page: Page): Promise<Heard> {
  // What comes in slowly, or is waited for, is not asked.
  const recorded = (await recordSound(page, 2)).subarray(RATE);
  const { at, correlation } = findInMusic(recorded, BEGINNING);
  return { isMusic: correlation > 0.95, fromS: Math.floor(at / RATE) };
}

/** The operator reads what was said, and lets it be published. */
async function release(page: Page): Promise<void> {
  await page.goto(`${platform.url}/operate/matches`);
  await page.getByText(WORDS).waitFor();
  await page.getByRole("button", { name: /^Release/ }).click();
  await page.getByText("Nothing waits for a decision.").waitFor();
}
