import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { serveFiles } from "./serve-files.ts";
import type { Opinion } from "./opinions.ts";

/** What hls.js buffers of one rung of a song in Chromium. */
export interface BrowserOpinion extends Opinion {
  readonly buffered: readonly (readonly [start: number, end: number])[];
}

const HLS_JS = createRequire(import.meta.url).resolve("hls.js/dist/hls.light.min.js");

/** A page of another site than the song's, with hls.js in it. */
export async function openListener(browser: Browser): Promise<{ page: Page; close: () => Promise<void> }> {
  const html = new TextEncoder().encode("<!DOCTYPE html><title>Listener</title><audio muted></audio>");
  const { url, close } = await serveFiles({ "index.html": html }, ({ headers }) => {
    headers["content-type"] = "text/html";
  });
  const page = await browser.newPage();
  await page.goto(new URL("index.html", url).href);
  await page.addScriptTag({ path: HLS_JS });
  return {
    page,
    close: async () => {
      await page.close();
      await close();
    },
  };
}

/** Lets hls.js buffer one level of a master playlist to its end; every error event is a complaint. */
export function browserOpinion(page: Page, url: string, level: number): Promise<BrowserOpinion> {
  return page.evaluate(listen, { url, level });
}

interface Player {
  loadSource(url: string): void;
  attachMedia(media: HTMLMediaElement): void;
  on(event: string, listener: (event: string, data: { details: string; fatal: boolean }) => void): void;
  destroy(): void;
}

/** Runs in the page. */
async function listen({ url, level }: { url: string; level: number }): Promise<BrowserOpinion> {
  const { Hls } = globalThis as unknown as { Hls: new (config: object) => Player };
  const media = document.querySelector("audio")!;
  const player = new Hls({ startLevel: level, maxBufferLength: 120, maxMaxBufferLength: 120, maxBufferSize: 11e6 });
  const complaints: string[] = [];
  let isOver = false;
  player.on("hlsError", (_, { details, fatal }) => {
    complaints.push(details);
    isOver ||= fatal;
  });
  player.on("hlsManifestParsed", () => {
    Object.assign(player, { loadLevel: level });
  });
  player.on("hlsBufferedToEnd", () => (isOver = true));
  player.attachMedia(media);
  player.loadSource(url);
  const until = performance.now() + 6_000;
  while (!isOver && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const buffered = Array.from(
    { length: media.buffered.length },
    (_, at) => [media.buffered.start(at), media.buffered.end(at)] as const,
  );
  const seconds = Number.isFinite(media.duration) ? media.duration : null;
  player.destroy();
  return { seconds, buffered, complaints: isOver ? complaints : [...complaints, "not buffered to the end"] };
}
