import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { lengthText } from "../shell/time-text.ts";
import { player, usePlayer } from "./player.ts";
import { useWaveformFile } from "./use-waveform-file.ts";
import { heightsOf, waveformPath } from "./waveform-shape.ts";

const COLUMNS = 150;

/** Where in the song one is, on its waveform: a slider for pointer and keys alike. */
export function SeekSlider({ className = "", tall = false }: { className?: string; tall?: boolean }) {
  const { t } = useLingui();
  const [dragged, setDragged] = useState<number | undefined>();
  const heardMs = usePlayer((state) => Math.round(state.positionMs / 250) * 250);
  const durationMs = usePlayer((state) => state.durationMs);
  const positionMs = Math.min(dragged ?? heardMs, durationMs);
  const [at, all] = [lengthText(positionMs), lengthText(durationMs)];
  const commit = () => {
    if (dragged !== undefined) player.seek(dragged);
    setDragged(undefined);
  };
  return (
    <div className={`items-center gap-x-3 text-sm text-soft ${tall ? "flex-wrap justify-between" : ""} ${className}`}>
      <span className={tall ? "order-1" : "w-10 shrink-0 text-end"}>{at}</span>
      <div
        className={`relative min-w-0 grow rounded-card has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${
          tall ? "h-20 basis-full" : "h-12"
        }`}
      >
        <Shape share={durationMs > 0 ? positionMs / durationMs : 0} />
        <input
          type="range"
          className="absolute inset-0 size-full cursor-pointer opacity-0"
          aria-label={t`Place in the song`}
          aria-valuetext={t`${at} of ${all}`}
          min={0}
          max={Math.max(1, durationMs)}
          step={1000}
          value={positionMs}
          onPointerDown={() => setDragged(positionMs)}
          onPointerUp={commit}
          onPointerCancel={() => setDragged(undefined)}
          onChange={({ currentTarget }) => {
            const to = currentTarget.valueAsNumber;
            if (dragged === undefined) player.seek(to);
            else setDragged(to);
          }}
        />
      </div>
      <span className={tall ? "order-1" : "w-10 shrink-0"}>{all}</span>
    </div>
  );
}

function Shape({ share }: { share: number }) {
  const path = useWaveform();
  if (!path)
    return (
      <div aria-hidden className="absolute inset-x-0 top-1/2 h-1.5 -translate-y-1/2 rounded-card bg-line">
        <div className="h-full rounded-card bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
    );
  return (
    <>
      <WavePath path={path} className="text-line-strong opacity-60" hidden={0} />
      <WavePath path={path} className="text-accent" hidden={100 - share * 100} />
    </>
  );
}

/** The waveform, of which so many per cent at the right are hidden. */
function WavePath({ path, className, hidden }: { path: string; className: string; hidden: number }) {
  return (
    <svg
      aria-hidden
      className={`absolute inset-0 size-full ${className}`}
      viewBox={`0 0 ${COLUMNS} 100`}
      preserveAspectRatio="none"
      style={{ clipPath: `inset(0 ${hidden}% 0 0)` }}
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}

/** The waveform of what is heard, as a path; nothing until it is known. */
function useWaveform(): string | undefined {
  const source = usePlayer((state) => state.source);
  const songMs = usePlayer(({ queue }) => queue.entries[queue.at]?.song.durationMs ?? 0);
  const file = useWaveformFile(source?.waveformUrl);
  if (!file || !source || songMs === 0) return undefined;
  const [from, to] = [source.startMs / songMs, (source.startMs + source.durationMs) / songMs];
  const heights = heightsOf(file, COLUMNS, { from: Math.min(1, from), to: Math.min(1, to) });
  return heights && waveformPath(heights);
}
