import { Plural, Trans } from "@lingui/react/macro";
import type { ReleaseCard } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { Cover } from "./cover.tsx";

/** Releases as covers side by side. */
export function ReleaseGrid({ releases, byArtist = true }: { releases: readonly ReleaseCard[]; byArtist?: boolean }) {
  return (
    <ul className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
      {releases.map((release) => (
        <li key={release.id} className="min-w-0">
          <Link to="/release/$releaseId" params={{ releaseId: release.id }} className="group block">
            <Cover
              coverId={release.coverId}
              color={release.color}
              sizes="(min-width: 64rem) 170px, (min-width: 40rem) 30vw, 45vw"
              className="w-full"
            />
            <span className="mt-2 block truncate font-strong group-hover:underline">{release.title}</span>
          </Link>
          {byArtist && (
            <Link
              to="/artist/$artistId"
              params={{ artistId: release.artist.id }}
              className="flex min-h-6 items-center text-sm text-soft hover:underline"
            >
              <span className="truncate">{release.artist.name}</span>
            </Link>
          )}
          <p className="text-sm text-soft">
            <ReleaseKind release={release} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** A release's kind with how many songs it has. */
export function ReleaseKind({ release: { kind, tracks } }: { release: Pick<ReleaseCard, "kind" | "tracks"> }) {
  if (kind === "single" && tracks === 1) return <Trans>Single</Trans>;
  return (
    <>
      {kind === "album" ? <Trans>Album</Trans> : kind === "ep" ? <Trans>EP</Trans> : <Trans>Single</Trans>}
      {" · "}
      <Plural value={tracks} one="# song" other="# songs" />
    </>
  );
}
