import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { PlaceView, ZoneView } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { Clock, ListMusic, MonitorSpeaker } from "lucide-react";
import { Money } from "../shell/money.tsx";
import { DeviceHealth } from "./device-health.tsx";
import { USE_WORDS } from "../shell/use-words.ts";

/** A zone: what it plays now, how its player is, what today cost, and the ways to change it. */
export function ZoneCard({ shopId, place, zone }: { shopId: string; place: PlaceView; zone: ZoneView }) {
  const { i18n } = useLingui();
  const params = { shopId, zoneId: zone.id };
  const { plays, chargedMicro } = zone.today;
  const link = "button button-plain px-2! font-normal!";
  return (
    <section aria-label={`${place.name}, ${zone.name}`} className="card flex flex-col gap-4">
      <div>
        <h3 className="text-lg">{zone.name}</h3>
        <p className="text-sm text-soft">
          {place.name} · {place.address} · {i18n._(USE_WORDS[zone.use])}
        </p>
      </div>
      <DeviceHealth zone={zone} />
      <dl className="grid grid-cols-2 gap-3 text-sm">
        <div>
          <dt className="text-soft">
            <Trans>Today</Trans>
          </dt>
          <dd>
            <Money micros={chargedMicro} /> · <Plural value={plays} one="# play" other="# plays" />
          </dd>
        </div>
        <div>
          <dt className="text-soft">
            <Trans>Expected</Trans>
          </dt>
          <dd>
            <Trans>
              <Money micros={zone.estimate.perDayMicro} decimals="fen" /> a day
            </Trans>
          </dd>
        </div>
      </dl>
      <div className="-mx-2 mt-auto flex flex-wrap border-t border-line pt-2">
        <Link to="/shop/$shopId/zones/$zoneId/soundtrack" params={params} className={link}>
          <ListMusic aria-hidden className="size-4" />
          <Plural value={zone.soundtrack.length} one="# song" other="# songs" />
        </Link>
        <Link to="/shop/$shopId/zones/$zoneId/hours" params={params} className={link}>
          <Clock aria-hidden className="size-4" />
          <Trans>Opening hours</Trans>
        </Link>
        <Link to="/shop/$shopId/zones/$zoneId/player" params={params} className={link}>
          <MonitorSpeaker aria-hidden className="size-4" />
          {zone.device ? <Trans>Replace the player</Trans> : <Trans>Pair a player</Trans>}
        </Link>
      </div>
    </section>
  );
}
