import { Trans, useLingui } from "@lingui/react/macro";
import type { ConsentAsked } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useState } from "react";
import { shareOfRole } from "../claim/share-of-role.ts";
import { Cover } from "../listen/cover.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { ROLE_WORDS } from "../shell/role-words.ts";
import { When } from "../shell/when.tsx";
import { useConsents, useGiveConsent } from "./use-consents.ts";

/** Covers and remixes of one's works that wait for one's leave; nothing where none does. Of one party, or of all. */
export function ConsentsCard({ partyId }: { partyId?: string }) {
  const { data, isError, error } = useConsents();
  if (isError) return <ProblemNote error={error} />;
  const items = data?.items.filter((item) => partyId === undefined || item.partyId === partyId) ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="consents" className="card space-y-3">
      <h2 id="consents">
        <Trans>Songs made from your works wait for your leave</Trans>
      </h2>
      <p className="text-soft">
        <Trans>
          Everybody can hear them already. They are sold and licensed to shops only once all the writers have agreed,
          and then your part of every sale and play is yours. Leave that was given stays.
        </Trans>
      </p>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <Asked key={`${item.trackId} ${item.partyId}`} asked={item} />
        ))}
      </ul>
    </section>
  );
}

function Asked({ asked }: { asked: ConsentAsked }) {
  const { i18n } = useLingui();
  const { workTitle, workWriters, ownerName } = asked;
  const partsText = asked.parts
    .map(({ role, perMille }) => `${i18n._(ROLE_WORDS[role])} ${shareOfRole(perMille)} %`)
    .join(" · ");
  return (
    <li className="space-y-3 py-4">
      <div className="flex items-start gap-3">
        <Cover coverId={asked.coverId} sizes="64px" className="w-16" />
        <div className="min-w-0 grow">
          <h3 className="wrap-anywhere">
            <Link to="/song/$songId" params={{ songId: asked.trackId }} className="link">
              {asked.title}
            </Link>
          </h3>
          <p className="text-sm text-soft wrap-anywhere">
            {asked.artist} · <When at={asked.publishedAt} form="date" />
          </p>
          <p className="text-sm wrap-anywhere">
            <Trans>
              Made from “{workTitle}” by {workWriters}; published by {ownerName}
            </Trans>
          </p>
          <p className="text-sm text-soft">
            <Trans>Your part of each role: {partsText}</Trans>
          </p>
        </div>
      </div>
      <Answer asked={asked} />
    </li>
  );
}

/** "Not now" is no answer that anybody is told of: the song goes on waiting, and is here again the next time. */
function Answer({ asked }: { asked: ConsentAsked }) {
  const [later, setLater] = useState(false);
  const give = useGiveConsent(asked);
  const { title } = asked;
  if (give.data || later)
    return (
      <p ref={focusOn} tabIndex={-1} role="status" className="flex items-center gap-2 text-sm">
        {give.data && <Check aria-hidden className="size-5 shrink-0 text-good" />}
        {give.data?.cleared ? (
          <Trans>You agreed. It can be bought and licensed from now on.</Trans>
        ) : give.data ? (
          <Trans>You agreed. It waits for its other writers now.</Trans>
        ) : (
          <Trans>It goes on waiting. You find it here the next time you come.</Trans>
        )}
      </p>
    );
  return (
    <>
      {give.isError && <ProblemNote error={give.error} />}
      <div className="flex flex-wrap gap-3">
        <button type="button" className="button button-main" disabled={give.isPending} onClick={() => give.mutate()}>
          <Trans>
            I agree<span className="sr-only">: {title}</span>
          </Trans>
        </button>
        <button type="button" className="button button-quiet" disabled={give.isPending} onClick={() => setLater(true)}>
          <Trans>Not now</Trans>
        </button>
      </div>
    </>
  );
}

/** The buttons that were pressed are gone: what came of it takes their focus. */
function focusOn(element: HTMLElement | null): void {
  element?.focus();
}
