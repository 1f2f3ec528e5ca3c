import { useLingui } from "@lingui/react/macro";
import { Pause, Play, SkipForward, Volume1, Volume2, VolumeX } from "lucide-react";
import { toggle } from "../browser/page-life.ts";
import type { Player } from "../core/player.ts";
import type { View } from "../core/view.ts";

/** Play or pause, the next song, the volume. */
export function Controls({ player, view }: { player: Player; view: View }) {
  return (
    <div className="flex items-center gap-4 sm:gap-6">
      <PlayButtons player={player} doing={view.doing} />
      <VolumeControl player={player} volume={view.volume} />
    </div>
  );
}

/** They stand there only while they do something: a silence that waits for money or a lease is not ended by pressing. */
function PlayButtons({ player, doing }: { player: Player; doing: View["doing"] }) {
  const { t } = useLingui();
  if (doing !== "playing" && doing !== "paused") return null;
  const isPlaying = doing === "playing";
  return (
    <>
      <button
        type="button"
        className="round size-18 bg-accent text-on-accent hover:bg-accent-deep sm:size-20"
        aria-label={isPlaying ? t`Pause` : t`Play`}
        data-testid="play-pause"
        onClick={() => void toggle(player)}
      >
        {isPlaying ? (
          <Pause aria-hidden size={34} fill="currentColor" />
        ) : (
          <Play aria-hidden size={34} fill="currentColor" className="ml-1" />
        )}
      </button>
      <button
        type="button"
        className="round size-14 border border-line-strong hover:bg-wash"
        aria-label={t`Next song`}
        data-testid="skip"
        onClick={() => void player.skip()}
      >
        <SkipForward aria-hidden size={24} />
      </button>
    </>
  );
}

function VolumeControl({ player, volume }: { player: Player; volume: number }) {
  const { t } = useLingui();
  const percent = Math.round(volume * 100);
  const Icon = percent === 0 ? VolumeX : percent < 50 ? Volume1 : Volume2;
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3 text-soft sm:max-w-72">
      <Icon aria-hidden size={22} className="shrink-0" />
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={percent}
        aria-label={t`Volume`}
        aria-valuetext={`${percent} %`}
        data-testid="volume"
        className="volume w-full"
        style={{ "--level": `${percent}%` }}
        onChange={(event) => void player.setVolume(event.currentTarget.valueAsNumber / 100)}
      />
      <span className="hidden w-10 shrink-0 text-right sm:block" aria-hidden>
        {percent}
      </span>
    </div>
  );
}
