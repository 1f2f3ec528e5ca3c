import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Entry } from "@songkeeper/player";
import { ArrowDown, ArrowUp, Volume2, X } from "lucide-react";
import { useState } from "react";
import { Modal } from "../shell/modal.tsx";
import { player, usePlayer } from "./player.ts";

/** What plays next: to change by buttons, by keys or by dragging. */
export function QueueSheet({ onClose }: { onClose: () => void }) {
  const queue = usePlayer((state) => state.queue);
  const cleared = usePlayer((state) => state.cleared);
  const [dragged, setDragged] = useState<number | undefined>();
  const drop = (to: number) => {
    if (dragged !== undefined) player.move(dragged, to);
    setDragged(undefined);
  };
  return (
    <Modal title={<Trans>Queue</Trans>} onClose={onClose}>
      <div className="space-y-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-soft">
            <Plural value={queue.entries.length} one="# song" other="# songs" />
          </p>
          {cleared ? (
            <button type="button" className="button button-quiet" onClick={() => player.undoClear()}>
              <Trans>Bring the queue back</Trans>
            </button>
          ) : (
            <button
              type="button"
              className="button button-quiet"
              disabled={queue.entries.length < 2}
              onClick={() => player.clear()}
            >
              <Trans>Empty the queue</Trans>
            </button>
          )}
        </div>
        <ol>
          {queue.entries.map((entry, index) => (
            // Dragging is a third way for those who point; buttons do the same for everybody.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
            <li
              key={entry.key}
              draggable
              className={`flex items-center gap-1 border-b border-line last:border-b-0 ${dragged === entry.key ? "opacity-50" : ""}`}
              onDragStart={() => setDragged(entry.key)}
              onDragEnd={() => setDragged(undefined)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={() => drop(index)}
            >
              <QueueEntry
                entry={entry}
                index={index}
                heard={index === queue.at}
                last={index === queue.entries.length - 1}
              />
            </li>
          ))}
        </ol>
      </div>
    </Modal>
  );
}

function QueueEntry({ entry, index, heard, last }: { entry: Entry; index: number; heard: boolean; last: boolean }) {
  const { t } = useLingui();
  const { title, artist } = entry.song;
  const slim = "button button-icon min-w-9! px-0!";
  return (
    <>
      <button
        type="button"
        className={`flex min-h-12 min-w-0 grow items-center gap-2 text-start ${heard ? "text-accent" : ""}`}
        aria-label={t`Play ${title}`}
        aria-current={heard ? "true" : undefined}
        onClick={() => player.jump(entry.key)}
      >
        {heard && <Volume2 aria-hidden className="size-4 shrink-0" />}
        <span className="min-w-0">
          <span className="block truncate font-strong">{title}</span>
          <span className="block truncate text-sm text-soft">{artist.name}</span>
        </span>
      </button>
      <button
        type="button"
        className={slim}
        disabled={index === 0}
        aria-label={t`Play ${title} earlier`}
        onClick={() => player.move(entry.key, index - 1)}
      >
        <ArrowUp aria-hidden className="size-4" />
      </button>
      <button
        type="button"
        className={slim}
        disabled={last}
        aria-label={t`Play ${title} later`}
        onClick={() => player.move(entry.key, index + 1)}
      >
        <ArrowDown aria-hidden className="size-4" />
      </button>
      <button type="button" className={slim} aria-label={t`Take ${title} out`} onClick={() => player.remove(entry.key)}>
        <X aria-hidden className="size-4" />
      </button>
    </>
  );
}
