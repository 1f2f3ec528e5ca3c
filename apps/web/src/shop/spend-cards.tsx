import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { micro, sumMicro } from "@songkeeper/base";
import type { ShopView } from "@songkeeper/client";
import { Link } from "@tanstack/react-router";
import { Bar } from "../shell/bar.tsx";
import { Money } from "../shell/money.tsx";
import { moneyText, percentOf } from "../shell/money-text.ts";
import { monthText } from "../shell/time-text.ts";
import { MODE_WORDS } from "./shop-words.ts";
import { Reserved } from "./wallet-card.tsx";

/** Today's spend against the day's cap. */
export function TodayCard({ shop }: { shop: ShopView }) {
  const zones = shop.places.flatMap((place) => place.zones);
  const charged = String(sumMicro(zones.map(({ today }) => micro(today.chargedMicro))));
  const reserved = String(sumMicro(zones.map(({ today }) => micro(today.reservedMicro))));
  const plays = zones.reduce((sum, { today }) => sum + today.plays, 0);
  const cap = shop.budget.dayCapMicro;
  return (
    <section aria-labelledby="today" className="card flex flex-col gap-3">
      <h2 id="today">
        <Trans>Today</Trans>
      </h2>
      <p className="text-2xl font-strong">
        <Money micros={charged} />
      </p>
      {cap && <Spend charged={charged} reserved={reserved} limit={cap} />}
      <p className="text-soft">
        <Plural value={plays} one="# play" other="# plays" /> ·{" "}
        {cap ? (
          <Trans>
            cap <Money micros={cap} /> a day
          </Trans>
        ) : (
          <Trans>no cap a day</Trans>
        )}
      </p>
    </section>
  );
}

/** The month's spend against the budget, with what is reserved shown as such. */
export function MonthCard({ shop }: { shop: ShopView }) {
  const { i18n } = useLingui();
  const { month, chargedMicro, reservedMicro } = shop.month;
  const { monthlyMicro, mode } = shop.budget;
  return (
    <section aria-labelledby="month" className="card flex flex-col gap-3">
      <h2 id="month">{monthText(month, i18n.locale)}</h2>
      <p>
        <span className="text-2xl font-strong">
          <Money micros={chargedMicro} />
        </span>{" "}
        <span className="text-soft">
          <Trans>
            of <Money micros={monthlyMicro} />
          </Trans>
        </span>
      </p>
      <Spend charged={chargedMicro} reserved={reservedMicro} limit={monthlyMicro} />
      {reservedMicro !== "0" && <Reserved micros={reservedMicro} />}
      <p className="text-soft">{i18n._(MODE_WORDS[mode].name)}</p>
      <div className="mt-auto">
        <Link to="/shop/$shopId/budget" params={{ shopId: shop.id }} className="button button-quiet">
          <Trans>Change the budget</Trans>
        </Link>
      </div>
    </section>
  );
}

function Spend({ charged, reserved, limit }: { charged: string; reserved: string; limit: string }) {
  const { i18n, t } = useLingui();
  const words = {
    charged: moneyText(charged, i18n.locale),
    reserved: moneyText(reserved, i18n.locale),
    limit: moneyText(limit, i18n.locale),
  };
  return (
    <Bar
      used={percentOf(charged, limit)}
      reserved={percentOf(reserved, limit)}
      label={t`${words.charged} spent and ${words.reserved} reserved of ${words.limit}`}
    />
  );
}
