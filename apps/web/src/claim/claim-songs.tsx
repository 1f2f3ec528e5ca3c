import { Trans, useLingui } from "@lingui/react/macro";
import type { ClaimView } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { ROLE_WORDS } from "../shell/role-words.ts";
import { shareOfRole } from "./share-of-role.ts";

/** The songs that an invitation is about, each with the part that is meant. */
export function ClaimSongs({ songs }: { songs: ClaimView["songs"] }) {
  const { i18n } = useLingui();
  return (
    <section aria-labelledby="claim-songs" className="space-y-2">
      <h2 id="claim-songs">
        <Trans>Your part</Trans>
      </h2>
      <ul className="divide-y divide-line">
        {songs.map((song, at) => {
          const part = shareOfRole(song.perMille);
          return (
            <li key={`${song.trackId ?? at}-${song.role}`} className="flex flex-wrap items-baseline gap-x-3 py-2">
              <span className="min-w-0 grow">
                <span className="font-strong wrap-anywhere">
                  {song.trackId ? (
                    <Link to="/song/$songId" params={{ songId: song.trackId }} className="hover:underline">
                      {song.title}
                    </Link>
                  ) : (
                    song.title
                  )}
                </span>
                <span className="block text-sm text-soft">{song.artist}</span>
              </span>
              <span className="text-end text-sm">
                {i18n._(ROLE_WORDS[song.role])}
                <span className="block text-soft">
                  {part === "100" ? <Trans>all of this role</Trans> : <Trans>{part} % of this role</Trans>}
                </span>
              </span>
              {song.trackId === null && (
                <span className="w-full text-sm text-soft">
                  <Trans>not out yet</Trans>
                </span>
              )}
              {song.consentNeeded && (
                <span className="w-full text-sm text-warn">
                  <Trans>Made from a work of yours: it is sold and licensed only if you agree.</Trans>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
