import { Trans, useLingui } from "@lingui/react/macro";
import { type Claimed, type ClaimView, ProblemError } from "@songkeeper/client";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { useMe } from "../shell/me.ts";
import { Money } from "../shell/money.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { ClaimForm } from "./claim-form.tsx";
import { ClaimSongs } from "./claim-songs.tsx";
import { DeclineButton } from "./decline-button.tsx";
import { EnterHere } from "./enter-here.tsx";
import { useClaimView } from "./use-claim.ts";

const route = getRouteApi("/claim/$secret");

/** What an invitation leads to: what is yours, and three taps to take it. */
export function ClaimPage() {
  const { secret } = route.useParams();
  const { t } = useLingui();
  const view = useClaimView(secret);
  return (
    <div className="mx-auto max-w-xl">
      <PageTitle>{t`What is yours`}</PageTitle>
      {view.error instanceof ProblemError && view.error.status === 404 ? (
        <Unknown />
      ) : (
        <Loaded
          query={view}
          heading={<Trans>What is yours</Trans>}
          skeleton={<SkeletonCards heights={["5rem", "8rem", "14rem"]} />}
        >
          {(claim) => <Invitation claim={claim} secret={secret} />}
        </Loaded>
      )}
    </div>
  );
}

function Unknown() {
  return (
    <div className="space-y-4">
      <h1>
        <Trans>This link leads nowhere</Trans>
      </h1>
      <p className="text-lg text-soft">
        <Trans>
          Perhaps a part of it was lost when it was copied. Open it from the message itself, or ask for it again.
        </Trans>
      </p>
    </div>
  );
}

function Invitation({ claim, secret }: { claim: ClaimView; secret: string }) {
  const [taken, setTaken] = useState<{ claimed: Claimed; songs: ClaimView["songs"] }>();
  if (taken) return <Taken {...taken} />;
  if (claim.state === "open")
    return (
      <Open
        claim={claim}
        secret={secret}
        onTaken={(claimed) => setTaken({ claimed, songs: claim.songs.map(answered) })}
      />
    );
  return <Over claim={claim} />;
}

function Open({ claim, secret, onTaken }: { claim: ClaimView; secret: string; onTaken: (claimed: Claimed) => void }) {
  const me = useMe();
  return (
    <div className="space-y-6">
      <div className="space-y-2">
        <h1>
          <Trans>{claim.name}, this is yours</Trans>
        </h1>
        <p className="text-lg text-soft">
          <Trans>{claim.invitedBy} named you on these songs. What your part earns is kept for you here.</Trans>
        </p>
      </div>
      <Waits micros={claim.unclaimedMicro} />
      <ClaimSongs songs={claim.songs} />
      {me.data ? (
        <ClaimForm claim={claim} secret={secret} me={me.data} onTaken={onTaken} />
      ) : (
        me.data === null && <EnterHere name={claim.name} />
      )}
      <DeclineButton secret={secret} />
    </div>
  );
}

function Waits({ micros }: { micros: string }) {
  return (
    <section aria-labelledby="waits" className="card">
      <h2 id="waits" className="text-base! text-soft">
        <Trans>Waits for you</Trans>
      </h2>
      <p className="text-3xl font-strong">
        <Money micros={micros} />
      </p>
      {micros === "0" && (
        <p className="text-sm text-soft">
          <Trans>Nothing yet: from the first sale or play on it is counted, to the micro-yuan.</Trans>
        </p>
      )}
    </section>
  );
}

function Taken({ claimed, songs }: { claimed: Claimed; songs: ClaimView["songs"] }) {
  return (
    <div className="space-y-6" role="status">
      <h1>
        <Trans>It is yours</Trans>
      </h1>
      <p className="text-lg">
        {claimed.movedMicro === "0" ? (
          <Trans>From now on everything that your part of these songs earns comes to you.</Trans>
        ) : (
          <Trans>
            <Money micros={claimed.movedMicro} /> moved to you, and everything that your part earns from now on follows.
          </Trans>
        )}
      </p>
      <ClaimSongs songs={songs} />
      <Link to="/money/$partyId" params={{ partyId: claimed.partyId }} className="button button-main w-full sm:w-auto">
        <Trans>To my money</Trans>
      </Link>
    </div>
  );
}

/** What was asked for consent has been answered, by yes or no. */
function answered(song: ClaimView["songs"][number]): ClaimView["songs"][number] {
  return { ...song, consentNeeded: false };
}

/** An invitation that works no more, and what to do. */
function Over({ claim }: { claim: ClaimView }) {
  const me = useMe().data;
  const isOwn = me?.parties.some(({ id }) => id === claim.partyId) ?? false;
  const WORDS: Record<Exclude<ClaimView["state"], "open">, { heading: ReactNode; words: ReactNode }> = {
    claimed: {
      heading: <Trans>This was taken already</Trans>,
      words: (
        <Trans>
          If it was you, you find it under Money. If you are {claim.name} and it was somebody else, write to{" "}
          {claim.invitedBy} and to us: it can be put right.
        </Trans>
      ),
    },
    declined: {
      heading: <Trans>This was declined</Trans>,
      words: (
        <Trans>
          Somebody with this link said that it is not theirs. If that was a mistake, ask {claim.invitedBy} for a new
          link; the money is still kept.
        </Trans>
      ),
    },
    expired: {
      heading: <Trans>This link is too old</Trans>,
      words: (
        <Trans>Nothing is lost: what your part earns is kept for you. Ask {claim.invitedBy} for a new link.</Trans>
      ),
    },
  };
  if (claim.state === "open") return null;
  const { heading, words } = isOwn
    ? {
        heading: <Trans>This is yours already</Trans>,
        words: <Trans>You have taken it. What it earns you see under Money.</Trans>,
      }
    : WORDS[claim.state];
  return (
    <div className="space-y-6">
      <h1>{heading}</h1>
      <p className="text-lg text-soft">{words}</p>
      {claim.state === "claimed" && (
        <Link to="/money" className="button button-main">
          <Trans>To my money</Trans>
        </Link>
      )}
    </div>
  );
}
