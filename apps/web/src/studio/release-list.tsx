import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { OwnRelease } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { Cover } from "../listen/cover.tsx";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { moneyText } from "../shell/money-text.ts";
import { lengthText } from "../shell/time-text.ts";
import { When } from "../shell/when.tsx";
import { SongSettings } from "./song-settings.tsx";
import { useReleases } from "./use-studio.ts";

type OwnSong = OwnRelease["tracks"][number];

/** What is out: each song with how it is offered and what became of it. */
export function ReleaseList() {
  const releases = useReleases();
  return (
    <section aria-labelledby="releases" className="space-y-3">
      <h2 id="releases">
        <Trans>Out</Trans>
      </h2>
      <Loaded query={releases} skeleton={<SkeletonCards heights={["9rem"]} />}>
        {({ pages }) => {
          const list = pages.flatMap(({ items }) => items);
          if (list.length === 0)
            return (
              <p className="text-soft">
                <Trans>Nothing is out yet. Your first song can be, in three steps.</Trans>
              </p>
            );
          return (
            <>
              <ul className="space-y-4">
                {list.map((release) => (
                  <ReleaseCard key={release.id} release={release} />
                ))}
              </ul>
              {releases.hasNextPage && (
                <button
                  type="button"
                  className="button button-quiet"
                  disabled={releases.isFetchingNextPage}
                  onClick={() => void releases.fetchNextPage()}
                >
                  <Trans>Show older ones</Trans>
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function ReleaseCard({ release }: { release: OwnRelease }) {
  return (
    <li className="card space-y-3">
      <div className="flex items-center gap-3">
        <Cover coverId={release.coverId} sizes="64px" className="w-16" />
        <div className="min-w-0">
          <h3 className="wrap-anywhere">
            <Link to="/release/$releaseId" params={{ releaseId: release.id }} className="hover:underline">
              {release.title}
            </Link>
          </h3>
          <p className="text-sm text-soft">
            {release.artist} · <When at={release.publishedAt} form="date" />
          </p>
        </div>
      </div>
      <ul className="divide-y divide-line">
        {release.tracks.map((song) => (
          <SongRow key={song.id} song={song} />
        ))}
      </ul>
    </li>
  );
}

function SongRow({ song }: { song: OwnSong }) {
  const { t } = useLingui();
  return (
    <li className="py-2">
      <details className="group/song">
        <summary className="flex min-h-11 list-none items-center gap-x-3">
          <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-3">
            <span className="font-strong wrap-anywhere">{song.title}</span>
            <SongWords song={song} />
          </span>
          <span className="sr-only">{t`change it`}</span>
          <ChevronDown
            aria-hidden
            className="size-5 shrink-0 text-soft transition-transform group-open/song:rotate-180"
          />
        </summary>
        <SongSettings song={song} />
      </details>
    </li>
  );
}

function SongWords({ song }: { song: OwnSong }) {
  const { i18n } = useLingui();
  const price = moneyText(song.sale.amountMicro, i18n.locale);
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 text-sm text-soft">
      <span>{lengthText(song.durationMs)}</span>
      <span>
        {song.sale.mode === "at_least" ? (
          <Trans>at least {price}</Trans>
        ) : song.sale.amountMicro === "0" ? (
          <Trans>free</Trans>
        ) : (
          price
        )}
      </span>
      <span>
        <Plural value={song.sold} one="sold once" other="sold # times" _0="not sold yet" />
      </span>
      {song.licensed && (
        <span>
          <Trans>in shops</Trans>
        </span>
      )}
      {song.listening === "preview" && (
        <span>
          <Trans>preview only</Trans>
        </span>
      )}
      {!song.cleared && <Waiting for={song.waitsFor} />}
      {song.withdrawnAt && (
        <span className="chip bg-sunken">
          <Trans>Withdrawn</Trans>
        </span>
      )}
    </span>
  );
}

/** Those writers whose leave a cover or remix waits for. */
function Waiting({ for: names }: { for: readonly string[] }) {
  const { i18n } = useLingui();
  const writers = new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(names);
  return (
    <span className="chip bg-warn-wash text-warn wrap-anywhere">
      <Trans>Waits for the consent of {writers}</Trans>
    </span>
  );
}
