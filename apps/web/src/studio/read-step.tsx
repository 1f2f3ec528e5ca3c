import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { CoverField } from "./cover-field.tsx";
import type { StepProps } from "./step-props.ts";
import { TextField } from "./text-field.tsx";
import { TrackCard } from "./track-card.tsx";

/** The second step: what was read from the files, to be checked and completed. */
export function ReadStep({ draft, wrong }: StepProps) {
  const { body, change, recordings } = draft;
  const unread = recordings.filter(({ state }) => ["uploading", "waiting", "working"].includes(state)).length;
  return (
    <div className="space-y-6">
      <section aria-labelledby="release" className="card grid gap-6 sm:grid-cols-[15rem_1fr]">
        <h2 id="release" className="sm:col-span-2">
          <Trans>The release</Trans>
        </h2>
        <CoverField draft={draft} />
        <div className="space-y-5">
          <TextField
            path="title"
            label={<Trans>Title of the release</Trans>}
            hint={<Trans>For a single, the song’s own.</Trans>}
            error={wrong("title")}
            maxLength={200}
            value={body.title}
            onChange={(title) => change((now) => ({ ...now, title }))}
          />
          <TextField
            path="artist"
            label={<Trans>Artist</Trans>}
            hint={<Trans>The name under which people find you.</Trans>}
            error={wrong("artist")}
            maxLength={120}
            value={body.artist}
            onChange={(artist) => change((now) => ({ ...now, artist }))}
          />
        </div>
      </section>
      {unread > 0 && (
        <p role="status" className="rounded-card bg-warn-wash px-4 py-3 text-warn">
          <Plural
            value={unread}
            one="# file is still on its way or being read; it appears here by itself."
            other="# files are still on their way or being read; they appear here by themselves."
          />
        </p>
      )}
      <Tracks draft={draft} wrong={wrong} />
    </div>
  );
}

function Tracks({ draft, wrong }: StepProps) {
  const { t } = useLingui();
  const [moved, setMoved] = useState("");
  const { tracks } = draft.body;
  const move = (from: number, to: number) => {
    const track = tracks[from];
    if (!track) return;
    draft.change((body) => ({ ...body, tracks: body.tracks.toSpliced(from, 1).toSpliced(to, 0, track) }));
    setMoved(t`${track.title} is now number ${to + 1}`);
    requestAnimationFrame(() => focusMover(to, to < from ? "up" : "down"));
  };
  if (tracks.length === 0)
    return (
      <p className="text-soft">
        <Trans>There is no song yet. As soon as a file has been read, it stands here with what its tags say.</Trans>
      </p>
    );
  return (
    <section aria-labelledby="songs" className="space-y-3">
      <h2 id="songs">
        <Plural value={tracks.length} one="# song" other="# songs" />
      </h2>
      <p className="sr-only" role="status">
        {moved}
      </p>
      <ol className="space-y-3">
        {tracks.map((track, at) => (
          <TrackCard
            key={track.recordingId}
            draft={draft}
            wrong={wrong}
            track={track}
            at={at}
            count={tracks.length}
            onMove={move}
          />
        ))}
      </ol>
    </section>
  );
}

/** The browser lets go of the focus when it moves what has it: the same button again, or the other at an end of the list. */
function focusMover(at: number, direction: "up" | "down"): void {
  const movers = [...document.querySelectorAll<HTMLButtonElement>(`#song-${at} [data-move]:not(:disabled)`)];
  (movers.find(({ dataset }) => dataset["move"] === direction) ?? movers[0])?.focus();
}
