import { Trans, useLingui } from "@lingui/react/macro";
import type { CatalogueItem } from "@songkeeper/client";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { SongRow } from "./song-row.tsx";
import type { useListening } from "./use-listening.ts";

interface ChosenListProps {
  chosen: readonly CatalogueItem[];
  listening: ReturnType<typeof useListening>;
  onChange: (chosen: readonly CatalogueItem[]) => void;
}

/** The chosen songs in the order in which they play. */
export function ChosenList({ chosen, listening, onChange }: ChosenListProps) {
  const count = chosen.length;
  return (
    <section className="card space-y-3">
      <h2>
        <Trans>Your soundtrack, in this order</Trans> <span className="font-normal text-soft">({count})</span>
      </h2>
      {count === 0 && (
        <p className="text-soft">
          <Trans>Nothing chosen yet. Listen to the songs on offer and choose with the plus.</Trans>
        </p>
      )}
      <ul>
        {chosen.map((song, index) => (
          <SongRow key={song.trackId} song={song} listening={listening}>
            <OrderButtons
              title={song.title}
              isFirst={index === 0}
              isLast={index === count - 1}
              onMove={(by) => onChange(moved(chosen, index, by))}
              onRemove={() => onChange(chosen.filter((other) => other !== song))}
            />
          </SongRow>
        ))}
      </ul>
    </section>
  );
}

interface OrderButtonsProps {
  title: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

function OrderButtons({ title, isFirst, isLast, onMove, onRemove }: OrderButtonsProps) {
  const { t } = useLingui();
  const slim = "button button-icon min-w-9! px-0!";
  return (
    <>
      <button
        type="button"
        className={slim}
        disabled={isFirst}
        aria-label={t`Play ${title} earlier`}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden className="size-4" />
      </button>
      <button
        type="button"
        className={slim}
        disabled={isLast}
        aria-label={t`Play ${title} later`}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden className="size-4" />
      </button>
      <button type="button" className={slim} aria-label={t`Take ${title} out`} onClick={onRemove}>
        <X aria-hidden className="size-4" />
      </button>
    </>
  );
}

function moved<T>(list: readonly T[], from: number, by: 1 | -1): T[] {
  const without = list.toSpliced(from, 1);
  return without.toSpliced(from + by, 0, ...list.slice(from, from + 1));
}
