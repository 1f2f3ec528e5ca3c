import { Trans } from "@lingui/react/macro";
import type { HeldMatch } from "@songkeeper/client";
import { lengthText } from "../shell/time-text.ts";
import { When } from "../shell/when.tsx";
import { MatchRuling } from "./match-ruling.tsx";
import { Side } from "./match-side.tsx";

/** A held recording beside the earlier one that holds the same sound: both to hear, what was said, and the decision. */
export function MatchCard({ match }: { match: HeldMatch }) {
  const { recording, other, atMs, otherAtMs, lengthMs, bitError, explanation, decisions } = match;
  const { owner } = recording;
  const [name, length] = [recording.title ?? recording.fileName, lengthText(lengthMs)];
  const alike = Math.round(100 * (1 - bitError));
  const places = [
    { atMs, other: { recordingId: other.recordingId, atMs: otherAtMs } },
    { atMs: otherAtMs, other: { recordingId: recording.recordingId, atMs } },
  ] as const;
  return (
    <li className="card space-y-4">
      <div>
        <h2 className="text-base! wrap-anywhere">{name}</h2>
        <p className="text-sm text-soft">
          <Trans>
            {length} of the same sound, {alike} % alike · found <When at={match.foundAt} />
          </Trans>
        </p>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Side heading={<Trans>Held</Trans>} side={recording} place={places[0]} lengthMs={lengthMs} />
        <Side heading={<Trans>Was here before</Trans>} side={other} place={places[1]} lengthMs={lengthMs} />
      </div>
      {explanation && (
        <figure className="border-l-4 border-line pl-4">
          <figcaption className="text-sm text-soft">
            <Trans>{owner} says</Trans>
          </figcaption>
          <blockquote className="whitespace-pre-line wrap-anywhere">{explanation}</blockquote>
        </figure>
      )}
      {decisions.length > 0 && <Decisions decisions={decisions} />}
      <Ruling match={match} />
    </li>
  );
}

function Decisions({ decisions }: Pick<HeldMatch, "decisions">) {
  return (
    <ol className="space-y-2 text-sm">
      {decisions.map(({ state, note, by, at }) => (
        <li key={at} className="wrap-anywhere">
          <p>
            <strong>{state === "released" ? <Trans>Released</Trans> : <Trans>Upheld</Trans>}</strong>{" "}
            <span className="text-soft">
              <Trans>
                by {by} · <When at={at} />
              </Trans>
            </span>
          </p>
          {note && <p className="whitespace-pre-line">{note}</p>}
        </li>
      ))}
    </ol>
  );
}

/** The open question at once, a decided one on demand; what was published after its release stays so. */
function Ruling({ match }: { match: HeldMatch }) {
  if (match.state === "open") return <MatchRuling match={match} />;
  if (match.state === "released" && match.recording.trackId !== null) return null;
  return (
    <details>
      <summary className="link flex min-h-11 w-fit items-center">
        <Trans>Decide anew</Trans>
      </summary>
      <MatchRuling key={match.state} match={match} />
    </details>
  );
}
