import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { checkHls } from "@songkeeper/media";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";
import { browserOpinion, openListener } from "../hls/support/browser-opinion.ts";
import { coreOpinion } from "../hls/support/core-opinion.ts";
import { makeSong, readFrom, type SongFiles } from "../hls/support/made-song.ts";
import { ffmpegOpinion, findProgram, gstreamerOpinion, type Opinion } from "../hls/support/opinions.ts";
import { serveFiles } from "../hls/support/serve-files.ts";
import { openBrowser } from "./support/browser.ts";

const RATE = 44_100;
const SAMPLES = 9 * RATE + 1234;
const RUNGS = ["aac64", "aac128", "aac256", "flac"];
const AAC_PACKET = 1024;

let song: SongFiles = {};
let browser: Browser;

beforeAll(async () => {
  song = await makeSong(waveFile(music({ samples: SAMPLES })));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

async function serve(): Promise<string> {
  const { url, close } = await serveFiles(song);
  onTestFinished(close);
  return url;
}

/** The encoder's run-up, which players leave out by the edit list and FFmpeg's decoder of fragments does not. */
function runUpOf(rung: string): number {
  const file = Buffer.from(song[`${rung}.mp4`] ?? []);
  return file.readUInt32BE(file.indexOf("elst") + 16);
}

/** What FFmpeg decodes: of FLAC every sample; of AAC whole packets, from the first one on. */
function expectDecoded(rung: string, { seconds, complaints }: Opinion): void {
  const whole = Math.ceil((SAMPLES + runUpOf(rung)) / AAC_PACKET) * AAC_PACKET;
  const samples = Math.round((seconds ?? 0) * RATE);
  expect({ rung, samples, complaints }).toEqual({ rung, samples: rung === "flac" ? SAMPLES : whole, complaints: [] });
}

test("where no fault is found, hls.js buffers the whole song in one piece, each rung as long as its playlist says", async () => {
  expect(await checkHls(readFrom(song), "master.m3u8", { http: false, depth: "full" })).toEqual([]);
  const listener = await openListener(browser);
  onTestFinished(listener.close);
  for (const [level, rung] of RUNGS.entries()) {
    const { seconds, buffered, complaints } = await browserOpinion(listener.page, await serve(), level);
    expect({ rung, complaints, pieces: buffered.length }).toEqual({ rung, complaints: [], pieces: 1 });
    expect(seconds).toBeCloseTo(SAMPLES / RATE, 2);
    expect(buffered[0]?.[0]).toBeLessThan(0.001);
    // Chromium buffers whole packets of AAC.
    expect(Math.abs((buffered[0]?.[1] ?? 0) - SAMPLES / RATE)).toBeLessThan(AAC_PACKET / RATE);
  }
});

test("FFmpeg inside WebAssembly decodes each rung to the samples that its playlist says", async () => {
  for (const rung of RUNGS) expectDecoded(rung, await coreOpinion(song[`${rung}.mp4`] ?? new Uint8Array(), RATE));
});

test("the machine's own FFmpeg and GStreamer agree, where they are installed", async () => {
  const [ffmpeg, gstreamer] = [findProgram("ffmpeg"), findProgram("gst-discoverer-1.0")];
  if (!ffmpeg) console.info("FFmpeg is not installed and has no opinion.");
  if (!gstreamer) console.info("GStreamer is not installed and has no opinion.");
  const url = await serve();
  for (const rung of RUNGS) {
    const playlist = new URL(`${rung}.m3u8`, url).href;
    if (ffmpeg) expectDecoded(rung, await ffmpegOpinion(ffmpeg, playlist, RATE));
    if (gstreamer) expect((await gstreamerOpinion(gstreamer, playlist)).seconds).toBeCloseTo(SAMPLES / RATE, 1);
  }
});
