import { Plural, Trans } from "@lingui/react/macro";
import type { ZoneView } from "@songkeeper/client";
import { Money } from "../shell/money.tsx";
import { useEstimate } from "./use-shop.ts";

/** What a choice of songs costs a day and a month at the zone's opening hours. */
export function SoundtrackCost({ zone, trackIds }: { zone: ZoneView; trackIds: readonly string[] }) {
  const estimate = useEstimate(zone.id, trackIds);
  const cost = estimate.data ?? zone.estimate;
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
            <Money micros={cost.perDayMicro} decimals="fen" />
          </strong>{" "}
          a day,{" "}
          <strong>
            <Money micros={cost.perMonthMicro} decimals="fen" />
          </strong>{" "}
          a month
        </Trans>
      </p>
      <p className="text-sm text-soft">
        <Plural
          value={cost.playsPerDay}
          one="# play a day at your opening hours."
          other="# plays a day at your opening hours."
        />
      </p>
    </div>
  );
}
