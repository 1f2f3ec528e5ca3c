import { useSyncExternalStore } from "react";
import type { Session } from "../browser/session.ts";
import { MessagePage } from "./message-page.tsx";
import { PairPage } from "./pair-page.tsx";
import { PlayerPage } from "./player-page.tsx";

/** The page: whatever the session is in. */
export function App({ session }: { session: Session }) {
  const phase = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.phase,
  );
  if (phase.name === "paired") return <PlayerPage player={phase.player} device={phase.device} session={session} />;
  if (phase.name === "unpaired") return <PairPage phase={phase} onPair={(code) => void session.pair(code)} />;
  return <MessagePage phase={phase} />;
}
