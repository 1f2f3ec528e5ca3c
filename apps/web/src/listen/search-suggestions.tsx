import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Cover } from "./cover.tsx";
import type { FoundChoice } from "./found-choices.ts";

interface SearchSuggestionsProps {
  words: string;
  /** The choices' ids begin with it: the box names the one that the keys stand on. */
  id: string;
  choices: readonly FoundChoice[];
  at: number;
  isAnswered: boolean;
  onClose: () => void;
}

/** What is found as one types; the focus stays in the box. */
export function SearchSuggestions({ words, id, choices, at, isAnswered, onClose }: SearchSuggestionsProps) {
  const { t } = useLingui();
  const count = choices.length;
  return (
    <div className="absolute inset-x-0 z-40 mt-1 rounded-card border border-line bg-surface p-2 shadow-card max-sm:fixed max-sm:inset-x-2">
      <div role="listbox" aria-label={t`Found`}>
        {choices.map((choice, index) => (
          <Choice key={choice.key} id={`${id}-${index}`} choice={choice} active={index === at} onClose={onClose} />
        ))}
        <Link
          to="/search"
          search={{ q: words }}
          id={`${id}-${count}`}
          role="option"
          aria-selected={at === count}
          tabIndex={-1}
          className={`flex min-h-11 items-center rounded-card px-2 text-accent ${at === count ? "bg-sunken" : "hover:bg-sunken"}`}
          onClick={onClose}
        >
          {isAnswered && count === 0 ? (
            <Trans>Nothing found for “{words}”</Trans>
          ) : (
            <Trans>All that is found for “{words}”</Trans>
          )}
        </Link>
      </div>
      <p role="status" className="sr-only">
        {isAnswered && <Trans>{count} found. Use the arrow keys.</Trans>}
      </p>
    </div>
  );
}

interface ChoiceProps {
  id: string;
  choice: FoundChoice;
  active: boolean;
  onClose: () => void;
}

function Choice({ id, choice, active, onClose }: ChoiceProps) {
  const round = choice.kind === "artist" ? "rounded-full!" : "";
  return (
    <Link
      to={choice.to}
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className={`flex min-h-12 items-center gap-3 rounded-card px-2 py-1 ${active ? "bg-sunken" : "hover:bg-sunken"}`}
      onClick={onClose}
    >
      <Cover coverId={choice.coverId} sizes="40px" className={`size-10 ${round}`} />
      <span className="min-w-0 grow">
        <span className="block truncate font-strong">{choice.title}</span>
        <span className="block truncate text-sm text-soft">
          <KindWord kind={choice.kind} />
          {choice.detail && ` · ${choice.detail}`}
        </span>
      </span>
    </Link>
  );
}

function KindWord({ kind }: { kind: FoundChoice["kind"] }) {
  if (kind === "song") return <Trans>Song</Trans>;
  if (kind === "artist") return <Trans>Artist</Trans>;
  if (kind === "release") return <Trans>Release</Trans>;
  return <Trans>Lyrics</Trans>;
}
