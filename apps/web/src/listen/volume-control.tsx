import { useLingui } from "@lingui/react/macro";
import { Volume1, Volume2, VolumeX } from "lucide-react";
import { player, usePlayer } from "./player.ts";

/** How loud it is, remembered on this device. */
export function VolumeControl({ className = "" }: { className?: string }) {
  const { t } = useLingui();
  const volume = usePlayer((state) => (state.muted ? 0 : state.volume));
  const muted = usePlayer((state) => state.muted);
  const Icon = volume === 0 ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <div className={`flex items-center ${className}`}>
      <button
        type="button"
        className="button button-icon shrink-0"
        aria-pressed={muted}
        aria-label={t`Silent`}
        onClick={() => player.toggleMuted()}
      >
        <Icon aria-hidden className="size-5" />
      </button>
      <input
        type="range"
        className="range min-w-0 grow"
        aria-label={t`Volume`}
        min={0}
        max={100}
        step={5}
        value={Math.round(volume * 100)}
        onChange={(event) => player.setVolume(event.currentTarget.valueAsNumber / 100)}
      />
    </div>
  );
}
