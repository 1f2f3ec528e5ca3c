import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { searchResult } from "@songkeeper/contracts";
import type { Browser } from "playwright-core";
import { readConfig } from "../../apps/api/src/config.ts";
import { makeSampleWorld } from "../../apps/api/src/sample/make-sample-world.ts";
import { PEOPLE, SAMPLE_PASSWORD } from "../../apps/api/src/sample/sample-people.ts";
import { StudioSession } from "../../apps/api/src/sample/studio-session.ts";
import { type RunningServer, startServer } from "../../apps/api/src/serve.ts";
import { draftTrackOf } from "../../apps/api/src/testing/musician.ts";
import { knownMusic, wavFile } from "../support/known-music.ts";
import { openBrowser, openPage, signedInState, signIn } from "./support/browser.ts";

/**
 * `npm run screenshots`: makes the sample world in a temporary folder and photographs it: the README's pictures, and with
 * a folder as argument every page at 360, 768 and 1,440 px, light and dark, in both languages, to be looked at.
 */
const IMAGES = join(import.meta.dirname, "../../docs/images");
const PASSWORD = SAMPLE_PASSWORD;
/** So long the pictured song has sounded. */
const LISTENED_MS = 12_000;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/;
const WIDTHS = [360, 768, 1440];

interface Room {
  readonly email: string | null;
  readonly paths: readonly string[];
}

const states = new Map<string, Awaited<ReturnType<typeof signedInState>>>();

const folder = await mkdtemp(join(tmpdir(), "songkeeper-pictures-"));
const config = readConfig({ DATA_DIR: folder, PORT: "4177", LOG_LEVEL: "error" });
const server = await startServer(config, () => new Date());
const browser = await openBrowser();
try {
  const { services, url, localUrl } = server;
  await makeSampleWorld(services, { url, localUrl, print: (line) => void process.stdout.write(`${line}\n`) });
  await photographShop(browser, url);
  await photographListening(browser, url);
  const into = process.argv[2];
  if (into) await photographAll(browser, server, into);
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function photographShop(from: Browser, url: string): Promise<void> {
  const { page, context } = await openPage(from, { viewport: { width: 1200, height: 1240 }, locale: "en-GB" });
  await signIn(page, url, { email: PEOPLE.owner.email, password: PASSWORD });
  await page.goto(`${url}/shop`);
  await page.getByRole("heading", { name: "听雨茶馆" }).first().waitFor();
  await page.getByText("¥0.02").first().waitFor();
  await mkdir(IMAGES, { recursive: true });
  await page.screenshot({ path: join(IMAGES, "shop.png") });
  await context.close();
}

/** A song that sounds, with its words and the player below. */
async function photographListening(from: Browser, url: string): Promise<void> {
  const { page, context } = await openPage(from, { viewport: { width: 1200, height: 1000 }, locale: "en-GB" });
  await page.goto(url + (await addressesOf(url, "月光信")).song);
  await page.getByRole("main").getByRole("button", { name: "Play" }).first().click();
  await page.getByRole("button", { name: "Pause" }).first().waitFor();
  await page.waitForTimeout(LISTENED_MS);
  await page.screenshot({ path: join(IMAGES, "listen.png") });
  await context.close();
}

/** Where a song, its release and its artist are found. */
async function addressesOf(url: string, title: string): Promise<{ song: string; release: string; artist: string }> {
  const answer = await fetch(`${url}/api/search?q=${encodeURIComponent(title)}`);
  const song = searchResult.parse(await answer.json()).songs.find((one) => one.title === title);
  if (!song) throw new Error(`${title} is not found`);
  return { song: `/song/${song.id}`, release: `/release/${song.release.id}`, artist: `/artist/${song.artist.id}` };
}

/** A draft of one song with nothing missing, as the musician leaves it before publishing. */
async function makeDraft({ localUrl: url }: RunningServer): Promise<string> {
  const platform = { url, origin: url, signal: new AbortController().signal };
  const session = await StudioSession.begin(platform, PEOPLE.musician.email);
  const { id, body } = await session.openDraft("夜航");
  const file = { bytes: wavFile(knownMusic(7, 20)), name: "夜航.wav" };
  const recordingId = await session.upload(id, file);
  await session.waitFor(recordingId);
  const track = draftTrackOf(recordingId, { title: "夜航" });
  await session.saveDraft(id, { ...body, title: "夜航", artist: PEOPLE.musician.name, tracks: [track] });
  return `/studio/draft/${id}`;
}

async function roomsOf(from: RunningServer): Promise<Room[]> {
  const { song, release, artist } = await addressesOf(from.url, "月光信");
  const draft = await makeDraft(from);
  const steps = ["files", "read", "prices"].map((step) => `${draft}?step=${step}`);
  return [
    { email: null, paths: ["/", "/search?q=雨", song, release, artist, "/sign-up"] },
    { email: PEOPLE.listener.email, paths: ["/library", song] },
    { email: PEOPLE.musician.email, paths: ["/studio", ...steps] },
    { email: PEOPLE.owner.email, paths: ["/shop"] },
    { email: PEOPLE.tailor.email, paths: ["/shop"] },
    { email: PEOPLE.lyricist.email, paths: ["/money"] },
    {
      email: PEOPLE.operator.email,
      paths: ["", "/books", "/held", "/parties", "/payouts", "/messages"].map((path) => `/operate${path}`),
    },
  ];
}

async function photographAll(from: Browser, server: RunningServer, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  const rooms = await roomsOf(server);
  const { url } = server;
  for (const locale of ["zh-CN", "en-GB"])
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of WIDTHS) await photographRooms(from, rooms, { url, into, locale, colorScheme, width });
}

/** One sign-in serves all pictures: the platform slows down guessing. */
async function stateOf(from: Browser, url: string, email: string) {
  const known = states.get(email) ?? (await signedInState(from, url, { email, password: PASSWORD }));
  states.set(email, known);
  return known;
}

interface Look {
  readonly url: string;
  readonly into: string;
  readonly locale: string;
  readonly colorScheme: "light" | "dark";
  readonly width: number;
}

async function photographRooms(from: Browser, rooms: readonly Room[], look: Look): Promise<void> {
  const { url, into, locale, colorScheme, width } = look;
  for (const { email, paths } of rooms) {
    const storageState = email === null ? undefined : await stateOf(from, url, email);
    const viewport = { width, height: 800 };
    const { page, context } = await openPage(from, {
      viewport,
      locale,
      colorScheme,
      ...(storageState && { storageState }),
    });
    for (const path of paths) {
      await page.goto(url + path);
      await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
      const who = email?.split("@")[0] ?? "visitor";
      const name = [who, path.replace(ID, "").replaceAll(/[^\p{L}\p{N}]+/gu, "_"), locale, colorScheme, width].join(
        "-",
      );
      await page.screenshot({ path: join(into, `${name}.png`) });
    }
    await context.close();
  }
}
