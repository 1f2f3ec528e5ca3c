import { Trans } from "@lingui/react/macro";
import type { HomeView } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PlayAll, ShuffleAll } from "../listen/play-all.tsx";
import { ReleaseGrid } from "../listen/release-grid.tsx";
import { SampleProgress, useSample } from "../listen/sample-progress.tsx";
import { GridSkeleton, SongListSkeleton } from "../listen/skeletons.tsx";
import { SongList } from "../listen/song-list.tsx";
import { useHome } from "../listen/use-listen.ts";
import { HomeModel } from "./home-model.tsx";
import { Loaded } from "./loaded.tsx";

/** What is new to hear, one tap from sounding; below it what Songkeeper is. */
export function HomePage() {
  const home = useHome();
  const songs = home.data?.newSongs ?? [];
  return (
    <div className="space-y-12">
      <title>Songkeeper</title>
      <section className="max-w-4xl space-y-4">
        <h1 className="text-[clamp(1.75rem,1.3rem+2.2vw,2.875rem)]! leading-tight!">
          <Trans>Hear it. Keep it. The people who made it are paid.</Trans>
        </h1>
        <p className="max-w-2xl text-lg text-soft">
          <Trans>
            Whole songs, free to stream. What you pay for one goes to its writers and its recording, and Songkeeper
            keeps nothing.
          </Trans>
        </p>
        {(home.isPending || songs.length > 0) && (
          <div className="flex min-h-11 flex-wrap gap-3">
            <PlayAll songs={songs}>
              <Trans>Play what is new</Trans>
            </PlayAll>
            <ShuffleAll songs={songs} />
          </div>
        )}
      </section>
      <SampleProgress />
      <Loaded query={home} skeleton={<HomeSkeleton />}>
        {(found) => <Shelves home={found} />}
      </Loaded>
      <HomeModel />
    </div>
  );
}

function Shelves({ home: { newReleases, newSongs, inShops } }: { home: HomeView }) {
  if (newReleases.length + newSongs.length === 0) return <NothingYet />;
  return (
    <div className="space-y-12">
      <Shelf title={<Trans>New releases</Trans>}>
        <ReleaseGrid releases={newReleases.slice(0, 12)} />
      </Shelf>
      <div className="grid gap-x-10 gap-y-12 lg:grid-cols-2">
        <Shelf title={<Trans>New songs</Trans>}>
          <SongList songs={newSongs} />
        </Shelf>
        <Shelf title={<Trans>Playing in shops now</Trans>}>
          {inShops.length > 0 ? (
            <SongList songs={inShops} />
          ) : (
            <p className="text-soft">
              <Trans>No shop has reported a play within the hour. Where one does, its songs stand here.</Trans>
            </p>
          )}
        </Shelf>
      </div>
    </div>
  );
}

function Shelf({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="min-w-0 space-y-4">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function HomeSkeleton() {
  return (
    <div aria-hidden className="space-y-12">
      <div className="space-y-4">
        <div className="skeleton h-6 w-40" />
        <GridSkeleton />
      </div>
      <div className="space-y-4">
        <div className="skeleton h-6 w-40" />
        <SongListSkeleton count={6} />
      </div>
    </div>
  );
}

function NothingYet() {
  // While the sample songs are being made, their progress stands above and says enough.
  if (useSample()?.state === "making") return null;
  return (
    <section className="card max-w-2xl space-y-3">
      <h2>
        <Trans>Nothing to hear yet</Trans>
      </h2>
      <p className="text-soft">
        <Trans>
          No song has been published here. If you made one, you can be the first: the Studio takes a file, and ten
          minutes later it plays and has a price.
        </Trans>
      </p>
      <Link to="/studio" className="button button-main">
        <Trans>To the Studio</Trans>
      </Link>
    </section>
  );
}
