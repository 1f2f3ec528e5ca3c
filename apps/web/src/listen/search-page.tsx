import { Trans, useLingui } from "@lingui/react/macro";
import type { ArtistCard, SearchResult } from "@songkeeper/client";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Loaded } from "../shell/loaded.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { Cover } from "./cover.tsx";
import { playable, player } from "./player.ts";
import { ReleaseGrid } from "./release-grid.tsx";
import { SongListSkeleton } from "./skeletons.tsx";
import { SongList } from "./song-list.tsx";
import { SongRow } from "./song-row.tsx";
import { useSearch } from "./use-listen.ts";
import { useRested } from "./use-rested.ts";

const route = getRouteApi("/search");

/** Everything that is found for the words in the address. */
export function SearchPage() {
  const { t } = useLingui();
  const { q } = route.useSearch();
  const words = useRested(q.trim());
  const found = useSearch(words);
  return (
    <div className="space-y-8">
      <PageTitle>{words ? t`Search: ${words}` : t`Search`}</PageTitle>
      <h1>{words ? <Trans>Found for “{words}”</Trans> : <Trans>Search</Trans>}</h1>
      {words === "" ? (
        <p className="text-soft">
          <Trans>Type a title, a name, or a line that you remember. Two Chinese characters are enough.</Trans>
        </p>
      ) : (
        <Loaded query={found} skeleton={<SongListSkeleton count={6} />}>
          {(result) => <Results result={result} words={words} />}
        </Loaded>
      )}
    </div>
  );
}

function Results({ result, words }: { result: SearchResult; words: string }) {
  const { songs, artists, releases, lines } = result;
  if (songs.length + artists.length + releases.length + lines.length === 0) return <NothingFound words={words} />;
  return (
    <div className="space-y-10">
      {artists.length > 0 && (
        <section className="space-y-3">
          <h2>
            <Trans>Artists</Trans>
          </h2>
          <ul className="flex flex-wrap gap-x-6 gap-y-3">
            {artists.map((artist) => (
              <Artist key={artist.id} artist={artist} />
            ))}
          </ul>
        </section>
      )}
      {songs.length > 0 && (
        <section className="space-y-3">
          <h2>
            <Trans>Songs</Trans>
          </h2>
          <SongList songs={songs} />
        </section>
      )}
      {lines.length > 0 && <Lines lines={lines} />}
      {releases.length > 0 && (
        <section className="space-y-3">
          <h2>
            <Trans>Releases</Trans>
          </h2>
          <ReleaseGrid releases={releases} />
        </section>
      )}
    </div>
  );
}

function Artist({ artist }: { artist: ArtistCard }) {
  return (
    <li>
      <Link
        to="/artist/$artistId"
        params={{ artistId: artist.id }}
        className="flex min-h-14 items-center gap-3 font-strong hover:underline"
      >
        <Cover coverId={artist.coverId} sizes="56px" className="size-14 rounded-full!" />
        {artist.name}
      </Link>
    </li>
  );
}

function Lines({ lines }: { lines: SearchResult["lines"] }) {
  return (
    <section className="space-y-3">
      <h2>
        <Trans>In lyrics</Trans>
      </h2>
      <ul className="space-y-4">
        {lines.map(({ song, line }) => (
          <li key={song.id}>
            <ul>
              <SongRow song={song} onPlay={() => player.play([playable(song)])} />
            </ul>
            <p className="border-l-2 border-accent pl-3 text-soft">{line}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NothingFound({ words }: { words: string }) {
  return (
    <div className="max-w-xl space-y-3">
      <p>
        <Trans>Nothing here has “{words}” in its title, its artist’s name or its lyrics.</Trans>
      </p>
      <p className="text-soft">
        <Trans>Try fewer words, or one character more. Of a song that is not here yet its musician knows best.</Trans>
      </p>
      <Link to="/" className="button button-quiet">
        <Trans>See what is new</Trans>
      </Link>
    </div>
  );
}
