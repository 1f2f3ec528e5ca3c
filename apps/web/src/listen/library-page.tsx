import { Trans, useLingui } from "@lingui/react/macro";
import type { LibraryPage as LibraryPageData, SongCard } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Downloads } from "../buy/downloads.tsx";
import { OrderList } from "../buy/order-list.tsx";
import { ReleaseDownloads } from "../buy/release-downloads.tsx";
import { useLibrary } from "../buy/use-ordering.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { PlayAll, ShuffleAll } from "./play-all.tsx";
import { playable, player } from "./player.ts";
import { SongListSkeleton } from "./skeletons.tsx";
import { SongRow } from "./song-row.tsx";

/** What one bought, to hear and to keep, and the orders behind it. */
export function LibraryPage() {
  const { t } = useLingui();
  return (
    <SignedInOnly>
      {() => (
        <div className="space-y-10">
          <PageTitle>{t`Library`}</PageTitle>
          <h1>
            <Trans>My songs</Trans>
          </h1>
          <OwnSongs />
          <OrderList />
        </div>
      )}
    </SignedInOnly>
  );
}

function OwnSongs() {
  const library = useLibrary();
  const items = library.data?.pages.flatMap((page) => page.items) ?? [];
  if (library.isPending) return <SongListSkeleton count={4} />;
  if (library.isError && items.length === 0)
    return (
      <ProblemNote error={library.error}>
        <button type="button" className="button button-quiet" onClick={() => void library.refetch()}>
          <Trans>Try again</Trans>
        </button>
      </ProblemNote>
    );
  if (items.length === 0) return <NothingYet />;
  const songs = items.map(({ song }) => song);
  return (
    <section className="space-y-4">
      <div className="flex flex-wrap gap-3">
        <PlayAll songs={songs}>
          <Trans>Play all</Trans>
        </PlayAll>
        <ShuffleAll songs={songs} />
      </div>
      <ul className="space-y-4">
        {items.map((item, index) => (
          <OwnSong
            key={item.song.id}
            item={item}
            isOneOfSeveral={songs.filter(({ release }) => release.id === item.song.release.id).length > 1}
            onPlay={() => player.play(songs.map(playable), index)}
          />
        ))}
      </ul>
      {library.hasNextPage && (
        <MoreButton busy={library.isFetchingNextPage} onMore={() => void library.fetchNextPage()}>
          <Trans>Show more songs</Trans>
        </MoreButton>
      )}
    </section>
  );
}

interface OwnSongProps {
  item: LibraryPageData["items"][number];
  /** Whether the reader keeps more songs of its release. */
  isOneOfSeveral: boolean;
  onPlay: () => void;
}

function OwnSong({ item, isOneOfSeveral, onPlay }: OwnSongProps) {
  const song: SongCard = item.song;
  return (
    <li className="card py-2!">
      <ul>
        <SongRow song={song} onPlay={onPlay} />
      </ul>
      <details className="pb-2">
        <summary className="inline-flex min-h-11 items-center gap-2 text-accent">
          <ChevronDown aria-hidden className="size-4" />
          <Trans>Fetch the files</Trans>
        </summary>
        <Downloads songId={song.id} lossless={song.lossless} />
        {isOneOfSeveral && <ReleaseDownloads releaseId={song.release.id} />}
      </details>
    </li>
  );
}

function NothingYet() {
  return (
    <div className="card space-y-3">
      <p>
        <Trans>Nothing here yet. Songs that you buy, or take where they are free, are kept here for good.</Trans>
      </p>
      <Link to="/" className="button button-main">
        <Trans>Find something to hear</Trans>
      </Link>
    </div>
  );
}

/** Asks for a list's next page. */
export function MoreButton({ busy, onMore, children }: { busy: boolean; onMore: () => void; children: ReactNode }) {
  return (
    <button type="button" className="button button-quiet w-full" disabled={busy} onClick={onMore}>
      {busy ? <Trans>Loading…</Trans> : children}
    </button>
  );
}
