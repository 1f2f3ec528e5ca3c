import { currentSong } from "@songkeeper/player";
import { lazy, Suspense, useState } from "react";
import { withTexts } from "../shell/language.ts";
import { usePlayer } from "./player.ts";
import { usePlayerKeys } from "./use-player-keys.ts";

const PlayerBar = lazy(withTexts("listen", async () => ({ default: (await import("./player-bar.tsx")).PlayerBar })));
const KeysHelp = lazy(withTexts("listen", async () => ({ default: (await import("./keys-help.tsx")).KeysHelp })));

/** The place of the player bar on every page: from the first song on, and fetched only then. */
export function PlayerDock() {
  const any = usePlayer((state) => currentSong(state) !== undefined);
  const [help, setHelp] = useState(false);
  usePlayerKeys(() => setHelp(true));
  return (
    <>
      {any && <div aria-hidden className="no-print h-18 shrink-0 lg:h-22" />}
      <Suspense>
        {any && <PlayerBar />}
        {help && <KeysHelp onClose={() => setHelp(false)} />}
      </Suspense>
    </>
  );
}
