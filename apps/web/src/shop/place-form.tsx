import { Trans, useLingui } from "@lingui/react/macro";
import type { NewPlace, PlaceView } from "@songkeeper/client";
import { type FormEvent, useState } from "react";
import { client } from "../shell/client.ts";
import { Field } from "../shell/field.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { usualWeek, wrongDays } from "./opening-week.ts";
import { OpeningWeekFields } from "./opening-week-fields.tsx";
import { USE_WORDS } from "../shell/use-words.ts";
import { useShopChange } from "./use-shop.ts";

const SIZE_M2_SMALL_MAX = 200;

interface PlaceFormProps {
  shopId: string;
  city: string;
  onDone: (place: PlaceView) => void;
}

/** A place with its first zone: where it is, how large, when open. */
export function PlaceForm({ shopId, city, onDone }: PlaceFormProps) {
  const { t } = useLingui();
  const [place, setPlace] = useState<Omit<NewPlace, "sizeM2">>(() => ({
    name: "",
    address: "",
    city,
    zoneName: t`Main room`,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    opening: usualWeek(),
  }));
  const [size, setSize] = useState("");
  const add = useShopChange(shopId, (asked: NewPlace) => client.shops.addPlace(shopId, asked));
  const set = (change: Partial<typeof place>) => setPlace({ ...place, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrongDays(place.opening).length > 0) return;
    add.mutate({ ...place, sizeM2: Number(size) }, { onSuccess: onDone });
  };
  const text = (name: "name" | "address" | "city" | "zoneName", max: number) => ({
    className: "input",
    required: true,
    maxLength: max,
    value: place[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  return (
    <form className="card space-y-5" onSubmit={submit}>
      <Field label={<Trans>Name of the place</Trans>} hint={<Trans>For example: branch at the West Lake.</Trans>}>
        {(attributes) => <input {...attributes} {...text("name", 120)} />}
      </Field>
      <Field label={<Trans>Address</Trans>} hint={<Trans>It stands on the licence.</Trans>}>
        {(attributes) => <input {...attributes} {...text("address", 300)} autoComplete="street-address" />}
      </Field>
      <Field label={<Trans>City</Trans>}>{(attributes) => <input {...attributes} {...text("city", 60)} />}</Field>
      <SizeField size={size} onChange={setSize} />
      <Field
        label={<Trans>Name of the zone</Trans>}
        hint={<Trans>A zone is what hears the same music: one room, one set of loudspeakers.</Trans>}
      >
        {(attributes) => <input {...attributes} {...text("zoneName", 60)} />}
      </Field>
      <ZoneOfTime zone={place.timeZone} onChange={(timeZone) => set({ timeZone })} />
      <OpeningWeekFields week={place.opening} onChange={(opening) => set({ opening })} />
      {add.isError && <ProblemNote error={add.error} />}
      <button
        type="submit"
        className="button button-main"
        disabled={add.isPending || wrongDays(place.opening).length > 0}
      >
        {add.isPending ? <Trans>Saving…</Trans> : <Trans>Save the place</Trans>}
      </button>
    </form>
  );
}

function SizeField({ size, onChange }: { size: string; onChange: (size: string) => void }) {
  const { i18n } = useLingui();
  const use = Number(size) > SIZE_M2_SMALL_MAX ? USE_WORDS.premises_large : USE_WORDS.premises_small;
  const useName = i18n._(use);
  return (
    <Field
      label={<Trans>Size in square metres</Trans>}
      hint={
        Number(size) > 0 ? (
          <Trans>Fees for: {useName}</Trans>
        ) : (
          <Trans>Up to {SIZE_M2_SMALL_MAX} m² and above have different fees.</Trans>
        )
      }
    >
      {(attributes) => (
        <input
          {...attributes}
          className="input max-w-40!"
          type="number"
          inputMode="numeric"
          min={1}
          max={1_000_000}
          step={1}
          required
          value={size}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function ZoneOfTime({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const zones = [...new Set(["Asia/Shanghai", zone, ...Intl.supportedValuesOf("timeZone")])];
  return (
    <Field label={<Trans>Time zone</Trans>} hint={<Trans>Opening hours are meant in this zone.</Trans>}>
      {(attributes) => (
        <select {...attributes} className="input" value={zone} onChange={(event) => onChange(event.target.value)}>
          {zones.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
