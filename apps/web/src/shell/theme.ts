import { useSyncExternalStore } from "react";
import { keep } from "./language.ts";

export type Theme = "light" | "dark";

const KEY = "songkeeper.theme";
const listeners = new Set<() => void>();

/** The theme that is shown, chosen here or by the system, and a switch that remembers. */
export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void } {
  return { theme: useSyncExternalStore(subscribe, currentTheme), setTheme };
}

function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  keep(KEY, theme);
  for (const tell of listeners) tell();
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function subscribe(tell: () => void): () => void {
  const media = matchMedia("(prefers-color-scheme: dark)");
  listeners.add(tell);
  media.addEventListener("change", tell);
  return () => {
    listeners.delete(tell);
    media.removeEventListener("change", tell);
  };
}
