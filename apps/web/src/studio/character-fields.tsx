import { Trans, useLingui } from "@lingui/react/macro";
import type { RecordingView } from "@songkeeper/client";
import { useId } from "react";
import { ENERGY_WORDS } from "../listen/energy-words.ts";
import type { DraftTrack } from "./credit-parts.ts";
import { TextField } from "./text-field.tsx";

interface CharacterFieldsProps {
  track: DraftTrack;
  estimate: RecordingView["character"];
  path: (field: string) => string;
  wrong: (path: string) => string | undefined;
  onChange: (change: Partial<DraftTrack>) => void;
}

const ENERGIES = [1, 2, 3, 4, 5] as const;

/** How fast and how lively a song is: what was measured is offered, and only taken when its musician says so. */
export function CharacterFields({ track, estimate, path, wrong, onChange }: CharacterFieldsProps) {
  const { i18n } = useLingui();
  const measured = estimate?.tempoBpm ?? undefined;
  const bpm = measured === undefined ? undefined : `${Math.round(measured)}`;
  const energy = ENERGIES.find((one) => one === estimate?.energy);
  const taken = track.tempoBpm === (bpm ?? track.tempoBpm) && track.energy === (energy ?? track.energy);
  return (
    <div className="space-y-4">
      <TextField
        path={path("tempoBpm")}
        label={<Trans>Tempo (beats a minute)</Trans>}
        hint={<Trans>It stands on the song’s page. Leave it empty if there is no beat.</Trans>}
        error={wrong(path("tempoBpm"))}
        maxLength={5}
        inputMode="decimal"
        value={track.tempoBpm}
        onChange={(tempoBpm) => onChange({ tempoBpm })}
      />
      <EnergyField id={path("energy")} value={track.energy} onChange={(next) => onChange({ energy: next })} />
      {(bpm !== undefined || energy !== undefined) && !taken && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
          <span>
            {bpm === undefined ? (
              <Trans>Measured: no clear beat</Trans>
            ) : (
              <Trans>Measured: about {bpm} beats a minute</Trans>
            )}
            {energy && <> · {i18n._(ENERGY_WORDS[energy])}</>}
          </span>
          <button
            type="button"
            className="button button-quiet"
            onClick={() => onChange({ tempoBpm: bpm ?? track.tempoBpm, energy: energy ?? track.energy })}
          >
            <Trans>Take that</Trans>
          </button>
        </p>
      )}
    </div>
  );
}

interface EnergyFieldProps {
  id: string;
  value: DraftTrack["energy"];
  onChange: (energy: DraftTrack["energy"]) => void;
}

/** Five steps from calm to lively; the one that is chosen, chosen again, is taken back. */
function EnergyField({ id, value, onChange }: EnergyFieldProps) {
  const { i18n } = useLingui();
  const name = useId();
  return (
    <fieldset id={id}>
      <legend className="font-strong">
        <Trans>Energy</Trans>
      </legend>
      <div className="flex flex-wrap gap-1.5 pt-1">
        {ENERGIES.map((energy) => (
          <label
            key={energy}
            className="flex min-h-11 cursor-pointer items-center rounded-card border border-line-strong px-2 text-sm has-checked:border-accent has-checked:bg-accent/15 has-checked:font-strong has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={value === energy}
              onChange={() => onChange(energy)}
              onClick={() => value === energy && onChange(null)}
            />
            {i18n._(ENERGY_WORDS[energy])}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
