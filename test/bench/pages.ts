import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { openBrowser } from "../e2e/support/browser.ts";
import { playAndTime, timeFirstSound } from "./first-sound.ts";
import type { ListeningWorld } from "./listening-world.ts";

/** A script as a browser got it. */
interface Script {
  readonly name: string;
  readonly sentBytes: number;
  readonly encoding: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

const NAMED_FROM_BYTES = 4_000;

/** The JavaScript that a visitor is sent for Home, and on a song's page until it sounds; each in a browser that has none yet. */
export async function benchPages({ server, song }: ListeningWorld): Promise<void> {
  const browser = await openBrowser();
  try {
    const open = async (path: string) => {
      const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
      await timeFirstSound(page);
      const scripts = await watchScripts(page);
      await page.goto(server.url + path, { waitUntil: "networkidle" });
      return { page, scripts };
    };
    const home = await open("/");
    await home.page.getByRole("main").waitFor();
    print("Home", await home.scripts());
    const listened = await open(`/song/${song.trackId}`);
    const before = await listened.scripts();
    print("a song's page", before);
    await playAndTime(listened.page);
    const known = new Set(before.map(({ name }) => name));
    const all = await listened.scripts();
    print(
      "from the tap to the first sound, more",
      all.filter(({ name }) => !known.has(name)),
    );
    console.log(
      `before the first sound, in all: ${inKb(sum(all, "sentBytes"))} KB sent, ${inKb(sum(all, "gzipBytes"))} KB gzipped`,
    );
  } finally {
    await browser.close();
  }
}

/** Notes every script that a page is sent, by the browser's own account of its network. */
async function watchScripts(page: Page): Promise<() => Promise<Script[]>> {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  const asked = new Map<string, { name: string; encoding: string; sentBytes: number }>();
  network.on("Network.responseReceived", ({ requestId, response: { url, mimeType, headers } }) => {
    if (!mimeType.includes("javascript")) return;
    const encoding = headers["content-encoding"] ?? headers["Content-Encoding"] ?? "as it is";
    asked.set(requestId, { name: new URL(url).pathname, encoding, sentBytes: 0 });
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const script = asked.get(requestId);
    if (script) script.sentBytes = encodedDataLength;
  });
  return async () => {
    const found = [...asked].filter(([, { sentBytes }]) => sentBytes > 0);
    return Promise.all(
      found.map(async ([requestId, script]) => {
        const { body } = await network.send("Network.getResponseBody", { requestId });
        return { ...script, bytes: Buffer.byteLength(body), gzipBytes: gzipSync(body, { level: 9 }).length };
      }),
    );
  };
}

function print(what: string, scripts: readonly Script[]): void {
  const sent = `${inKb(sum(scripts, "sentBytes"))} KB sent (${[...new Set(scripts.map(({ encoding }) => encoding))].join(", ")})`;
  const gzipped = `${inKb(sum(scripts, "gzipBytes"))} KB gzipped, ${inKb(sum(scripts, "bytes"))} KB in all`;
  console.log(`${what}: ${scripts.length} scripts, ${sent}, ${gzipped}`);
  const sorted = scripts.toSorted((a, b) => b.gzipBytes - a.gzipBytes);
  const line = (name: string, of: readonly Script[]) =>
    console.log(`  ${inKb(sum(of, "sentBytes")).padStart(6)} ${inKb(sum(of, "gzipBytes")).padStart(6)}  ${name}`);
  for (const script of sorted) if (script.gzipBytes >= NAMED_FROM_BYTES) line(withoutHash(script.name), [script]);
  const small = sorted.filter(({ gzipBytes }) => gzipBytes < NAMED_FROM_BYTES);
  if (small.length > 0) line(`${small.length} smaller ones`, small);
}

/** Of `/assets/name-hash.js`, the name. */
function withoutHash(path: string): string {
  return path.replace(/^\/assets\//, "").replace(/-[\w-]{8}(?=\.js$)/, "");
}

function sum(scripts: readonly Script[], of: "sentBytes" | "gzipBytes" | "bytes"): number {
  return scripts.reduce((total, script) => total + script[of], 0);
}

function inKb(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
