import { Trans, useLingui } from "@lingui/react/macro";
import type { SongCard } from "@songkeeper/client";
import { Check, Ellipsis, ListPlus, ListStart } from "lucide-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import { useLeaving } from "../shell/use-leaving.ts";
import { playable, player } from "./player.ts";

/** So long the button shows that what was chosen is done. */
const DONE_MS = 2_500;

/** What can be done with a song besides hearing it now. */
export function SongMenu({ song }: { song: SongCard }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState("");
  const id = useId();
  const box = useLeaving(open, () => setOpen(false));
  const title = song.title;
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(""), DONE_MS);
    return () => clearTimeout(timer);
  }, [done]);
  const choose = (act: () => void, told: string) => () => {
    act();
    setDone(told);
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  return (
    <div ref={box} className="relative shrink-0">
      <button
        type="button"
        className="button button-icon"
        aria-expanded={open}
        aria-controls={id}
        aria-label={t`More for ${title}`}
        onClick={() => setOpen(!open)}
      >
        {done ? <Check aria-hidden className="size-5 text-good" /> : <Ellipsis aria-hidden className="size-5" />}
      </button>
      {open && (
        <div
          id={id}
          className="absolute right-0 z-20 mt-1 w-max min-w-56 rounded-card border border-line bg-surface p-2 shadow-card"
        >
          <Choice
            icon={<ListStart aria-hidden className="size-4" />}
            onChoose={choose(() => player.addNext([playable(song)]), t`${title} plays next.`)}
          >
            <Trans>Play next</Trans>
          </Choice>
          <Choice
            icon={<ListPlus aria-hidden className="size-4" />}
            onChoose={choose(() => player.addLast([playable(song)]), t`${title} is in the queue.`)}
          >
            <Trans>Add to the queue</Trans>
          </Choice>
        </div>
      )}
      <span role="status" className="sr-only">
        {done}
      </span>
    </div>
  );
}

function Choice({ icon, onChoose, children }: { icon: ReactNode; onChoose: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className="button button-plain w-full justify-start! px-3! whitespace-nowrap"
      onClick={onChoose}
    >
      {icon}
      {children}
    </button>
  );
}
