import { Trans } from "@lingui/react/macro";
import type { SongCard } from "@songkeeper/client";
import { Check } from "lucide-react";
import { Money } from "../shell/money.tsx";

type Sale = Pick<SongCard, "sale" | "lossless" | "forSale" | "owned">;

/** A song's price in a list, in as few words as say it. */
export function PriceWord({ song }: { song: Sale }) {
  const price = song.sale.amountMicro;
  if (song.owned)
    return (
      <span className="inline-flex items-center gap-1 text-good">
        <Check aria-hidden className="size-4" />
        <Trans>yours</Trans>
      </span>
    );
  if (price === "0") return <Trans>free</Trans>;
  if (song.sale.mode === "at_least")
    return (
      <Trans>
        from <Money micros={price} />
      </Trans>
    );
  return <Money micros={price} />;
}

/** What the buy button does, exactly: how much, and which files it gives. */
export function BuyWords({ song: { sale, lossless } }: { song: Sale }) {
  const price = sale.amountMicro;
  if (sale.mode === "at_least")
    return lossless ? (
      <Trans>
        Buy from <Money micros={price} /> · FLAC
      </Trans>
    ) : (
      <Trans>
        Buy from <Money micros={price} /> · AAC and the original file
      </Trans>
    );
  if (price === "0")
    return lossless ? <Trans>Get it free · FLAC</Trans> : <Trans>Get it free · AAC and the original file</Trans>;
  return lossless ? (
    <Trans>
      Buy <Money micros={price} /> · FLAC
    </Trans>
  ) : (
    <Trans>
      Buy <Money micros={price} /> · AAC and the original file
    </Trans>
  );
}
