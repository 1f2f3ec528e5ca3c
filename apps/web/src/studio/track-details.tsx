import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { AI_DECLARATIONS, isrcOf, needsConsent, ORIGINS, parseLrc } from "@songkeeper/catalog";
import type { RecordingView } from "@songkeeper/client";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Field } from "../shell/field.tsx";
import { lengthText } from "../shell/time-text.ts";
import { CharacterFields } from "./character-fields.tsx";
import { Choices } from "./choices.tsx";
import type { DraftTrack } from "./credit-parts.ts";
import { AI_WORDS, ORIGIN_WORDS } from "./form-words.ts";
import { fieldId } from "./publish-problems.ts";
import { RecordingPreview } from "./recording-preview.tsx";
import type { StepProps } from "./step-props.ts";
import { TextField } from "./text-field.tsx";

interface TrackDetailsProps extends StepProps {
  track: DraftTrack;
  at: number;
}

/** What else is said of a song: what it is made from, by whom or what, its code, its words, and what is free to hear. */
export function TrackDetails({ draft, wrong, track, at }: TrackDetailsProps) {
  const { i18n } = useLingui();
  const set = (change: Partial<DraftTrack>) => draft.changeTrack(at, change);
  const path = (field: string) => `tracks.${at}.${field}`;
  const recording = draft.recordings.find(({ id }) => id === track.recordingId);
  const option = (origin: DraftTrack["origin"]) => ({
    value: origin,
    label: i18n._(ORIGIN_WORDS[origin].name),
    effect: i18n._(ORIGIN_WORDS[origin].effect),
  });
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <div className="space-y-6">
        <Choices
          id={fieldId(path("origin"))}
          legend={<Trans>What it is</Trans>}
          options={ORIGINS.map(option)}
          value={track.origin}
          onChange={(origin) => set({ origin })}
        />
        {needsConsent(track.origin) && (
          <div className="space-y-4 rounded-card bg-sunken p-3">
            <TextField
              path={path("workTitle")}
              label={<Trans>The work</Trans>}
              hint={<Trans>The title of the song that this is made from.</Trans>}
              error={wrong(path("workTitle"))}
              maxLength={200}
              value={track.workTitle}
              onChange={(workTitle) => set({ workTitle })}
            />
            <TextField
              path={path("workWriters")}
              label={<Trans>Who wrote it</Trans>}
              hint={<Trans>Name them as lyricist and composer too: their 20 % is theirs.</Trans>}
              error={wrong(path("workWriters"))}
              maxLength={400}
              value={track.workWriters}
              onChange={(workWriters) => set({ workWriters })}
            />
          </div>
        )}
        <Choices
          id={fieldId(path("ai"))}
          legend={<Trans>AI</Trans>}
          options={AI_DECLARATIONS.map((ai) => ({ value: ai, label: i18n._(AI_WORDS[ai]) }))}
          value={track.ai}
          onChange={(ai) => set({ ai })}
        />
      </div>
      <div className="space-y-6">
        <IsrcField
          isrc={track.isrc}
          path={path("isrc")}
          error={wrong(path("isrc"))}
          onChange={(isrc) => set({ isrc })}
        />
        <LyricsFields track={track} path={path} onChange={set} />
        <CharacterFields
          track={track}
          estimate={recording?.character ?? null}
          path={path}
          wrong={wrong}
          onChange={set}
        />
        <FreePart track={track} recording={recording} path={path} onChange={set} />
      </div>
    </div>
  );
}

interface IsrcFieldProps {
  isrc: string;
  path: string;
  error: string | undefined;
  onChange: (isrc: string) => void;
}

/** The code is checked while it is typed; what is no code yet is told, not forbidden. */
function IsrcField({ isrc, path, error, onChange }: IsrcFieldProps) {
  const known = isrcOf(isrc);
  const hint =
    isrc.trim() === "" ? (
      <Trans>The recording’s international code, if it has one: 12 signs.</Trans>
    ) : known ? (
      <Trans>✓ {known} is a whole ISRC.</Trans>
    ) : (
      <Trans>Not whole yet: two letters, three letters or digits, seven digits.</Trans>
    );
  return (
    <TextField path={path} label="ISRC" hint={hint} error={error} maxLength={40} value={isrc} onChange={onChange} />
  );
}

interface LyricsFieldsProps {
  track: DraftTrack;
  path: (field: string) => string;
  onChange: (change: Partial<DraftTrack>) => void;
}

function LyricsFields({ track, path, onChange }: LyricsFieldsProps) {
  const lines = parseLrc(track.timedLyrics);
  const [first, last] = [lines[0], lines.at(-1)];
  const timed = track.timedLyrics.trim() !== "";
  // Open to begin with where there are any; afterwards it is the musician who folds.
  const [open] = useState(track.lyrics !== "" || timed);
  return (
    <details className="group space-y-4" open={open}>
      <summary className="flex min-h-11 items-center gap-2 font-strong">
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
        <Trans>Lyrics</Trans>
      </summary>
      <div id={fieldId(path("lyrics"))}>
        <Field label={<Trans>Plain</Trans>}>
          {(attributes) => (
            <textarea
              {...attributes}
              className="input min-h-32"
              maxLength={20_000}
              value={track.lyrics}
              onChange={(event) => onChange({ lyrics: event.target.value })}
            />
          )}
        </Field>
      </div>
      <div id={fieldId(path("timedLyrics"))}>
        <Field
          label={<Trans>With times (LRC)</Trans>}
          hint={<Trans>Lines such as “[00:12.50] The rain begins”; they light up while the song plays.</Trans>}
          error={timed && lines.length === 0 && <Trans>No line here begins with a time.</Trans>}
        >
          {(attributes) => (
            <textarea
              {...attributes}
              className="input code min-h-32"
              maxLength={40_000}
              spellCheck={false}
              value={track.timedLyrics}
              onChange={(event) => onChange({ timedLyrics: event.target.value })}
            />
          )}
        </Field>
        {first && last && (
          <p role="status" className="text-sm text-good">
            <Plural value={lines.length} one="# line with a time" other="# lines with times" />,{" "}
            {lengthText(first.atMs)}–{lengthText(last.atMs)}
          </p>
        )}
      </div>
    </details>
  );
}

interface FreePartProps {
  track: DraftTrack;
  recording: RecordingView | undefined;
  path: (field: string) => string;
  onChange: (change: Partial<DraftTrack>) => void;
}

/** What everybody may hear for nothing: the whole song, or a part that its musician chooses. */
function FreePart({ track, recording, path, onChange }: FreePartProps) {
  return (
    <div className="space-y-4">
      <label className="flex cursor-pointer items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5 size-5 shrink-0 accent-(--accent)"
          checked={track.listening === "preview"}
          onChange={(event) => onChange({ listening: event.target.checked ? "preview" : "full" })}
        />
        <span>
          <Trans>Only a preview of 30 seconds is free to hear</Trans>
          <span className="block text-sm text-soft">
            <Trans>Otherwise everybody hears the whole song at 128 kbit/s; who buys it gets it in full quality.</Trans>
          </span>
        </span>
      </label>
      {track.listening === "preview" && recording && (
        <RecordingPreview
          id={fieldId(path("previewStartMs"))}
          recording={recording}
          wishedMs={track.previewStartMs}
          onChange={(previewStartMs) => onChange({ previewStartMs })}
        />
      )}
    </div>
  );
}
