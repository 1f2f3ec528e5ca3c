import { Trans, useLingui } from "@lingui/react/macro";
import type { DraftView } from "@songkeeper/client";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { client } from "../shell/client.ts";
import { CopyButton } from "../shell/copy-button.tsx";
import { InviteForTrack } from "./invite-for-track.tsx";
import { studioKeys } from "./use-draft.ts";
import { trackQuery } from "./use-studio.ts";

/** A release that is out: where it is, what to share, and the links for those who have not joined. */
export function PublishedPage({ draft }: { draft: DraftView }) {
  const { t } = useLingui();
  const releases = useQuery({
    queryKey: [...studioKeys.releases, "first"],
    queryFn: ({ signal }) => client.studio.listReleases(undefined, signal),
  });
  const release = releases.data?.items.find(({ id }) => id === draft.publishedReleaseId);
  const link = new URL(`/release/${draft.publishedReleaseId}`, location.origin).href;
  return (
    <div className="max-w-3xl space-y-6">
      <h1>
        <Trans>“{draft.body.title}” is out</Trans>
      </h1>
      <p className="text-lg text-soft">
        <Trans>
          Everybody can hear it now, buyers can keep it, and shops find it where you allowed it. What it earns is
          counted from this moment on.
        </Trans>
      </p>
      <section aria-labelledby="share" className="card space-y-3">
        <h2 id="share">
          <Trans>Share it</Trans>
        </h2>
        <p className="code rounded-card bg-sunken p-3">{link}</p>
        <CopyButton text={link} what={t`the link`} />
        {release && (
          <ul className="space-y-1">
            {release.tracks.map((track) => (
              <li key={track.id}>
                <Link to="/song/$songId" params={{ songId: track.id }} className="link">
                  {track.title}
                </Link>
                {!track.cleared && (
                  <span className="text-sm text-warn">
                    {" "}
                    <Trans>to be heard; sold when its writers have agreed</Trans>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      {release && <NotJoined trackIds={release.tracks.map(({ id }) => id)} />}
      <Link to="/studio" className="button button-main">
        <Trans>To the Studio</Trans>
      </Link>
    </div>
  );
}

/** Those who were named and have not joined: each is told by a link, made from a song that names them. */
function NotJoined({ trackIds }: { trackIds: readonly string[] }) {
  const others = useQueries({
    queries: trackIds.map((trackId) => trackQuery(trackId)),
    combine: (tracks) => {
      const credits = tracks.flatMap(({ data }) =>
        (data?.credits ?? []).map(({ partyId, name, joined }) => ({ trackId: data?.id ?? "", partyId, name, joined })),
      );
      const absent = credits.filter(({ joined }) => !joined);
      return [...new Map(absent.map((credit) => [credit.partyId, credit])).values()];
    },
  });
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="others" className="card space-y-3">
      <h2 id="others">
        <Trans>Tell those who made it with you</Trans>
      </h2>
      <p className="text-soft">
        <Trans>
          By a link of their own they take what is theirs in three taps. Until then it is kept for them, and never given
          to anybody else.
        </Trans>
      </p>
      <ul className="space-y-2">
        {others.map(({ name, trackId, partyId }) => (
          <li key={partyId}>
            <InviteForTrack trackId={trackId} name={name} partyId={partyId} />
          </li>
        ))}
      </ul>
    </section>
  );
}
