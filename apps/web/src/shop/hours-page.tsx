import { Trans, useLingui } from "@lingui/react/macro";
import type { ZoneChange, ZoneView } from "@songkeeper/client";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { client } from "../shell/client.ts";
import { Field } from "../shell/field.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { InZone } from "./in-shop.tsx";
import { wrongDays } from "./opening-week.ts";
import { OpeningWeekFields } from "./opening-week-fields.tsx";
import { useShopChange } from "./use-shop.ts";

const route = getRouteApi("/shop/$shopId/zones/$zoneId/hours");
const OFFLINE_DAYS = [1, 2, 3, 5, 7, 14];

/** When a zone is open, and how long its player may go on without a connection. */
export function HoursPage() {
  const { t } = useLingui();
  const { shopId, zoneId } = route.useParams();
  return (
    <InZone shopId={shopId} zoneId={zoneId} title={t`Opening hours`}>
      {(_shop, zone) => (
        <div className="max-w-2xl">
          <HoursForm shopId={shopId} zone={zone} />
        </div>
      )}
    </InZone>
  );
}

function HoursForm({ shopId, zone }: { shopId: string; zone: ZoneView }) {
  const navigate = useNavigate();
  const [change, setChange] = useState<ZoneChange>({ opening: zone.opening, offlineDays: zone.offlineDays });
  const save = useShopChange(shopId, (asked: ZoneChange) => client.shops.changeZone(zone.id, asked));
  const choices = [...new Set([...OFFLINE_DAYS, zone.offlineDays])].toSorted((a, b) => a - b);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(change, { onSuccess: () => void navigate({ to: "/shop/$shopId", params: { shopId } }) });
  };
  return (
    <form className="card space-y-5" onSubmit={submit}>
      <OpeningWeekFields week={change.opening} onChange={(opening) => setChange({ ...change, opening })} />
      <Field
        label={<Trans>Days the player may go on without a connection</Trans>}
        hint={<Trans>Each of these days holds an amount of your wallet in advance, shown as reserved.</Trans>}
      >
        {(attributes) => (
          <select
            {...attributes}
            className="input max-w-40!"
            value={change.offlineDays}
            onChange={(event) => setChange({ ...change, offlineDays: Number(event.target.value) })}
          >
            {choices.map((days) => (
              <option key={days}>{days}</option>
            ))}
          </select>
        )}
      </Field>
      {save.isError && <ProblemNote error={save.error} />}
      <button
        type="submit"
        className="button button-main"
        disabled={save.isPending || wrongDays(change.opening).length > 0}
      >
        {save.isPending ? <Trans>Saving…</Trans> : <Trans>Save the hours</Trans>}
      </button>
    </form>
  );
}
