import { Trans, useLingui } from "@lingui/react/macro";
import { type Use, USES } from "@songkeeper/base";
import type { OwnRelease } from "@songkeeper/client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../shell/client.ts";
import { ProblemNote } from "../shell/problem-note.tsx";
import { Choices } from "./choices.tsx";
import { SALE_WORDS, SHOP_USE_WORDS } from "./form-words.ts";
import { MoneyInput } from "./money-input.tsx";
import { PublishedPreview } from "./published-preview.tsx";
import { isFee, isSalePrice, OFFERED_FEES, saleAfter, type SaleChoice, saleChoiceOf } from "./price-rules.ts";
import { wrongWords } from "./problem-words.ts";
import { trackQuery, useSongChange } from "./use-studio.ts";

type OwnSong = OwnRelease["tracks"][number];
const SALE_CHOICES: readonly SaleChoice[] = ["free", "fixed", "at_least"];

/** How a song that is out is offered: price to buyers, fees per play, what is free to hear, and whether it is offered. */
export function SongSettings({ song }: { song: OwnSong }) {
  const change = useSongChange(song.id);
  return (
    <div className="space-y-5 pt-2 pb-4">
      <div className="grid gap-6 md:grid-cols-2">
        <SaleForm song={song} />
        <ShopForm trackId={song.id} />
      </div>
      <label className="flex min-h-11 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          className="size-5 shrink-0 accent-(--accent)"
          checked={song.listening === "preview"}
          disabled={change.isPending}
          onChange={(event) =>
            change.mutate({ kind: "listening", listening: event.target.checked ? "preview" : "full" })
          }
        />
        <Trans>Only a preview of 30 seconds is free to hear</Trans>
      </label>
      {song.listening === "preview" && song.recordingId && (
        <PublishedPreview
          recordingId={song.recordingId}
          wishedMs={song.previewStartMs}
          onChange={(startMs) => change.mutate({ kind: "preview", startMs })}
        />
      )}
      {change.isError && <ProblemNote error={change.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Link to="/song/$songId" params={{ songId: song.id }} className="button button-quiet">
          <Trans>To the song’s page</Trans>
        </Link>
        <button
          type="button"
          className="button button-quiet"
          disabled={change.isPending}
          onClick={() => change.mutate({ kind: song.withdrawnAt ? "restore" : "withdraw" })}
        >
          {song.withdrawnAt ? <Trans>Offer it again</Trans> : <Trans>Withdraw it</Trans>}
        </button>
        <p className="text-sm text-soft">
          {song.withdrawnAt ? (
            <Trans>Nobody finds or buys it now. Who bought it keeps it.</Trans>
          ) : (
            <Trans>Withdrawn, it is found and sold no more; shops may play it for 30 days, buyers keep it.</Trans>
          )}
        </p>
      </div>
    </div>
  );
}

function SaleForm({ song }: { song: OwnSong }) {
  const { i18n } = useLingui();
  const [sale, setSale] = useState(song.sale);
  const change = useSongChange(song.id);
  const choice = saleChoiceOf(sale);
  const isChanged = sale.mode !== song.sale.mode || sale.amountMicro !== song.sale.amountMicro;
  const valid = isSalePrice(sale.amountMicro);
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) change.mutate({ kind: "sale", sale });
      }}
    >
      <Choices
        legend={<Trans>To buyers</Trans>}
        options={SALE_CHOICES.map((value) => ({ value, label: i18n._(SALE_WORDS[value].name) }))}
        value={choice}
        onChange={(next) => setSale(saleAfter(sale, next))}
      />
      {choice !== "free" && (
        <MoneyInput
          label={choice === "fixed" ? <Trans>Price</Trans> : <Trans>The least</Trans>}
          micros={sale.amountMicro}
          error={valid ? undefined : i18n._(wrongWords({ path: "sale", rule: "not_a_price" }))}
          onChange={(amountMicro) => setSale({ ...sale, amountMicro })}
        />
      )}
      {change.isError && <ProblemNote error={change.error} />}
      {isChanged && (
        <button type="submit" className="button button-main" disabled={!valid || change.isPending}>
          <Trans>Sell it so from now on</Trans>
        </button>
      )}
    </form>
  );
}

function ShopForm({ trackId }: { trackId: string }) {
  const track = useQuery(trackQuery(trackId));
  return (
    <fieldset className="space-y-2">
      <legend className="font-strong">
        <Trans>To shops, per play</Trans>
      </legend>
      {track.data &&
        USES.map((use) => (
          <FeeForm
            key={use}
            trackId={trackId}
            use={use}
            feeMicro={track.data.prices.find((price) => price.use === use)?.feeMicro}
          />
        ))}
      {track.isError && <ProblemNote error={track.error} />}
    </fieldset>
  );
}

function FeeForm({ trackId, use, feeMicro }: { trackId: string; use: Use; feeMicro: string | undefined }) {
  const { i18n } = useLingui();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<string>();
  const change = useMutation({
    mutationFn: (fee: string) => client.catalog.changePrice(trackId, { use, feeMicro: fee }),
    onSuccess: (track) => {
      queries.setQueryData(trackQuery(trackId).queryKey, track);
      setTyped(undefined);
    },
  });
  const fee = typed ?? feeMicro;
  if (fee === undefined)
    return (
      <p className="flex flex-wrap items-center gap-x-3 text-sm text-soft">
        {i18n._(SHOP_USE_WORDS[use])}
        <button type="button" className="button button-plain" onClick={() => setTyped(OFFERED_FEES[use])}>
          <Trans>Offer it here too</Trans>
        </button>
      </p>
    );
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFee(fee)) change.mutate(fee);
      }}
    >
      <MoneyInput
        label={i18n._(SHOP_USE_WORDS[use])}
        micros={fee}
        error={isFee(fee) ? undefined : i18n._(wrongWords({ path: "usePrices", rule: "not_a_fee" }))}
        onChange={setTyped}
      />
      {fee !== feeMicro && (
        <button type="submit" className="button button-main" disabled={!isFee(fee) || change.isPending}>
          <Trans>Ask this from now on</Trans>
        </button>
      )}
      {change.isError && <ProblemNote error={change.error} />}
    </form>
  );
}
