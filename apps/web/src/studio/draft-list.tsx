import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { DraftList as Drafts } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import { Cover } from "../listen/cover.tsx";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { Ago } from "../shell/when.tsx";
import { useDraftRemoval, useDrafts } from "./use-studio.ts";

type Draft = Drafts["drafts"][number];

/** What is not finished: to go on with, or to remove, which can be undone. */
export function DraftList() {
  const drafts = useDrafts();
  const removal = useDraftRemoval();
  const [removed, setRemoved] = useState<Draft>();
  const remove = (draft: Draft) =>
    removal.mutate({ draftId: draft.id, back: false }, { onSuccess: () => setRemoved(draft) });
  const restore = ({ id }: Draft) =>
    removal.mutate({ draftId: id, back: true }, { onSuccess: () => setRemoved(undefined) });
  return (
    <section aria-labelledby="drafts" className="space-y-3">
      <h2 id="drafts">
        <Trans>Drafts</Trans>
      </h2>
      {removed && (
        <p role="status" className="flex flex-wrap items-center gap-x-4 rounded-card bg-sunken px-4 py-2">
          <span>
            <strong>
              <DraftTitle draft={removed} />
            </strong>{" "}
            <Trans>was removed.</Trans>
          </span>
          <button type="button" className="button button-plain" onClick={() => restore(removed)}>
            <Undo2 aria-hidden className="size-4" />
            <Trans>Undo</Trans>
          </button>
        </p>
      )}
      {removal.isError && <ProblemNote error={removal.error} />}
      <Loaded query={drafts} skeleton={<SkeletonCards heights={["5rem"]} />}>
        {({ drafts: list }) =>
          list.length === 0 ? (
            <p className="text-soft">
              <Trans>No draft is open. What you drop above appears here until it is published.</Trans>
            </p>
          ) : (
            <ul className="grid gap-3 md:grid-cols-2">
              {list.map((draft) => (
                <DraftCard key={draft.id} draft={draft} onRemove={() => remove(draft)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function DraftCard({ draft, onRemove }: { draft: Draft; onRemove: () => void }) {
  const { t } = useLingui();
  return (
    <li className="card flex items-center gap-3 p-3!">
      <Link
        to="/studio/draft/$draftId"
        params={{ draftId: draft.id }}
        search={{ step: "files" }}
        className="flex min-w-0 grow items-center gap-3"
      >
        <Cover coverId={draft.coverId} sizes="64px" className="w-16" />
        <span className="min-w-0">
          <span className="block font-strong wrap-anywhere">
            <DraftTitle draft={draft} />
          </span>
          <span className="block text-sm text-soft">
            <Plural value={draft.tracks} one="# song" other="# songs" /> · <Ago at={draft.updatedAt} />
          </span>
        </span>
      </Link>
      <button
        type="button"
        className="button button-icon shrink-0"
        aria-label={t`Remove the draft ${draft.title}`}
        onClick={onRemove}
      >
        <Trash2 aria-hidden className="size-5" />
      </button>
    </li>
  );
}

function DraftTitle({ draft }: { draft: Draft }) {
  return draft.title.trim() || <Trans>Draft without a title</Trans>;
}
