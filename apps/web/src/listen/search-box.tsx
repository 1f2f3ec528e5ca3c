import { useLingui } from "@lingui/react/macro";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type ChangeEvent, type FormEvent, type KeyboardEvent, lazy, Suspense, useId, useState } from "react";
import { withTexts } from "../shell/language.ts";
import { useLeaving } from "../shell/use-leaving.ts";
import { foundChoices } from "./found-choices.ts";
import { useSearch } from "./use-listen.ts";
import { useRested } from "./use-rested.ts";

const SearchSuggestions = lazy(
  withTexts("listen", async () => ({ default: (await import("./search-suggestions.tsx")).SearchSuggestions })),
);

/** The search on every page: offers what it finds as one types; Enter shows all of it. */
export function SearchBox() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [typed, setTyped] = useTyped();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const id = useId();
  const close = () => setOpen(false);
  const box = useLeaving<HTMLFormElement>(open, close, "input");
  const rested = useRested(words);
  const found = useSearch(open ? rested : "");
  const choices = found.data ? foundChoices(found.data) : [];
  const show = (text: string) => {
    setWords(text.trim());
    setAt(-1);
    setOpen(text.trim() !== "");
  };
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    setTyped(event.target.value);
    // While an input method composes, the letters are not yet the words that are meant.
    const composing = event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing;
    if (!composing) show(event.target.value);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    close();
    const chosen = open ? choices[at] : undefined;
    if (chosen) void navigate({ to: chosen.to });
    else void navigate({ to: "/search", search: { q: typed.trim() } });
  };
  const go = (event: KeyboardEvent) => {
    if (!open || event.nativeEvent.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    // One more than the choices leads to all that is found, and one before the first back into the box.
    const places = choices.length + 2;
    setAt(((at + 1 + (event.key === "ArrowDown" ? 1 : -1) + places) % places) - 1);
  };
  return (
    <form ref={box} role="search" className="relative min-w-0 grow lg:max-w-sm" onSubmit={submit}>
      <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-5 text-soft" />
      <input
        id="search"
        type="search"
        role="combobox"
        autoComplete="off"
        enterKeyHint="search"
        maxLength={100}
        className="input pl-10 text-ellipsis"
        placeholder={t`Search`}
        aria-label={t`Search songs, artists, releases and lyrics`}
        aria-expanded={open}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={open && at >= 0 ? `${id}-${at}` : undefined}
        value={typed}
        onChange={change}
        onCompositionEnd={(event) => show(event.currentTarget.value)}
        onFocus={() => setOpen(words !== "" && typed.trim() === words)}
        onKeyDown={go}
      />
      <div id={id} hidden={!open}>
        {open && (
          <Suspense>
            <SearchSuggestions
              {...{ words, id, choices, at }}
              isAnswered={found.data !== undefined && rested === words && !found.isPlaceholderData}
              onClose={close}
            />
          </Suspense>
        )}
      </div>
    </form>
  );
}

/** What stands in the box: what was typed on this page, at first what the search page's address asks for. */
function useTyped() {
  const here = useRouterState({ select: ({ location: { pathname, search } }) => `${pathname} ${search.q ?? ""}` });
  const wanted = here.startsWith("/search ") ? here.slice("/search ".length) : "";
  const [before, setBefore] = useState(here);
  const [typed, setTyped] = useState(wanted);
  if (here !== before) {
    setBefore(here);
    setTyped(wanted);
  }
  return [typed, setTyped] as const;
}
