import { Trans } from "@lingui/react/macro";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { WifiOff } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { PlayerDock } from "../listen/player-dock.tsx";
import { Header, ThemeSwitch } from "./header.tsx";

/** What every page stands in: skip link, header, a word when the device is off-line, and the page. */
export function AppFrame() {
  const main = useFocusOnNavigation();
  return (
    <>
      <a
        href="#main"
        className="button button-main absolute -top-20 left-4 z-50 focus:top-3"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        <Trans>Skip to the page</Trans>
      </a>
      <div className="flex min-h-dvh flex-col">
        <Header />
        <OfflineWord />
        <main
          ref={main}
          id="main"
          tabIndex={-1}
          className="mx-auto w-full min-h-[88dvh] max-w-6xl grow px-4 py-6 sm:px-6 sm:py-10"
        >
          <Outlet />
        </main>
        <footer className="no-print border-t border-line px-4 py-6 text-center text-sm text-soft">
          <Trans>Songkeeper keeps 0 % of what listeners and shops pay for music.</Trans>
          <p className="sm:hidden">
            <ThemeSwitch />
          </p>
        </footer>
        <PlayerDock />
      </div>
    </>
  );
}

/** A new page begins at its top, with the focus there: a keyboard or screen reader goes on from the page. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== undefined && before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return main;
}

function OfflineWord() {
  const online = useSyncExternalStore(watchOnline, () => navigator.onLine);
  if (online) return null;
  return (
    <p role="status" className="flex items-center justify-center gap-2 bg-warn-wash px-4 py-2 text-warn">
      <WifiOff aria-hidden className="size-4 shrink-0" />
      <Trans>This device is off-line. What you see may be old; players in the shop go on by themselves.</Trans>
    </p>
  );
}

function watchOnline(tell: () => void): () => void {
  addEventListener("online", tell);
  addEventListener("offline", tell);
  return () => {
    removeEventListener("online", tell);
    removeEventListener("offline", tell);
  };
}
