import { Trans, useLingui } from "@lingui/react/macro";
import type { SongPage } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { Money } from "../shell/money.tsx";
import { USE_WORDS } from "../shell/use-words.ts";

/** What a shop pays for a single play. */
export function ShopPrices({ prices }: { prices: SongPage["usePrices"] }) {
  const { i18n } = useLingui();
  return (
    <section className="card space-y-3">
      <h2>
        <Trans>What a shop pays per play</Trans>
      </h2>
      <ul>
        {prices.map(({ use, feeMicro }) => (
          <li key={use} className="flex justify-between gap-4 border-b border-line py-2 last:border-b-0">
            <span>{isUse(use) ? i18n._(USE_WORDS[use]) : use}</span>
            {feeMicro === "0" ? <Trans>free</Trans> : <Money micros={feeMicro} />}
          </li>
        ))}
      </ul>
      <p className="text-sm text-soft">
        <Trans>
          For your shop: <Link to="/shop">choose it for your soundtrack</Link>.
        </Trans>
      </p>
    </section>
  );
}

function isUse(use: string): use is keyof typeof USE_WORDS {
  return use in USE_WORDS;
}
