import { Plural, Trans } from "@lingui/react/macro";
import type { ZoneView } from "@songkeeper/client";
import { Money } from "../shell/money.tsx";
import { AREA_TARIFFS } from "./shop-words.ts";
import { isTrade } from "./trade.ts";
import { useEstimate } from "./use-shop.ts";

/** What a choice of songs costs a day and a month at the zone's opening hours, beside what area tariffs come to. */
export function SoundtrackCost({
  zone,
  trade,
  trackIds,
}: {
  zone: ZoneView;
  trade: string;
  trackIds: readonly string[];
}) {
  const estimate = useEstimate(zone.id, trackIds);
  const cost = estimate.data ?? zone.estimate;
  const tariff = isTrade(trade) ? AREA_TARIFFS[trade] : undefined;
  if (estimate.isError)
    return (
      <p role="alert" className="text-bad">
        <Trans>The cost cannot be worked out at the moment.</Trans>
      </p>
    );
  return (
    <div aria-live="polite" className={estimate.isPlaceholderData ? "opacity-70" : undefined}>
      <p className="text-lg">
        <Trans>
          About{" "}
          <strong>
            <Money micros={cost.perDayMicro} />
          </strong>{" "}
          a day,{" "}
          <strong>
            <Money micros={cost.perMonthMicro} />
          </strong>{" "}
          a month
        </Trans>
      </p>
      <p className="text-sm text-soft">
        <Plural
          value={cost.playsPerDay}
          one="# play a day at your opening hours."
          other="# plays a day at your opening hours."
        />{" "}
        {tariff && (
          <Trans>
            Published area tariffs for your trade come to about <Money micros={tariff} /> a play.
          </Trans>
        )}
      </p>
    </div>
  );
}
