import { Trans, useLingui } from "@lingui/react/macro";
import type { CatalogueItem, Use } from "@songkeeper/client";
import { Check, Plus } from "lucide-react";
import { useState } from "react";
import { Field } from "../shell/field.tsx";
import { SkeletonCards } from "../shell/loaded.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { SongRow } from "./song-row.tsx";
import type { useListening } from "./use-listening.ts";
import { useCatalogue } from "./use-shop.ts";

interface CatalogueListProps {
  shopId: string;
  use: Use;
  chosen: ReadonlySet<string>;
  listening: ReturnType<typeof useListening>;
  onAdd: (songs: readonly CatalogueItem[]) => void;
  onRemove: (trackId: string) => void;
}

/** The songs on offer for this use, to hear and to choose. */
export function CatalogueList({ shopId, use, chosen, listening, onAdd, onRemove }: CatalogueListProps) {
  const catalogue = useCatalogue(shopId, use);
  const [wanted, setWanted] = useState("");
  const songs = catalogue.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = songs.filter((song) => matches(song, wanted));
  return (
    <section className="card space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2>
          <Trans>Songs on offer</Trans>
        </h2>
        {shown.length > 1 && (
          <button type="button" className="button button-plain" onClick={() => onAdd(shown)}>
            <Trans>Choose all shown</Trans>
          </button>
        )}
      </div>
      {catalogue.isPending && <SkeletonCards heights={["2.75rem", "20rem"]} />}
      {catalogue.isError && (
        <ProblemNote error={catalogue.error}>
          <button type="button" className="button button-quiet" onClick={() => void catalogue.refetch()}>
            <Trans>Try again</Trans>
          </button>
        </ProblemNote>
      )}
      {songs.length > 0 && (
        <Field label={<Trans>Find a title or artist</Trans>}>
          {(attributes) => (
            <input
              {...attributes}
              type="search"
              className="input"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          )}
        </Field>
      )}
      {catalogue.data && shown.length === 0 && <NoSong searching={songs.length > 0} />}
      <ul>
        {shown.map((song) => (
          <SongRow key={song.trackId} song={song} listening={listening}>
            <ChooseButton
              title={song.title}
              chosen={chosen.has(song.trackId)}
              onChoose={() => (chosen.has(song.trackId) ? onRemove(song.trackId) : onAdd([song]))}
            />
          </SongRow>
        ))}
      </ul>
      {catalogue.hasNextPage && (
        <button
          type="button"
          className="button button-quiet w-full"
          disabled={catalogue.isFetchingNextPage}
          onClick={() => void catalogue.fetchNextPage()}
        >
          {catalogue.isFetchingNextPage ? <Trans>Loading…</Trans> : <Trans>Show more songs</Trans>}
        </button>
      )}
    </section>
  );
}

function NoSong({ searching }: { searching: boolean }) {
  return (
    <p className="text-soft">
      {searching ? (
        <Trans>No song of this list has these words.</Trans>
      ) : (
        <Trans>No musician offers songs for this kind of place yet.</Trans>
      )}
    </p>
  );
}

function ChooseButton({ title, chosen, onChoose }: { title: string; chosen: boolean; onChoose: () => void }) {
  const { t } = useLingui();
  return (
    <button
      type="button"
      className={chosen ? "button button-icon bg-good-wash text-good!" : "button button-icon"}
      aria-pressed={chosen}
      aria-label={t`Choose ${title}`}
      onClick={onChoose}
    >
      {chosen ? <Check aria-hidden className="size-5" /> : <Plus aria-hidden className="size-5" />}
    </button>
  );
}

function matches(song: CatalogueItem, wanted: string): boolean {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${song.title} ${song.artist}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
