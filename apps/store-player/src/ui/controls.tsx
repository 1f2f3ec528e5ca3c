import { useLingui } from "@lingui/react/macro";
import { Pause, Play, SkipForward, Volume1, Volume2, VolumeX } from "lucide-react";
import { toggle } from "../browser/page-life.ts";
import type { Player } from "../core/player.ts";
import type { View } from "../core/view.ts";

/** Play or pause, the next song, the volume. */
export function Controls({ player, view }: { player: Player; view: View }) {
  const { t } = useLingui();
  const isPlaying = view.doing === "playing";
  const isPossible = view.doing !== "ended";
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-4">
      <button
        type="button"
        className="round size-18 bg-accent text-on-accent hover:bg-accent-deep disabled:opacity-50 sm:size-20"
        aria-label={isPlaying ? t`Pause` : t`Play`}
        disabled={!isPossible}
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
        className="round size-14 border border-line-strong hover:bg-wash disabled:opacity-50"
        aria-label={t`Next song`}
        disabled={!isPossible || !view.track}
        data-testid="skip"
        onClick={() => void player.skip()}
      >
        <SkipForward aria-hidden size={24} />
      </button>
      <VolumeControl player={player} volume={view.volume} />
    </div>
  );
}

function VolumeControl({ player, volume }: { player: Player; volume: number }) {
  const { t } = useLingui();
  const percent = Math.round(volume * 100);
  const Icon = percent === 0 ? VolumeX : percent < 50 ? Volume1 : Volume2;
  return (
    <div className="flex min-w-44 flex-1 items-center gap-3 text-soft sm:max-w-72">
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
      <span className="w-10 shrink-0 text-right" aria-hidden>
        {percent}
      </span>
    </div>
  );
}
