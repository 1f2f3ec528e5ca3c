import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ROLES } from "@songkeeper/base";
import { ArrowDown, ArrowUp, ChevronDown, CopyPlus } from "lucide-react";
import { type DragEvent, useState } from "react";
import { type DraftTrack, roleState } from "./credit-parts.ts";
import { CreditsEditor } from "./credits-editor.tsx";
import { AI_WORDS, ORIGIN_WORDS } from "./form-words.ts";
import { ListenButton } from "./listen-button.tsx";
import { MatchNotes } from "./match-notes.tsx";
import { fieldId } from "./publish-problems.ts";
import type { StepProps } from "./step-props.ts";
import { TextField } from "./text-field.tsx";
import { TrackDetails } from "./track-details.tsx";

interface TrackCardProps extends StepProps {
  track: DraftTrack;
  at: number;
  count: number;
  onMove: (from: number, to: number) => void;
}

/** One song of a release: its place, its title, who made it, and the rest folded away. */
export function TrackCard({ draft, wrong, track, at, count, onMove }: TrackCardProps) {
  const { t } = useLingui();
  const recording = draft.recordings.find(({ id }) => id === track.recordingId);
  // Few songs stand open; afterwards it is the musician who folds.
  const [open] = useState(at === 0 || count <= 3);
  const title = track.title.trim() || t`Song ${at + 1}`;
  const onDrop = (event: DragEvent) => {
    const from = Number.parseInt(event.dataTransfer.getData("text/x-song"), 10);
    if (!Number.isInteger(from) || from === at) return;
    event.preventDefault();
    onMove(from, at);
  };
  return (
    <li id={fieldId(`tracks.${at}`)} className="card">
      <details className="group/song" open={open}>
        <summary
          draggable={count > 1}
          className="flex min-h-11 list-none items-center gap-3"
          onDragOver={(event) => event.dataTransfer.types.includes("text/x-song") && event.preventDefault()}
          onDrop={onDrop}
          onDragStart={(event) => event.dataTransfer.setData("text/x-song", `${at}`)}
        >
          <span className="text-soft">{at + 1}</span>
          <h3 className="min-w-0 grow wrap-anywhere">{title}</h3>
          <CreditsChip track={track} />
          <ChevronDown
            aria-hidden
            className="size-5 shrink-0 text-soft transition-transform group-open/song:rotate-180"
          />
        </summary>
        <div className="space-y-6 pt-4">
          {recording && <ListenButton recording={recording} title={title} />}
          {recording && <MatchNotes matches={recording.matches} draftId={draft.id} />}
          <TextField
            path={`tracks.${at}.title`}
            label={<Trans>Title</Trans>}
            error={wrong(`tracks.${at}.title`)}
            maxLength={200}
            value={track.title}
            onChange={(next) => draft.changeTrack(at, { title: next })}
          />
          <CreditsEditor draft={draft} wrong={wrong} track={track} at={at} />
          {count > 1 && <SameCredits draft={draft} track={track} others={count - 1} />}
          <Rest draft={draft} wrong={wrong} track={track} at={at} />
        </div>
      </details>
      {count > 1 && <MoveButtons title={title} at={at} count={count} onMove={onMove} />}
    </li>
  );
}

function CreditsChip({ track }: { track: DraftTrack }) {
  const open = ROLES.some((role) => {
    const state = roleState(track.credits, role);
    return state === "under" || state === "over" || (state === "empty" && role !== "lyricist");
  });
  if (!open) return null;
  return (
    <span className="chip bg-warn-wash text-warn">
      <Trans>Credits not full</Trans>
    </span>
  );
}

function SameCredits({ draft, track, others }: { draft: StepProps["draft"]; track: DraftTrack; others: number }) {
  return (
    <button
      type="button"
      className="button button-plain"
      onClick={() =>
        draft.change((body) => ({
          ...body,
          tracks: body.tracks.map((one) => ({ ...one, credits: track.credits.map((credit) => ({ ...credit })) })),
        }))
      }
    >
      <CopyPlus aria-hidden className="size-4" />
      <Plural value={others} one="The same people on the other song" other="The same people on the # other songs" />
    </button>
  );
}

function Rest({ draft, wrong, track, at }: StepProps & { track: DraftTrack; at: number }) {
  const { i18n } = useLingui();
  return (
    <details className="group/rest border-t border-line pt-2">
      <summary className="flex min-h-11 list-none items-center gap-x-3">
        <ChevronDown aria-hidden className="size-4 shrink-0 transition-transform group-open/rest:rotate-180" />
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <span className="font-strong">
            <Trans>Origin, AI, ISRC, tempo, lyrics, preview</Trans>
          </span>
          <span className="text-sm text-soft">
            {i18n._(ORIGIN_WORDS[track.origin].name)} · {i18n._(AI_WORDS[track.ai])}
            {track.isrc && ` · ${track.isrc}`}
            {(track.lyrics || track.timedLyrics) && (
              <>
                {" · "}
                <Trans>with lyrics</Trans>
              </>
            )}
            {track.listening === "preview" && (
              <>
                {" · "}
                <Trans>preview only</Trans>
              </>
            )}
          </span>
        </span>
      </summary>
      <div className="pt-4">
        <TrackDetails draft={draft} wrong={wrong} track={track} at={at} />
      </div>
    </details>
  );
}

interface MoveButtonsProps {
  title: string;
  at: number;
  count: number;
  onMove: (from: number, to: number) => void;
}

function MoveButtons({ title, at, count, onMove }: MoveButtonsProps) {
  const { t } = useLingui();
  return (
    <div className="-mb-2 flex justify-end">
      <button
        type="button"
        className="button button-icon"
        data-move="up"
        aria-label={t`Move ${title} up`}
        disabled={at === 0}
        onClick={() => onMove(at, at - 1)}
      >
        <ArrowUp aria-hidden className="size-5" />
      </button>
      <button
        type="button"
        className="button button-icon"
        data-move="down"
        aria-label={t`Move ${title} down`}
        disabled={at === count - 1}
        onClick={() => onMove(at, at + 1)}
      >
        <ArrowDown aria-hidden className="size-5" />
      </button>
    </div>
  );
}
