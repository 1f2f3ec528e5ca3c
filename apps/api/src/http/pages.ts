import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Context } from "hono";
import { compressedFile } from "./compressed-file.ts";
import { type HouseEnv, routes } from "./session.ts";

const APPS = fileURLToPath(new URL("../../../", import.meta.url));
const WEB = join(APPS, "web/dist");
const PLAYER = join(APPS, "store-player/dist");

/** Below these nothing is a page. */
const NO_PAGES = /^(api|m|previews|waveforms|covers|d)\//;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/** The two browser apps: their files, and their one page for every other address of theirs. */
export function pageRoutes() {
  return routes()
    .get("/player", (c) => c.redirect(`/player/${new URL(c.req.url).search}`))
    .get("/player/*", (c) => page(c, PLAYER, c.req.path.slice("/player/".length)))
    .get("/*", (c) => page(c, WEB, c.req.path.slice(1)));
}

async function page(c: Context<HouseEnv>, folder: string, path: string) {
  const file = fileOf(folder, path);
  if (!file && (extname(path) !== "" || NO_PAGES.test(path))) return c.notFound();
  const found = file ?? join(folder, "index.html");
  if (!existsSync(found)) return c.text("The pages are not built yet: run npm start.", 503);
  // Vite puts a hash of the content into the names under assets/, so those never change.
  const kept = path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  const compressed = compressedFile(found, c.req.header("accept-encoding"));
  return c.body(await readFile(compressed?.path ?? found), 200, {
    "content-type": TYPES[extname(found)] ?? "application/octet-stream",
    "cache-control": kept,
    vary: "accept-encoding",
    ...(compressed ? { "content-encoding": compressed.encoding } : {}),
  });
}

/** The file that a path names below a folder, if there is one; never a dot file, never outside. */
function fileOf(folder: string, path: string): string | undefined {
  let name: string;
  try {
    name = normalize(decodeURIComponent(path));
  } catch {
    return undefined;
  }
  if (name.includes("\0") || name.split(sep).some((part) => part.startsWith("."))) return undefined;
  const file = join(folder, name);
  return file.startsWith(folder + sep) && extname(file) !== "" && existsSync(file) ? file : undefined;
}
