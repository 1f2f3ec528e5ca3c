import { Trans, useLingui } from "@lingui/react/macro";
import type { PlayReceipt, ShopView } from "@songkeeper/client";
import { Money } from "../shell/money.tsx";
import { lengthText } from "../shell/time-text.ts";
import { When } from "../shell/when.tsx";
import { receiptKey } from "./merge-receipts.ts";
import { reasonText } from "./reason-texts.ts";
import { VerdictChip } from "./verdict-chip.tsx";

interface ReceiptTableProps {
  shop: ShopView;
  items: readonly PlayReceipt[];
  fresh: ReadonlySet<string>;
}

/** Plays as rows. On a narrow screen zone, length and time move under the song. */
export function ReceiptTable({ shop, items, fresh }: ReceiptTableProps) {
  const zoneTimes = new Map(shop.places.flatMap(({ zones }) => zones).map((zone) => [zone.id, zone.timeZone]));
  return (
    <table className="table">
      <caption className="sr-only">
        <Trans>Plays, newest first</Trans>
      </caption>
      <thead>
        <tr>
          <th scope="col" className="hidden sm:table-cell">
            <Trans>Started</Trans>
          </th>
          <th scope="col">
            <Trans>Song</Trans>
          </th>
          <th scope="col" className="hidden md:table-cell">
            <Trans>Zone</Trans>
          </th>
          <th scope="col" className="number hidden sm:table-cell">
            <Trans>Heard</Trans>
          </th>
          <th scope="col" className="number">
            <Trans>Fee</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((play) => (
          <Row
            key={receiptKey(play)}
            play={play}
            timeZone={zoneTimes.get(play.zoneId)}
            isFresh={fresh.has(receiptKey(play))}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({ play, timeZone, isFresh }: { play: PlayReceipt; timeZone: string | undefined; isFresh: boolean }) {
  const { i18n } = useLingui();
  const reason = reasonText(play.verdict, play.reason, play.feeMicro);
  return (
    <tr className={isFresh ? "row-new" : undefined}>
      <td className="hidden text-sm text-soft sm:table-cell">
        <Started at={play.startedAt} timeZone={timeZone} />
      </td>
      <td>
        <p className="font-strong">{play.title ?? <Trans>Unknown song</Trans>}</p>
        <p className="text-sm text-soft">
          {play.artist}
          <span className="md:hidden"> · {play.zoneName}</span>
          <span className="sm:hidden">
            {" · "}
            {lengthText(play.heardMs)}
            {" · "}
            <Started at={play.startedAt} timeZone={timeZone} />
          </span>
        </p>
        {reason && <p className="mt-1 max-w-2xl text-sm">{i18n._(reason)}</p>}
      </td>
      <td className="hidden text-sm md:table-cell">{play.zoneName}</td>
      <td className="number hidden sm:table-cell">{lengthText(play.heardMs)}</td>
      <td className="number">
        <VerdictChip verdict={play.verdict} />
        <p className={play.verdict === "billed" ? "mt-1 font-strong" : "mt-1 text-soft"}>
          <Money micros={play.feeMicro} />
        </p>
      </td>
    </tr>
  );
}

function Started({ at, timeZone }: { at: string | null; timeZone: string | undefined }) {
  return at ? <When at={at} zone={timeZone} /> : <Trans>unknown</Trans>;
}
