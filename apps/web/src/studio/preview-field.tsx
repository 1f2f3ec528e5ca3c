import { Trans, useLingui } from "@lingui/react/macro";
import { Play, Square } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useWaveformFile } from "../listen/use-waveform-file.ts";
import { heightsOf, waveformPath } from "../listen/waveform-shape.ts";
import { lengthText } from "../shell/time-text.ts";
import { latestStartMs, previewMs, previewPart } from "./preview-place.ts";

interface PreviewFieldProps {
  id?: string;
  songMs: number;
  waveformUrl: string | null;
  /** Where it was asked to begin; null for the loudest part. */
  wishedMs: number | null;
  /** Where the preview that was made begins. */
  madeMs: number;
  onChange: (startMs: number | null) => void;
  /** Plays a part of the song, or ends that. */
  hearing: { readonly on: boolean; readonly toggle: (fromMs: number, toMs: number) => void };
}

const COLUMNS = 150;

/** Which part of a song everybody may hear: a window on its waveform, moved by pointer or keys, and heard at once. */
export function PreviewField({ id, songMs, waveformUrl, wishedMs, madeMs, onChange, hearing }: PreviewFieldProps) {
  const { t } = useLingui();
  const hint = useId();
  const begins = useRef<HTMLInputElement>(null);
  // While the window is dragged only the picture follows: each place is not a wish.
  const [dragged, setDragged] = useState<number>();
  const startMs = Math.min(dragged ?? wishedMs ?? madeMs, latestStartMs(songMs));
  const endMs = startMs + previewMs(songMs);
  const [from, to] = [lengthText(startMs), lengthText(endMs)];
  const commit = () => {
    if (dragged !== undefined) onChange(dragged);
    setDragged(undefined);
  };
  return (
    <fieldset id={id} className="space-y-2">
      <legend className="font-strong">
        <Trans>The part that everybody hears</Trans>
      </legend>
      <p id={hint} className="text-sm text-soft">
        {wishedMs === null ? (
          <Trans>
            {from} to {to}: the loudest part. Move the window to choose another.
          </Trans>
        ) : (
          <Trans>
            {from} to {to}, as you chose.
          </Trans>
        )}
      </p>
      <div className="relative h-16 rounded-card bg-sunken has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
        <Shape url={waveformUrl} {...previewPart(startMs, songMs)} />
        <input
          ref={begins}
          type="range"
          className="absolute inset-0 size-full cursor-pointer opacity-0"
          aria-label={t`Where the preview begins`}
          aria-describedby={hint}
          aria-valuetext={t`${from} to ${to}`}
          min={0}
          max={Math.max(1, latestStartMs(songMs))}
          step={1000}
          value={startMs}
          onPointerDown={() => setDragged(startMs)}
          onPointerUp={commit}
          onPointerCancel={() => setDragged(undefined)}
          onChange={({ currentTarget }) => {
            const next = currentTarget.valueAsNumber;
            if (dragged === undefined) onChange(next);
            else setDragged(next);
          }}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button button-quiet" onClick={() => hearing.toggle(startMs, endMs)}>
          {hearing.on ? <Square aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
          {hearing.on ? <Trans>Stop</Trans> : <Trans>Hear this part</Trans>}
        </button>
        {wishedMs !== null && (
          <button
            type="button"
            className="button button-plain"
            onClick={() => {
              onChange(null);
              // The button goes, and with it the focus.
              begins.current?.focus();
            }}
          >
            <Trans>Take the loudest part</Trans>
          </button>
        )}
      </div>
    </fieldset>
  );
}

/** The song's waveform, with the window in the accent's colour. */
function Shape({ url, from, to }: { url: string | null; from: number; to: number }) {
  const file = useWaveformFile(url ?? undefined);
  const heights = file && heightsOf(file, COLUMNS, { from: 0, to: 1 });
  const path = heights && waveformPath(heights);
  return (
    <>
      <div
        aria-hidden
        className="absolute inset-y-0 rounded-card border-2 border-accent bg-accent/15"
        style={{ insetInlineStart: `${from}%`, width: `${to - from}%` }}
      />
      {path && (
        <svg
          aria-hidden
          className="absolute inset-0 size-full text-soft"
          viewBox={`0 0 ${COLUMNS} 100`}
          preserveAspectRatio="none"
        >
          <path d={path} fill="currentColor" className="opacity-50" />
          <path
            d={path}
            fill="currentColor"
            className="text-accent"
            style={{ clipPath: `inset(0 ${100 - to}% 0 ${from}%)` }}
          />
        </svg>
      )}
    </>
  );
}
