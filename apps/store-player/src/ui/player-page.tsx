import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Play } from "lucide-react";
import { useSyncExternalStore } from "react";
import type { Device } from "../browser/database.ts";
import type { Session } from "../browser/session.ts";
import type { Player } from "../core/player.ts";
import type { View } from "../core/view.ts";
import { Controls } from "./controls.tsx";
import { Cover, hueOf } from "./cover.tsx";
import { Frame } from "./frame.tsx";
import { LeaveButton } from "./leave-button.tsx";
import { isUnknown, Notices } from "./notices.tsx";
import { Progress } from "./progress.tsx";
import { useStatusWords } from "./status-words.ts";

/** The player as it stands in the shop: what sounds, what to know, what to press. */
export function PlayerPage({ player, device, session }: { player: Player; device: Device; session: Session }) {
  const view = useSyncExternalStore(
    (listener) => player.subscribe(listener),
    () => player.view,
  );
  const { shop, place, zone } = view.names ?? device.names;
  const isLoaded = view.track !== null && view.doing !== "ended";
  return (
    <div className="tinted" style={{ "--hue": hueOf(isLoaded ? view.track?.trackId : undefined) }}>
      <Frame place={<PlaceName shop={shop} rest={[place, zone]} />}>
        <Notices notices={view.notices} doing={view.doing} />
        <main
          className="grid flex-1 content-center items-center gap-5 py-5 sm:gap-8 sm:py-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:gap-14"
          data-testid="player"
          data-doing={view.doing}
        >
          <div className="mx-auto w-full max-w-44 sm:max-w-80 lg:max-w-none">
            <Cover trackId={isLoaded ? view.track?.trackId : undefined} isStill={view.doing !== "playing"} />
          </div>
          <div className="flex min-w-0 flex-col gap-5 sm:gap-7">
            {isLoaded ? <Song view={view} /> : <Status view={view} />}
            {view.doing === "sound_blocked" && <SoundBlocked player={player} />}
            {view.doing !== "ended" && <Controls player={player} view={view} />}
            {(view.doing === "ended" || isUnknown(view.notices)) && (
              <LeaveButton session={session} waiting={view.notices.waiting} />
            )}
          </div>
        </main>
        <Figures view={view} />
      </Frame>
    </div>
  );
}

function PlaceName({ shop, rest }: { shop: string; rest: readonly string[] }) {
  return (
    <>
      <span className="font-strong">{shop}</span> <span className="text-soft">{rest.join(" · ")}</span>
    </>
  );
}

/** A long title is set smaller, so that it is read whole from across the room. */
function titleSize(title: string): string {
  // Chinese characters are twice as wide as Latin letters.
  const width = Array.from(title, (character) => (character > "\u2e7f" ? 2 : 1)).reduce<number>(
    (sum, wide) => sum + wide,
    0,
  );
  if (width > 60) return "text-2xl sm:text-4xl xl:text-5xl";
  return width > 28 ? "text-3xl sm:text-5xl xl:text-6xl" : "text-4xl sm:text-6xl xl:text-7xl";
}

function Song({ view: { track, positionMs, doing, volume } }: { view: View }) {
  if (!track) return null;
  return (
    <div>
      <p className="mb-2 text-soft lg:text-xl" data-testid="doing">
        <DoingWords doing={doing} volume={volume} />
      </p>
      <h1 className={`line-clamp-4 leading-[1.15] ${titleSize(track.title)}`} data-testid="track-title">
        {track.title}
      </h1>
      <p className="mt-3 line-clamp-2 text-xl text-soft sm:text-3xl" data-testid="track-artist">
        {track.artist}
      </p>
      <div className="mt-6">
        <Progress positionMs={positionMs} durationMs={track.durationMs} />
      </div>
    </div>
  );
}

function DoingWords({ doing, volume }: Pick<View, "doing" | "volume">) {
  if (doing === "playing") return <Trans>Now playing</Trans>;
  if (volume === 0) return <Trans>The volume is 0: nobody would hear the music, so it waits.</Trans>;
  return doing === "sound_blocked" ? <Trans>Waiting for a tap</Trans> : <Trans>Paused</Trans>;
}

function Status({ view }: { view: View }) {
  const words = useStatusWords(view);
  return (
    <div>
      <h1 className="text-3xl text-balance sm:text-5xl xl:text-6xl" data-testid="doing">
        {words?.title}
      </h1>
      <p className="mt-4 max-w-3xl text-lg text-soft sm:text-xl lg:text-2xl">{words?.help}</p>
    </div>
  );
}

function SoundBlocked({ player }: { player: Player }) {
  return (
    <div className="rounded-card border border-line bg-wash p-5" data-testid="sound-blocked">
      <p className="text-lg">
        <Trans>The browser lets nothing sound until somebody taps.</Trans>
      </p>
      <button
        type="button"
        className="button button-main mt-4 min-h-16 w-full text-xl sm:w-auto"
        data-testid="start-sound"
        onClick={() => void player.play()}
      >
        <Play aria-hidden size={24} fill="currentColor" />
        <Trans>Tap to start the music</Trans>
      </button>
    </div>
  );
}

/** Today's plays and money, and what is still on its way. */
function Figures({ view: { today, notices, songs } }: { view: View }) {
  const { t } = useLingui();
  return (
    <footer className="flex flex-wrap gap-x-8 gap-y-1 border-t border-line pt-3 text-soft lg:text-lg">
      <span data-testid="today-plays" data-value={today.plays}>
        <Trans>
          Today: <Plural value={today.plays} one="# play" other="# plays" />
        </Trans>
      </span>
      <span data-testid="today-spent" data-value={today.spentYuan}>
        <Trans>Spent today: ¥{today.spentYuan}</Trans>
      </span>
      <span data-testid="waiting" data-value={notices.waiting}>
        {notices.waiting === 0 ? (
          t`All plays delivered`
        ) : (
          <Plural value={notices.waiting} one="# play to deliver" other="# plays to deliver" />
        )}
      </span>
      {songs.have < songs.of && (
        <span data-testid="songs" data-have={songs.have} data-of={songs.of}>
          <Trans>
            Songs on this device: {songs.have} of {songs.of}
          </Trans>
        </span>
      )}
    </footer>
  );
}
