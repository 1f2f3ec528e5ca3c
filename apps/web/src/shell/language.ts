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

/** Loads a language's catalogue and shows the app in it; `remember` keeps the choice on this device. */
export async function showLanguage(language: Language, remember: boolean): Promise<void> {
  const { messages } = language === "zh-CN" ? await import("../locales/zh-CN.po") : await import("../locales/en.po");
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
  if (remember) keep(KEY, language);
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
