// Prints, as a table, which of the other tools notice which of the seeded faults. Not a test: the others are as they are.
import { chromium, type Page } from "playwright-core";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";
import { browserOpinion, openListener } from "./support/browser-opinion.ts";
import { coreOpinion } from "./support/core-opinion.ts";
import { FILE_FAULTS, PLAYLIST_FAULTS } from "./support/file-faults.ts";
import { makeSong, type SongFiles } from "./support/made-song.ts";
import { ffmpegOpinion, findProgram, gstreamerOpinion, type Opinion } from "./support/opinions.ts";
import { serveFiles, type Tamper } from "./support/serve-files.ts";
import { SERVED_FAULTS } from "./support/served-faults.ts";

const RATE = 44_100;
const SECONDS = 16;
const RUNGS = ["aac128", "flac"];
const SLACK = 0.03;

const song = await makeSong(waveFile(music({ samples: SECONDS * RATE })));
const programs = { ffmpeg: findProgram("ffmpeg"), gstreamer: findProgram("gst-discoverer-1.0") };
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
});
const { page, close } = await openListener(browser);
for (const [name, path] of Object.entries(programs)) if (!path) say(`${name} is not installed and did not run.`);

say(
  "| fault | hls-check | hls.js | FFmpeg | FFmpeg in WebAssembly | GStreamer |\n| --- | --- | --- | --- | --- | --- |",
);
await tell("none", "", song);
for (const { name, code, damage } of [...PLAYLIST_FAULTS, ...FILE_FAULTS]) await tell(name, code, damage(song));
for (const { name, code, tamper } of SERVED_FAULTS) await tell(name, code, song, tamper);
await close();
await browser.close();

/** Prints a row. That the check itself finds what is named here, the tests make sure of. */
async function tell(name: string, code: string, files: SongFiles, tamper?: Tamper): Promise<void> {
  const opinions = await Promise.all([
    browserNotices(page, files, tamper),
    programNotices(programs.ffmpeg, files, tamper),
    tamper ? "" : coreNotices(files),
    gstreamerNotices(programs.gstreamer, files, tamper),
  ]);
  say(`| ${[name, code && `\`${code}\``, ...opinions].join(" | ")} |`);
}

function notices({ seconds, complaints }: Opinion, expected = SECONDS): boolean {
  return complaints.length > 0 || seconds === null || Math.abs(seconds - expected) > SLACK;
}

/** FFmpeg decodes whole packets of AAC, and the encoder's run-up of two packets with them. */
function decodedSeconds(rung: string): number {
  return rung === "flac" ? SECONDS : (Math.ceil((SECONDS * RATE) / 1024 + 2) * 1024) / RATE;
}

async function browserNotices(listener: Page, files: SongFiles, tamper?: Tamper): Promise<string> {
  for (const rung of RUNGS) {
    const { url, close: end } = await serveFiles(files, tamper);
    const master = new TextDecoder().decode(files["master.m3u8"]);
    const level = [...master.matchAll(/\n(\w+)\.m3u8/gu)].findIndex(([, listed]) => listed === rung);
    const opinion = await browserOpinion(listener, url, Math.max(0, level));
    await end();
    const holes = opinion.buffered.length !== 1;
    const lasts = opinion.buffered.at(-1)?.[1] ?? 0;
    if (notices(opinion) || holes || Math.abs(lasts - SECONDS) > SLACK) return "yes";
  }
  return "";
}

async function programNotices(program: string | undefined, files: SongFiles, tamper?: Tamper): Promise<string> {
  if (!program) return "–";
  for (const rung of RUNGS) {
    const { url, close: end } = await serveFiles(files, tamper);
    const opinion = await ffmpegOpinion(program, new URL(`${rung}.m3u8`, url).href, RATE);
    await end();
    if (notices(opinion, decodedSeconds(rung))) return "yes";
  }
  return "";
}

async function coreNotices(files: SongFiles): Promise<string> {
  for (const rung of RUNGS) {
    const file = files[`${rung}.mp4`];
    if (!file || notices(await coreOpinion(file, RATE), decodedSeconds(rung))) return "yes";
  }
  return "";
}

async function gstreamerNotices(program: string | undefined, files: SongFiles, tamper?: Tamper): Promise<string> {
  if (!program) return "–";
  const { url, close: end } = await serveFiles(files, tamper);
  const opinion = await gstreamerOpinion(program, url);
  await end();
  return notices(opinion) ? "yes" : "";
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
