import { Trans } from "@lingui/react/macro";
import type { ReleasePage as ReleasePageData } from "@songkeeper/client";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ReleaseDownloads } from "../buy/release-downloads.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { lengthText } from "../shell/time-text.ts";
import { When } from "../shell/when.tsx";
import { Accented } from "./accented.tsx";
import { Cover } from "./cover.tsx";
import { Found } from "./found.tsx";
import { PlayAll, ShuffleAll } from "./play-all.tsx";
import { ReleaseKind } from "./release-grid.tsx";
import { ShareButton } from "./share-button.tsx";
import { ListSkeleton } from "./skeletons.tsx";
import { SongList } from "./song-list.tsx";
import { NoSongs } from "./song-row.tsx";
import { useRelease } from "./use-listen.ts";

const route = getRouteApi("/release/$releaseId");

/** A release with its songs in their order. */
export function ReleasePage() {
  const { releaseId } = route.useParams();
  return (
    <Found query={useRelease(releaseId)} skeleton={<ListSkeleton />}>
      {(page) => <Release page={page} />}
    </Found>
  );
}

function Release({ page: { release, songs } }: { page: ReleasePageData }) {
  const length = songs.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return (
    <Accented color={release.color} className="space-y-8">
      <PageTitle>{`${release.title} · ${release.artist.name}`}</PageTitle>
      <div className="flex flex-col gap-6 sm:flex-row sm:items-end sm:gap-8">
        <Cover
          coverId={release.coverId}
          color={release.color}
          sizes="(min-width: 64rem) 352px, (min-width: 40rem) 256px, 92vw"
          className="w-full sm:w-64 lg:w-88"
          main
        />
        <div className="min-w-0 space-y-4">
          <p className="text-soft">
            <ReleaseKind release={release} /> · {lengthText(length)} · <When at={release.publishedAt} form="date" />
          </p>
          <h1 className="text-[clamp(1.75rem,1.2rem+2.4vw,3rem)]! leading-tight!">{release.title}</h1>
          <p className="text-lg">
            <Link to="/artist/$artistId" params={{ artistId: release.artist.id }} className="link">
              {release.artist.name}
            </Link>
          </p>
          <div className="flex flex-wrap gap-3">
            <PlayAll songs={songs}>
              <Trans>Play</Trans>
            </PlayAll>
            <ShuffleAll songs={songs} />
            <ShareButton title={`${release.title} · ${release.artist.name}`} />
          </div>
        </div>
      </div>
      {songs.some(({ owned }) => owned) && <ReleaseDownloads releaseId={release.id} />}
      {songs.length > 0 ? <SongList songs={songs} numbered /> : <NoSongs />}
    </Accented>
  );
}
