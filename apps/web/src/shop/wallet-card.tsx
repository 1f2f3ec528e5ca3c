import { Trans } from "@lingui/react/macro";
import { micro } from "@songkeeper/base";
import type { ShopView } from "@songkeeper/client";
import { Money } from "../shell/money.tsx";
import { TopUpButton } from "./top-up.tsx";

/** What is in the wallet, what of it open permissions hold, and the way to put more in. */
export function WalletCard({ shop }: { shop: ShopView }) {
  const { balanceMicro, reservedMicro } = shop.wallet;
  return (
    <section aria-labelledby="wallet" className="card flex flex-col gap-3">
      <h2 id="wallet">
        <Trans>Wallet</Trans>
      </h2>
      <p className="text-2xl font-strong">
        <Money micros={balanceMicro} />
      </p>
      {reservedMicro !== "0" && <Reserved micros={reservedMicro} />}
      {micro(balanceMicro) <= 0n && (
        <p className="text-bad">
          <Trans>The wallet is empty: only free songs can play.</Trans>
        </p>
      )}
      <div className="mt-auto">
        <TopUpButton shopId={shop.id} />
      </div>
    </section>
  );
}

/** An amount that is held, with the explanation at hand. */
export function Reserved({ micros }: { micros: string }) {
  return (
    <details className="text-sm text-soft">
      <summary className="min-h-6 rounded-card">
        <Trans>
          of it reserved: <Money micros={micros} />
        </Trans>
      </summary>
      <p className="mt-1">
        <Trans>
          Your players may go on playing without a connection, so each holds an amount for the coming hours. It is not
          spent: what they do not use is free again when they report.
        </Trans>
      </p>
    </details>
  );
}
