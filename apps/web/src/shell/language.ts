import { i18n } from "@lingui/core";

export const LANGUAGES = ["en", "zh-CN"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "songkeeper.language";

/** The language to begin with: the remembered one, else the browser's first that we speak, else English. */
export function firstLanguage(remembered: string | null, wanted: readonly string[]): Language {
  for (const tag of remembered ? [remembered, ...wanted] : wanted) {
    if (/^zh\b/i.test(tag)) return "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

/** Texts that come together: Home's with the first load, a listener's pages', and those of the rooms of work. */
export type TextPart = "first" | "listen" | "rooms";

const TEXTS = {
  en: {
    first: () => import("../locales/en.po?first"),
    listen: () => import("../locales/en.po?listen"),
    rooms: () => import("../locales/en.po?rooms"),
  },
  "zh-CN": {
    first: () => import("../locales/zh-CN.po?first"),
    listen: () => import("../locales/zh-CN.po?listen"),
    rooms: () => import("../locales/zh-CN.po?rooms"),
  },
};

let shown: Language = "en";
const parts = new Set<TextPart>(["first"]);

/** Shows the app in a language, in every part that was needed so far; `remember` keeps the choice on this device. */
export async function showLanguage(language: Language, remember: boolean): Promise<void> {
  const loaded = await Promise.all([...parts].map((part) => TEXTS[language][part]()));
  shown = language;
  for (const { messages } of loaded) i18n.load(language, messages);
  i18n.activate(language);
  document.documentElement.lang = language;
  if (remember) keep(KEY, language);
}

/** Fetches what is needed later together with its texts: a room's pages show those of a listener's, too. */
export function withTexts<T>(part: "listen" | "rooms", fetchIt: () => Promise<T>): () => Promise<T> {
  return async () => {
    parts.add("listen").add(part);
    const [fetched] = await Promise.all([fetchIt(), addTexts("listen"), addTexts(part)]);
    return fetched;
  };
}

async function addTexts(part: TextPart): Promise<void> {
  const language = shown;
  const { messages } = await TEXTS[language][part]();
  i18n.load(language, messages);
}

/** What this device remembers of the language switch. */
export function rememberedLanguage(): string | null {
  return recall(KEY);
}

/** Remembers a word on this device; a browser that refuses storage only forgets it. */
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows may refuse storage: the switch then holds until the page closes.
  }
}

/** A remembered word, or null. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Forgets what was remembered under a name. */
export function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // What was never kept need not be forgotten.
  }
}
