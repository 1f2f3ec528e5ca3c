import { Trans } from "@lingui/react/macro";
import type { SongPage as SongPageData } from "@songkeeper/client";
import { getRouteApi, Link } from "@tanstack/react-router";
import { BuyButton } from "../buy/buy-button.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { lengthText } from "../shell/time-text.ts";
import { When } from "../shell/when.tsx";
import { Accented } from "./accented.tsx";
import { Cover } from "./cover.tsx";
import { Found } from "./found.tsx";
import { PlayAll } from "./play-all.tsx";
import { ShareButton } from "./share-button.tsx";
import { ShopPrices } from "./shop-prices.tsx";
import { SongCredits } from "./song-credits.tsx";
import { AiLabel, CharacterLabels, PreviewLabel } from "./song-labels.tsx";
import { SongList } from "./song-list.tsx";
import { Lyrics } from "./lyrics.tsx";
import { SongMenu } from "./song-menu.tsx";
import { SongSkeleton } from "./skeletons.tsx";
import { useSong } from "./use-listen.ts";

const route = getRouteApi("/song/$songId");

/** A song: hear it, buy it, and see who made it. */
export function SongPage() {
  const { songId } = route.useParams();
  return (
    <Found query={useSong(songId)} skeleton={<SongSkeleton />}>
      {(page) => <Song key={page.song.id} page={page} />}
    </Found>
  );
}

function Song({ page }: { page: SongPageData }) {
  const { song } = page;
  return (
    <Accented color={song.color} className="space-y-12">
      <PageTitle>{`${song.title} · ${song.artist.name}`}</PageTitle>
      <div className="grid items-center gap-6 sm:grid-cols-2 sm:gap-10">
        <Cover
          coverId={song.coverId}
          color={song.color}
          sizes="(min-width: 72rem) 530px, (min-width: 40rem) 46vw, 92vw"
          className="w-full"
          main
        />
        <SongHead page={page} />
      </div>
      <div className="grid gap-6 md:grid-cols-2">
        <div className="min-w-0 space-y-6">
          <SongCredits page={page} />
          {page.usePrices.length > 0 && <ShopPrices prices={page.usePrices} />}
        </div>
        <Lyrics song={song} lyrics={page.lyrics} timed={page.timedLyrics} />
      </div>
      {page.moreByArtist.length > 0 && (
        <section className="space-y-3">
          <h2>
            <Trans>More by {song.artist.name}</Trans>
          </h2>
          <SongList songs={page.moreByArtist} byArtist={false} />
        </section>
      )}
    </Accented>
  );
}

function SongHead({ page }: { page: SongPageData }) {
  const { song } = page;
  return (
    <div className="min-w-0 space-y-5">
      <div className="space-y-2">
        <h1 className="text-[clamp(1.75rem,1.2rem+2.4vw,3rem)]! leading-tight!">{song.title}</h1>
        <p className="text-lg">
          <Link to="/artist/$artistId" params={{ artistId: song.artist.id }} className="link">
            {song.artist.name}
          </Link>
        </p>
        <p className="text-soft">
          <Trans>
            From{" "}
            <Link to="/release/$releaseId" params={{ releaseId: song.release.id }} className="link">
              {song.release.title}
            </Link>{" "}
            · {lengthText(song.durationMs)} · <When at={page.publishedAt} form="date" />
          </Trans>
        </p>
        <p className="flex flex-wrap gap-2 empty:hidden">
          <AiLabel ai={song.ai} />
          {!song.owned && <PreviewLabel listening={song.listening} />}
          <CharacterLabels tempoBpm={page.tempoBpm} energy={page.energy} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <PlayAll songs={[song]}>
          {song.listening === "preview" && !song.owned ? <Trans>Hear the preview</Trans> : <Trans>Play</Trans>}
        </PlayAll>
        <BuyButton song={song} />
        <span className="inline-flex gap-1">
          <ShareButton title={`${song.title} · ${song.artist.name}`} />
          <SongMenu song={song} />
        </span>
      </div>
      <p className="text-sm text-soft">
        <HeardHow song={song} />
      </p>
    </div>
  );
}

/** What the listener hears before and after buying. */
function HeardHow({ song }: { song: SongPageData["song"] }) {
  if (song.owned && song.lossless)
    return <Trans>It is yours: you hear it lossless, and your files are in your library.</Trans>;
  if (song.owned) return <Trans>It is yours: your files are in your library.</Trans>;
  if (!song.forSale) return <Trans>It cannot be bought at the moment.</Trans>;
  if (song.listening === "preview")
    return (
      <Trans>Its musician lets you hear a preview. Who buys it hears all of it, and keeps the files for good.</Trans>
    );
  if (song.lossless)
    return (
      <Trans>All of it streams free at 128 kbit/s. Who buys it hears it lossless and keeps the files for good.</Trans>
    );
  return (
    <Trans>
      All of it streams free at 128 kbit/s. Who buys it keeps the files for good. There is no lossless master of this
      song, so there is no FLAC.
    </Trans>
  );
}
