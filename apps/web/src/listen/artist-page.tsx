import { Trans } from "@lingui/react/macro";
import type { ArtistPage as ArtistPageData } from "@songkeeper/client";
import { getRouteApi } from "@tanstack/react-router";
import { PageTitle } from "../shell/page-title.tsx";
import { Accented } from "./accented.tsx";
import { Cover } from "./cover.tsx";
import { Found } from "./found.tsx";
import { PlayAll, ShuffleAll } from "./play-all.tsx";
import { ReleaseGrid } from "./release-grid.tsx";
import { ShareButton } from "./share-button.tsx";
import { ListSkeleton } from "./skeletons.tsx";
import { SongList } from "./song-list.tsx";
import { NoSongs } from "./song-row.tsx";
import { useArtist } from "./use-listen.ts";

const route = getRouteApi("/artist/$artistId");

/** An artist with all that they published. */
export function ArtistPage() {
  const { artistId } = route.useParams();
  return (
    <Found query={useArtist(artistId)} skeleton={<ListSkeleton />}>
      {(page) => <Artist page={page} />}
    </Found>
  );
}

function Artist({ page: { artist, releases, songs } }: { page: ArtistPageData }) {
  const color = releases[0]?.color ?? null;
  return (
    <Accented color={color} className="space-y-10">
      <PageTitle>{artist.name}</PageTitle>
      <div className="flex items-center gap-5 sm:gap-8">
        <Cover
          coverId={artist.coverId}
          color={color}
          sizes="(min-width: 40rem) 176px, 96px"
          className="w-24 rounded-full! sm:w-44"
          main
        />
        <div className="min-w-0 space-y-4">
          <h1 className="text-[clamp(1.75rem,1.2rem+2.4vw,3rem)]! leading-tight!">{artist.name}</h1>
          <div className="flex flex-wrap gap-3">
            <PlayAll songs={songs}>
              <Trans>Play</Trans>
            </PlayAll>
            <ShuffleAll songs={songs} />
            <ShareButton title={artist.name} />
          </div>
        </div>
      </div>
      <section className="space-y-3">
        <h2>
          <Trans>Songs</Trans>
        </h2>
        {songs.length > 0 ? <SongList songs={songs} byArtist={false} /> : <NoSongs />}
      </section>
      {releases.length > 0 && (
        <section className="space-y-3">
          <h2>
            <Trans>Releases</Trans>
          </h2>
          <ReleaseGrid releases={releases} byArtist={false} />
        </section>
      )}
    </Accented>
  );
}
