import { Trans, useLingui } from "@lingui/react/macro";
import type { Licence, NewLicence, Use } from "@songkeeper/client";
import { BadgeCheck } from "lucide-react";
import { client } from "../shell/client.ts";
import { ProblemNote } from "../shell/problem-note.tsx";
import { ROLE_WORDS } from "../shell/role-words.ts";
import { When } from "../shell/when.tsx";
import { USE_WORDS } from "../shell/use-words.ts";
import { useShopChange } from "./use-shop.ts";

/** A licence that the shop holds: number, use, term and what it covers. */
export function LicenceCard({ licence }: { licence: Licence }) {
  const { i18n } = useLingui();
  return (
    <section className="card space-y-2">
      <h2 className="flex items-center gap-2">
        <BadgeCheck aria-hidden className="size-5 text-good" />
        {i18n._(USE_WORDS[licence.use])}
      </h2>
      <p>
        <Trans>
          Licence <span className="code">{licence.number}</span>, {licence.territory}
        </Trans>
      </p>
      <p className="text-soft">
        <When at={licence.startsAt} form="date" /> – <When at={licence.endsAt} form="date" />
      </p>
      <ul className="text-sm text-soft">
        {licence.layers.map(({ role, covered }) => (
          <li key={role}>
            {layerName(role, (word) => i18n._(word))}:{" "}
            {covered ? <Trans>covered by this licence</Trans> : <Trans>not covered</Trans>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function layerName(role: string, translate: (word: { id: string }) => string): string {
  const words: Readonly<Record<string, { id: string }>> = ROLE_WORDS;
  const word = words[role];
  return word ? translate(word) : role;
}

/** Takes a licence for a use; it costs nothing by itself. */
export function TakeLicence({ shopId, use, onDone }: { shopId: string; use: Use; onDone: () => void }) {
  const { i18n } = useLingui();
  const take = useShopChange(shopId, (wanted: NewLicence) => client.shops.addLicence(shopId, wanted));
  const useName = i18n._(USE_WORDS[use]);
  return (
    <section className="card space-y-4">
      <h2>{useName}</h2>
      <ul className="list-disc space-y-1 pl-5">
        <li>
          <Trans>It lasts 12 months. The fee of a song never rises for you in that time.</Trans>
        </li>
        <li>
          <Trans>
            The licence itself costs nothing. You pay per play, for songs that you choose, up to a budget that you set.
          </Trans>
        </li>
        <li>
          <Trans>It covers words, music and recording of every song on offer here.</Trans>
        </li>
      </ul>
      {take.isError && <ProblemNote error={take.error} />}
      <button
        type="button"
        className="button button-main"
        disabled={take.isPending}
        onClick={() => take.mutate({ use }, { onSuccess: onDone })}
      >
        {take.isPending ? <Trans>Taking the licence…</Trans> : <Trans>Take the licence</Trans>}
      </button>
    </section>
  );
}
