import { Trans, useLingui } from "@lingui/react/macro";
import { Money } from "../shell/money.tsx";
import { ROLE_WORDS } from "../shell/role-words.ts";
import { shareText } from "./share-text.ts";
import type { StatementSale } from "./statement-file.ts";

/** Every line of sales of a statement; on a narrow screen count and share move under the song. */
export function StatementSales({ sales }: { sales: readonly StatementSale[] }) {
  return (
    <section aria-labelledby="sales" className="card space-y-4">
      <h2 id="sales">
        <Trans>Sales, line by line</Trans>
      </h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col" className="md:w-2/5">
              <Trans>Song and price</Trans>
            </th>
            <th scope="col" className="hidden md:table-cell">
              <Trans>Sold</Trans>
            </th>
            <th scope="col" className="hidden md:table-cell">
              <Trans>Share</Trans>
            </th>
            <th scope="col" className="number">
              <Trans>Amount</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {sales.map((sale) => (
            <Sale key={saleKey(sale)} sale={sale} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sale({ sale }: { sale: StatementSale }) {
  return (
    <tr>
      <td className="space-y-1">
        <p className="font-strong">{sale.track.title}</p>
        <p className="text-sm text-soft">
          {sale.track.artist}
          {sale.track.isrc && (
            <>
              {" "}
              · <span className="code">{sale.track.isrc}</span>
            </>
          )}
        </p>
        <p className="text-sm text-soft">
          <Trans>
            <Money micros={sale.priceMicro} /> a song
          </Trans>
        </p>
        <div className="space-y-1 pt-1 md:hidden">
          <Sold sale={sale} />
          <Share sale={sale} />
        </div>
      </td>
      <td className="hidden md:table-cell">
        <Sold sale={sale} />
      </td>
      <td className="hidden md:table-cell">
        <Share sale={sale} />
      </td>
      <td className="number font-strong">
        <Money micros={sale.amountMicro} decimals="micro" />
      </td>
    </tr>
  );
}

function Sold({ sale }: { sale: StatementSale }) {
  const { i18n } = useLingui();
  const [sold, refunded] = [sale.sold, sale.refunded].map((count) => count.toLocaleString(i18n.locale));
  return (
    <div className="text-sm">
      <p>
        <Trans>Sold: {sold}</Trans>
      </p>
      {sale.refunded > 0 && (
        <p className="text-soft">
          <Trans>Given back: {refunded}</Trans>
        </p>
      )}
    </div>
  );
}

function Share({ sale }: { sale: StatementSale }) {
  const { i18n } = useLingui();
  return (
    <div className="text-sm">
      <p className="md:whitespace-nowrap">
        {i18n._(ROLE_WORDS[sale.role])} · {shareText(sale)}
      </p>
      <p className="text-soft">
        <Trans>
          <Money micros={sale.shareMicro} decimals="micro" /> each
        </Trans>
      </p>
    </div>
  );
}

function saleKey({ track, priceMicro, role, position }: StatementSale): string {
  return [track.id, track.splitVersion, priceMicro, role, position].join(" ");
}
