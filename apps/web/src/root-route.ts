import { createRootRoute } from "@tanstack/react-router";
import { AppFrame } from "./shell/app-frame.tsx";
import { CrashPage } from "./shell/crash-page.tsx";
import { withTexts } from "./shell/language.ts";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { withinReach } from "./shell/within-reach.ts";

/** What every page stands in. */
export const rootRoute = createRootRoute({
  component: AppFrame,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
});

/** A listener's page: fetched when it is entered, with its texts. */
export function heard<T>(page: () => Promise<T>): () => Promise<T> {
  return withinReach(withTexts("listen", page));
}

/** A page of a room of work: fetched when it is entered, with its texts. */
export function worked<T>(page: () => Promise<T>): () => Promise<T> {
  return withinReach(withTexts("rooms", page));
}
