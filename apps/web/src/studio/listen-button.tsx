import { Trans, useLingui } from "@lingui/react/macro";
import type { RecordingView } from "@songkeeper/client";
import { Pause, Play } from "lucide-react";
import { lengthText } from "../shell/time-text.ts";
import { seekAudition, toggleAudition, useAudition } from "./audition.ts";

/** Hears a file as it was made, before anybody else does: play, pause, and a slider while it is on. */
export function ListenButton({ recording, title }: { recording: RecordingView; title: string }) {
  const { t } = useLingui();
  const heard = useAudition(recording.id);
  if (!recording.playlistUrl) return null;
  const durationMs = recording.source?.durationMs;
  const on = heard?.status === "playing" || heard?.status === "loading";
  const Icon = on ? Pause : Play;
  return (
    <div className="flex min-w-0 items-center gap-2">
      <button
        type="button"
        className="button button-quiet min-w-11 px-3!"
        aria-label={on ? t`Pause ${title}` : t`Hear ${title}`}
        onClick={() => toggleAudition(recording)}
      >
        <Icon aria-hidden className="size-5" />
      </button>
      {durationMs === undefined ? (
        <span className="text-sm text-soft">
          {heard ? lengthText(heard.positionMs) : <Trans>Hear it already, while the rest is made</Trans>}
        </span>
      ) : heard ? (
        <>
          <input
            type="range"
            className="h-11 min-w-0 grow accent-(--accent)"
            aria-label={t`Place in ${title}`}
            min={0}
            max={durationMs}
            step={1000}
            value={heard.positionMs}
            aria-valuetext={lengthText(heard.positionMs)}
            onChange={(event) => seekAudition(event.target.valueAsNumber)}
          />
          <span className="text-sm whitespace-nowrap text-soft">
            {lengthText(heard.positionMs)} / {lengthText(durationMs)}
          </span>
        </>
      ) : (
        <span className="text-sm text-soft">{lengthText(durationMs)}</span>
      )}
    </div>
  );
}
