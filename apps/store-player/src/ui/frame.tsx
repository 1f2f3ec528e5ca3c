import { useLingui } from "@lingui/react/macro";
import { Languages } from "lucide-react";
import type { ReactNode } from "react";
import { showLanguage } from "./language.ts";

/** What every page stands in: a line with the place's name and the language switch, and the page below. */
export function Frame({ place, children }: { place: ReactNode; children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-[90rem] flex-col px-5 pt-4 pb-5 sm:px-8 lg:px-12">
      <header className="flex items-center justify-between gap-4">
        <div className="min-w-0 text-base sm:text-lg" data-testid="zone-names">
          {place}
        </div>
        <LanguageSwitch />
      </header>
      {children}
    </div>
  );
}

/** The mark and name, where there is no place to name yet. */
export function Mark() {
  return (
    <span className="flex items-center gap-2 font-strong">
      <img src="/player/icon.svg" alt="" width={28} height={28} className="rounded-card" />
      Songkeeper
    </span>
  );
}

/** Two languages, so a switch and not a menu; it names the language that it leads to, in that language. */
function LanguageSwitch() {
  const { i18n } = useLingui();
  const other =
    i18n.locale === "en"
      ? ({ language: "zh-CN", name: "中文" } as const)
      : ({ language: "en", name: "English" } as const);
  return (
    <button
      type="button"
      className="flex min-h-11 shrink-0 items-center gap-1.5 rounded-card px-2 text-soft hover:text-ink"
      lang={other.language}
      data-testid="language"
      onClick={() => void showLanguage(other.language, true)}
    >
      <Languages aria-hidden size={18} />
      {other.name}
    </button>
  );
}
