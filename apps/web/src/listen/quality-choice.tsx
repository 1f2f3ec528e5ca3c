import { Trans, useLingui } from "@lingui/react/macro";
import { QUALITIES } from "@songkeeper/player";
import { Field } from "../shell/field.tsx";
import { player, usePlayer } from "./player.ts";

/** The quality that the listener wishes for every song; a song that does not have it sounds as well as it can. */
export function QualityChoice() {
  const { t } = useLingui();
  const quality = usePlayer((state) => state.quality);
  const words = {
    saver: t`Data saver, 64 kbit/s`,
    standard: t`Standard, 128 kbit/s`,
    high: t`High, 256 kbit/s`,
    lossless: t`Lossless, FLAC`,
  };
  return (
    <div className="min-w-44 grow">
      <Field label={<Trans>Quality</Trans>}>
        {(attributes) => (
          <select
            {...attributes}
            className="input"
            value={quality}
            onChange={({ currentTarget: { value } }) => {
              const chosen = QUALITIES.find((known) => known === value);
              if (chosen) player.setQuality(chosen);
            }}
          >
            {QUALITIES.map((one) => (
              <option key={one} value={one}>
                {words[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

/** Why a song does not sound as well as was wished: what is free ends at 128 kbit/s. */
export function BelowWished() {
  const below = usePlayer(
    ({ quality, source }) => source?.tier === "standard" && (quality === "high" || quality === "lossless"),
  );
  if (!below) return null;
  return (
    <span className="block">
      <Trans>Songs that you bought sound lossless.</Trans>
    </span>
  );
}
