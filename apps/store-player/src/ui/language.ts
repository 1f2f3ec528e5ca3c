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

/** Loads a language's texts and shows the page in it; `remember` keeps the choice on this machine. */
export async function showLanguage(language: Language, remember: boolean): Promise<void> {
  const { messages } = language === "zh-CN" ? await import("../locales/zh-CN.po") : await import("../locales/en.po");
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
  if (remember) keep(language);
}

/** What this machine remembers of the language switch. */
export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that refuses storage forgets the switch with the page.
  }
}
