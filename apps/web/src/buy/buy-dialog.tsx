import { Trans } from "@lingui/react/macro";
import type { Micro } from "@songkeeper/base";
import type { SongCard } from "@songkeeper/client";
import { Link, useRouterState } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Cover } from "../listen/cover.tsx";
import { Modal } from "../shell/modal.tsx";
import { Money } from "../shell/money.tsx";
import { MoneyField } from "../shell/money-field.tsx";
import { yuanField } from "../shell/money-text.ts";
import { ProblemNote } from "../shell/problem-note.tsx";
import { useMe } from "../shell/me.ts";
import { orderAmount } from "./order-amount.ts";
import { useOrdering } from "./use-ordering.ts";

/** The last word before an order: what is bought, what it costs, and what one gets. */
export function BuyDialog({ song, onClose }: { song: SongCard; onClose: () => void }) {
  const me = useMe();
  return (
    <Modal title={<DialogTitle song={song} />} onClose={onClose}>
      <div className="space-y-5">
        <div className="flex items-center gap-4">
          <Cover coverId={song.coverId} color={song.color} sizes="80px" className="size-20" />
          <p className="min-w-0">
            <span className="block font-strong">{song.title}</span>
            <span className="block text-soft">{song.artist.name}</span>
          </p>
        </div>
        <Gets lossless={song.lossless} />
        {me.data === null ? <SignInFirst songId={song.id} /> : <OrderForm song={song} />}
      </div>
    </Modal>
  );
}

function DialogTitle({ song }: { song: SongCard }) {
  return song.sale.amountMicro === "0" && song.sale.mode === "fixed" ? (
    <Trans>Get this song</Trans>
  ) : (
    <Trans>Buy this song</Trans>
  );
}

function Gets({ lossless }: { lossless: boolean }) {
  return (
    <ul className="list-disc space-y-1 pl-5 text-sm text-soft">
      <li>
        {lossless ? (
          <Trans>To keep as lossless FLAC or WAV, MP3, AAC, Opus and the original file, without copy protection</Trans>
        ) : (
          <Trans>AAC to keep and the original file, without copy protection (there is no lossless master)</Trans>
        )}
      </li>
      {lossless && (
        <li>
          <Trans>Lossless streaming here from now on</Trans>
        </li>
      )}
      <li>
        <Trans>
          Money back within 7 days, as long as no file was fetched and nothing was heard that only buyers hear
        </Trans>
      </li>
    </ul>
  );
}

function SignInFirst({ songId }: { songId: string }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const then = `${path.startsWith("/song/") ? path : `/song/${songId}`}?buy=1`;
  return (
    <div className="space-y-3">
      <p>
        <Trans>What you buy is kept in your account. Sign in, and you come back to this step.</Trans>
      </p>
      <div className="flex flex-wrap gap-3">
        <Link to="/sign-in" search={{ then }} className="button button-main grow">
          <Trans>Sign in</Trans>
        </Link>
        <Link to="/sign-up" search={{ then }} className="button button-quiet grow">
          <Trans>Open an account</Trans>
        </Link>
      </div>
    </div>
  );
}

function OrderForm({ song }: { song: SongCard }) {
  const { sale } = song;
  const [typed, setTyped] = useState(yuanField(sale.amountMicro));
  const [tried, setTried] = useState(false);
  const ordering = useOrdering();
  const amount = orderAmount(sale, typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (amount !== undefined) ordering.mutate({ trackId: song.id, amountMicro: `${amount}` });
  };
  return (
    <form className="space-y-4" onSubmit={submit} noValidate>
      {sale.mode === "at_least" && (
        <MoneyField
          label={<Trans>What you give</Trans>}
          hint={
            <Trans>
              At least <Money micros={sale.amountMicro} />; what you add goes to the same people.
            </Trans>
          }
          error={
            tried &&
            amount === undefined && (
              <Trans>
                An amount from <Money micros={sale.amountMicro} /> to ¥200 with at most two decimals.
              </Trans>
            )
          }
          value={typed}
          onChange={setTyped}
          required
        />
      )}
      {ordering.isError && <ProblemNote error={ordering.error} />}
      <button type="submit" className="button button-main w-full" disabled={ordering.isPending || ordering.isSuccess}>
        {ordering.isPending || ordering.isSuccess ? <Trans>Making the order…</Trans> : <PayWords amount={amount} />}
      </button>
    </form>
  );
}

function PayWords({ amount }: { amount: Micro | undefined }) {
  if (amount === undefined) return <Trans>Go and pay</Trans>;
  if (amount === 0n) return <Trans>Get it free</Trans>;
  return (
    <span>
      <Trans>
        Go and pay <Money micros={`${amount}`} />
      </Trans>
    </span>
  );
}
