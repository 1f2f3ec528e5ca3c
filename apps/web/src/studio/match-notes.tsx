import { Trans, useLingui } from "@lingui/react/macro";
import type { RecordingMatch } from "@songkeeper/client";
import { CircleAlert, CircleCheck, CopyCheck } from "lucide-react";
import { lengthText } from "../shell/time-text.ts";
import { MatchExplanation } from "./match-explanation.tsx";

interface MatchNotesProps {
  matches: readonly RecordingMatch[];
  draftId: string;
}

/** What a musician is told when the same sound was found elsewhere: own duplicates as a hint, others' as a hold. */
export function MatchNotes({ matches, draftId }: MatchNotesProps) {
  return matches.map((match) => {
    if (match.kind === "own") return <OwnNote key={match.id} match={match} />;
    if (match.state === "released") return <ReleasedNote key={match.id} match={match} />;
    return <HeldNote key={match.id} match={match} draftId={draftId} />;
  });
}

function OwnNote({ match }: { match: RecordingMatch }) {
  return (
    <p className="flex gap-2 rounded-card bg-warn-wash p-3 text-sm text-warn">
      <CopyCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {match.title ? (
          <Trans>You have uploaded this sound before, as “{match.title}”.</Trans>
        ) : (
          <Trans>You have uploaded this sound before.</Trans>
        )}{" "}
        <Where match={match} /> <Trans>You may publish it all the same.</Trans>
      </span>
    </p>
  );
}

function HeldNote({ match, draftId }: { match: RecordingMatch; draftId: string }) {
  const { state, note } = match;
  const isUpheld = state === "upheld";
  return (
    <div
      className={`flex gap-2 rounded-card p-3 text-sm ${isUpheld ? "bg-bad-wash text-bad" : "bg-warn-wash text-warn"}`}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 grow space-y-2 wrap-anywhere">
        <div role="status" className="space-y-1">
          <p className="font-strong">
            <SoundsLike match={match} />
          </p>
          <p>
            <Where match={match} />{" "}
            {isUpheld ? (
              <Trans>Somebody compared the two: this one cannot be published.</Trans>
            ) : (
              <Trans>
                Somebody will listen to both before it can be published. You can go on with the rest meanwhile.
              </Trans>
            )}
          </p>
          {note && <p>“{note}”</p>}
        </div>
        {!isUpheld && <MatchExplanation match={match} draftId={draftId} />}
      </div>
    </div>
  );
}

function ReleasedNote({ match }: { match: RecordingMatch }) {
  return (
    <div role="status" className="flex gap-2 rounded-card bg-good-wash p-3 text-sm text-good">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 space-y-1 wrap-anywhere">
        <p>
          <SoundsLike match={match} /> <Trans>Somebody compared the two: this one may be published.</Trans>
        </p>
        {match.note && <p>“{match.note}”</p>}
      </div>
    </div>
  );
}

function SoundsLike({ match: { title, artist } }: { match: RecordingMatch }) {
  if (!title || !artist) return <Trans>This sounds like a recording that somebody else uploaded.</Trans>;
  return (
    <Trans>
      This sounds like “{title}” by {artist}.
    </Trans>
  );
}

/** Which part of the file is meant. */
function Where({ match: { atMs, lengthMs } }: { match: RecordingMatch }) {
  const { t } = useLingui();
  return <>{t`From ${lengthText(atMs)} to ${lengthText(atMs + lengthMs)} they are the same.`}</>;
}
