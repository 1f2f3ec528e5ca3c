import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ProblemError } from "@songkeeper/client";
import { CircleAlert } from "lucide-react";
import { ProblemNote } from "../shell/problem-note.tsx";
import { FIELD_WORDS, wrongWords } from "./problem-words.ts";
import type { PublishProblem } from "./publish-problems.ts";
import type { DraftInHand } from "./use-draft.ts";
import type { Publishing } from "./use-publishing.ts";

interface PublishCardProps {
  draft: DraftInHand;
  publishing: Publishing;
  /** Leads to the field where something is mended. */
  onMend: (problem: PublishProblem) => void;
}

/** The musician's word on the rights, what is still missing, and the button that makes it public. */
export function PublishCard({ draft, publishing, onMend }: PublishCardProps) {
  const { problems, tried, publish, isPending, error } = publishing;
  const { tracks, declared } = draft.body;
  const unpaid = tracks.length > 0 && !tracks.some(({ credits }) => credits.some(draft.isMine));
  const told = error instanceof ProblemError && error.errors.length > 0 && problems.length > 0;
  return (
    <section aria-labelledby="publish" className="card space-y-4">
      <h2 id="publish">
        <Trans>Publish</Trans>
      </h2>
      <label id="field-declared" className="flex cursor-pointer items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5 size-5 shrink-0 accent-(--accent)"
          checked={declared}
          onChange={(event) => draft.change((body) => ({ ...body, declared: event.target.checked }))}
        />
        <span>
          <Trans>
            I hold the rights to these recordings and songs, or have leave from those who do; what I have said of them
            is true, also for those who have not joined.
          </Trans>
        </span>
      </label>
      {tried && problems.length > 0 && <Missing draft={draft} problems={problems} onMend={onMend} />}
      {unpaid && (
        <p className="rounded-card bg-warn-wash p-4 text-warn">
          <Trans>
            None of the credits is marked as you, so nothing of the income comes to your account. Mark yours by “That is
            me” in the second step.
          </Trans>
        </p>
      )}
      {error !== null && !told && <ProblemNote error={error} />}
      <button type="button" className="button button-main" disabled={isPending} onClick={publish}>
        {isPending ? (
          <Trans>Publishing…</Trans>
        ) : (
          <Plural value={tracks.length} one="Publish # song" other="Publish # songs" />
        )}
      </button>
      <p className="text-sm text-soft">
        <Trans>Prices can be changed and songs withdrawn afterwards. Songkeeper keeps 0 % of it.</Trans>
      </p>
    </section>
  );
}

function Missing({
  draft,
  problems,
  onMend,
}: { problems: readonly PublishProblem[] } & Omit<PublishCardProps, "publishing">) {
  const { i18n, t } = useLingui();
  const nameOf = ({ path, track }: PublishProblem) => {
    const field = Object.keys(FIELD_WORDS).find((word) => path.split(".").includes(word) && word !== "tracks");
    const words = FIELD_WORDS[field ?? "tracks"];
    const song = track === undefined ? "" : draft.body.tracks[track]?.title.trim() || t`Song ${track + 1}`;
    return [song, words ? i18n._(words) : ""].filter(Boolean).join(" · ");
  };
  return (
    <div role="alert" className="space-y-2 rounded-card bg-warn-wash p-4 text-warn">
      <p className="flex gap-2 font-strong">
        <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
        <Plural value={problems.length} one="One thing is missing" other="# things are missing" />
      </p>
      <ul className="space-y-1">
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.rule}`}>
            <button
              type="button"
              className="min-h-8 text-start underline underline-offset-4"
              onClick={() => onMend(problem)}
            >
              {nameOf(problem)}
            </button>
            : {i18n._(wrongWords(problem))}
          </li>
        ))}
      </ul>
    </div>
  );
}
