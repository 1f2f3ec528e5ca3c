import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { readConfig } from "../../apps/api/src/config.ts";
import { makeSampleWorld } from "../../apps/api/src/sample/make-sample-world.ts";
import { startServer } from "../../apps/api/src/serve.ts";
import { openBrowser, openPage, signedInState, signIn } from "./support/browser.ts";

/**
 * `npm run screenshots`: makes the sample world in a temporary folder and photographs it: the README's picture, and with
 * a folder as argument every page at 360, 768 and 1,440 px, light and dark, in both languages, to be looked at.
 */
const PICTURE = join(import.meta.dirname, "../../docs/images/shop.png");
const PASSWORD = "songkeeper-sample";
const WIDTHS = [360, 768, 1440];

const ROOMS = [
  { email: "chen.ming@songkeeper.example", paths: ["/", "/shop"] },
  { email: "zhou.mo@songkeeper.example", paths: ["/money"] },
  {
    email: "operator@songkeeper.example",
    paths: ["", "/books", "/held", "/parties", "/payouts", "/messages"].map((path) => `/operate${path}`),
  },
];

const states = new Map<string, Awaited<ReturnType<typeof signedInState>>>();

const folder = await mkdtemp(join(tmpdir(), "songkeeper-pictures-"));
const config = readConfig({ DATA_DIR: folder, PORT: "4177", LOG_LEVEL: "error" });
const server = await startServer(config, () => new Date());
const browser = await openBrowser();
try {
  await makeSampleWorld(server.services, (line) => void process.stdout.write(`${line}\n`));
  await photographShop(browser, server.url);
  const into = process.argv[2];
  if (into) await photographAll(browser, server.url, into);
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function photographShop(from: Browser, url: string): Promise<void> {
  const { page, context } = await openPage(from, { viewport: { width: 1200, height: 1240 }, locale: "en-GB" });
  await signIn(page, url, { email: "chen.ming@songkeeper.example", password: PASSWORD });
  await page.goto(`${url}/shop`);
  await page.getByRole("heading", { name: "听雨茶馆" }).first().waitFor();
  await page.getByText("¥0.02").first().waitFor();
  await mkdir(join(PICTURE, ".."), { recursive: true });
  await page.screenshot({ path: PICTURE });
  await context.close();
}

async function photographAll(from: Browser, url: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  for (const locale of ["zh-CN", "en-GB"])
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of WIDTHS) await photographRooms(from, { url, into, locale, colorScheme, width });
}

interface Look {
  readonly url: string;
  readonly into: string;
  readonly locale: string;
  readonly colorScheme: "light" | "dark";
  readonly width: number;
}

async function photographRooms(from: Browser, { url, into, locale, colorScheme, width }: Look): Promise<void> {
  for (const { email, paths } of ROOMS) {
    const storageState = states.get(email) ?? (await signedInState(from, url, { email, password: PASSWORD }));
    states.set(email, storageState);
    const viewport = { width, height: 800 };
    const { page, context } = await openPage(from, { viewport, locale, colorScheme, storageState });
    for (const path of paths) {
      await page.goto(url + path);
      await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
      const name = [path.replaceAll("/", "_") || "_", locale, colorScheme, width].join("-");
      await page.screenshot({ path: join(into, `${name}.png`) });
    }
    await context.close();
  }
}
