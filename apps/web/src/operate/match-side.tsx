import { Trans, useLingui } from "@lingui/react/macro";
import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import { lengthText } from "../shell/time-text.ts";
import { When } from "../shell/when.tsx";
import { type MatchSide, seekSide, type SharedPlace, toggleSide, useHeardSide } from "./match-player.ts";

interface SideProps {
  heading: ReactNode;
  side: MatchSide;
  place: SharedPlace;
  lengthMs: number;
}

/** One of two recordings: what it is, whose, where the shared sound lies, and a way to hear it from there. */
export function Side({ heading, side, place, lengthMs }: SideProps) {
  const { fileName, title, artist, owner, uploadedAt, durationMs } = side;
  const [from, to] = [lengthText(place.atMs), lengthText(place.atMs + lengthMs)];
  return (
    <section className="min-w-0 space-y-3 rounded-card bg-sunken p-4 wrap-anywhere">
      <div>
        <h3 className="text-sm text-soft">{heading}</h3>
        <p className="font-strong">{title ?? fileName}</p>
        <p className="text-sm text-soft">
          {title ? `${artist} · ${fileName}` : <Trans>Not published</Trans>}
          {durationMs !== null && ` · ${lengthText(durationMs)}`}
        </p>
        <p className="text-sm text-soft">
          <Trans>
            uploaded by {owner} · <When at={uploadedAt} />
          </Trans>
        </p>
      </div>
      <p className="text-sm">
        <Trans>
          Same sound from {from} to {to}
        </Trans>
      </p>
      {side.playlistUrl === null || durationMs === null ? (
        <p className="text-sm text-soft">
          <Trans>It was removed and cannot be heard any more.</Trans>
        </p>
      ) : (
        <Hearing side={side} place={place} lengthMs={lengthMs} durationMs={durationMs} />
      )}
    </section>
  );
}

interface HearingProps extends Omit<SideProps, "heading"> {
  durationMs: number;
}

function Hearing({ side, place, lengthMs, durationMs }: HearingProps) {
  const { t } = useLingui();
  const heard = useHeardSide(side.recordingId);
  const on = heard?.status === "playing" || heard?.status === "loading";
  const name = side.title ?? side.fileName;
  const positionMs = heard?.positionMs ?? place.atMs;
  const Icon = on ? Pause : Play;
  return (
    <div className="space-y-2">
      <div className="flex items-center gap-3">
        <button
          type="button"
          className="button button-quiet shrink-0"
          aria-label={on ? t`Pause ${name}` : t`Hear ${name}`}
          onClick={() => toggleSide(side, place)}
        >
          <Icon aria-hidden className="size-5" />
          <span aria-hidden>{on ? <Trans>Pause</Trans> : <Trans>Hear</Trans>}</span>
        </button>
        <span className="text-sm whitespace-nowrap text-soft">
          {lengthText(positionMs)} / {lengthText(durationMs)}
        </span>
      </div>
      <div className="relative">
        <SharedStretch share={[place.atMs / durationMs, lengthMs / durationMs]} />
        <input
          type="range"
          className="relative block h-11 w-full accent-(--accent) disabled:opacity-40"
          aria-label={t`Place in ${name}`}
          min={0}
          max={durationMs}
          step={1000}
          disabled={!heard}
          value={positionMs}
          aria-valuetext={lengthText(positionMs)}
          onChange={(event) => seekSide(event.target.valueAsNumber)}
        />
      </div>
      {heard?.status === "failed" && (
        <p role="alert" className="text-sm text-bad">
          <Trans>It cannot be heard just now. Load the page again.</Trans>
        </p>
      )}
    </div>
  );
}

/** Which part of the whole is meant; the times are said beside it. */
function SharedStretch({ share: [from, length] }: { share: readonly [number, number] }) {
  return (
    <div aria-hidden className="absolute inset-x-0 bottom-1 h-1.5 overflow-hidden rounded-full bg-line">
      <div
        className="absolute h-full min-w-1 rounded-full bg-warn"
        style={{ left: `${100 * from}%`, width: `${100 * length}%` }}
      />
    </div>
  );
}
