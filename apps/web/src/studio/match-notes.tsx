import { Trans, useLingui } from "@lingui/react/macro";
import type { RecordingMatch } from "@songkeeper/client";
import { CircleAlert, CopyCheck } from "lucide-react";
import { lengthText } from "../shell/time-text.ts";

/** What a musician is told when the same sound was found elsewhere: own duplicates as a hint, others' as a hold. */
export function MatchNotes({ matches }: { matches: readonly RecordingMatch[] }) {
  return matches.map((match) =>
    match.kind === "own" ? <OwnNote key={match.id} match={match} /> : <HeldNote key={match.id} match={match} />,
  );
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

function HeldNote({ match }: { match: RecordingMatch }) {
  const { state, title, artist, note } = match;
  if (state === "released") return null;
  const isUpheld = state === "upheld";
  return (
    <div
      role="status"
      className={`flex gap-2 rounded-card p-3 text-sm ${isUpheld ? "bg-bad-wash text-bad" : "bg-warn-wash text-warn"}`}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 space-y-1 wrap-anywhere">
        <p className="font-strong">
          {title && artist ? (
            <Trans>
              This sounds like “{title}” by {artist}.
            </Trans>
          ) : (
            <Trans>This sounds like a recording that somebody else uploaded.</Trans>
          )}
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
    </div>
  );
}

/** Which part of the file is meant. */
function Where({ match: { atMs, lengthMs } }: { match: RecordingMatch }) {
  const { t } = useLingui();
  return <>{t`From ${lengthText(atMs)} to ${lengthText(atMs + lengthMs)} they are the same.`}</>;
}
