import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { createCompiledCatalog } from "@lingui/cli/api";
import { formatter } from "@lingui/format-po";
import type { Plugin } from "vite";

/** What a catalogue is divided into, so that the first load brings only the texts that it shows. */
export const TEXT_PARTS = ["first", "listen", "rooms"] as const;
export type TextPart = (typeof TEXT_PARTS)[number];

type Texts = Record<string, { message?: string; translation: string; origin: readonly string[] }>;

const ROOT = join(import.meta.dirname, "..");
const WANTED = /\.po\?(first|listen|rooms)$/;
/** Folders whose pages a listener sees; what stands in others is for those who work here. */
const LISTENERS = /^src\/(listen|buy|shell|auth)\//;

/** Compiles a part of a catalogue: `zh-CN.po?first`. Where it says so, a text that is not translated fails the build. */
export function textParts({ failOnMissing }: { failOnMissing: boolean }): Plugin {
  return {
    name: "songkeeper:text-parts",
    transform: {
      filter: { id: WANTED },
      async handler(_, id) {
        const part = TEXT_PARTS.find((known) => id.endsWith(`?${known}`)) ?? "rooms";
        const path = id.slice(0, id.lastIndexOf("?"));
        this.addWatchFile(path);
        const locale = basename(path, ".po");
        const texts = await readTexts(path);
        const missing = Object.keys(texts).filter((key) => !texts[key]?.translation);
        if (failOnMissing && missing.length > 0)
          this.error(`${locale} lacks ${missing.length} texts: ${missing.join(", ")}`);
        const shown = Object.entries(texts).filter(([, { origin }]) =>
          partsOf(origin, filesRunBy("src/main.tsx")).has(part),
        );
        const messages = Object.fromEntries(
          shown.map(([key, { translation, message = "" }]) => [key, translation || message]),
        );
        const { source, errors } = createCompiledCatalog(locale, messages, { namespace: "es" });
        if (errors.length > 0) this.error(`${locale}: ${errors.map(({ error }) => error.message).join("; ")}`);
        return { code: source, map: null, moduleType: "js" };
      },
    },
  };
}

/** A catalogue's texts by the ids that the code asks with. */
export async function readTexts(path: string): Promise<Texts> {
  const locale = basename(path, ".po");
  const content = readFileSync(path, "utf8");
  const read = await formatter().parse(content, { locale, sourceLocale: "en", filename: path });
  return Object.fromEntries(
    Object.entries(read).map(([key, { message, translation = "", origin = [] }]) => [
      key,
      { ...(message === undefined ? {} : { message }), translation, origin: origin.map(([file]) => file) },
    ]),
  );
}

/** The parts that a text belongs to, by the files that show it. */
export function partsOf(files: readonly string[], first: ReadonlySet<string>): ReadonlySet<TextPart> {
  return new Set(
    files.map((file) => {
      if (first.has(file)) return "first";
      return LISTENERS.test(file) ? "listen" : "rooms";
    }),
  );
}

/** Every file that one file runs: itself with what it imports, but for what it fetches later. */
export function filesRunBy(entry: string): ReadonlySet<string> {
  const files = new Set<string>();
  const add = (path: string) => {
    const name = relative(ROOT, path);
    if (files.has(name) || !/\.tsx?$/.test(path) || !existsSync(path)) return;
    files.add(name);
    const statements = readFileSync(path, "utf8").matchAll(/^(?:import|export)\s(?!type\b)[^;]*?"(\.[^"]+)";/gm);
    for (const [, from = ""] of statements) add(join(dirname(path), from));
  };
  add(join(ROOT, entry));
  return files;
}
