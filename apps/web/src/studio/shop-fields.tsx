import { Trans, useLingui } from "@lingui/react/macro";
import { type Use, USES } from "@songkeeper/base";
import { useId } from "react";
import { Money } from "../shell/money.tsx";
import type { DraftTrack } from "./credit-parts.ts";
import { SHOP_USE_WORDS } from "./form-words.ts";
import { MoneyInput } from "./money-input.tsx";
import { isFee, OFFERED_FEES, perHundredPlays } from "./price-rules.ts";
import { wrongWords } from "./problem-words.ts";
import { fieldId } from "./publish-problems.ts";
import type { DraftInHand } from "./use-draft.ts";

interface ShopFieldsProps {
  draft: DraftInHand;
  track: DraftTrack;
  at: number;
}

/** Whether shops may play a song, for what fee per play, and what a hundred plays bring. */
export function ShopFields({ draft, track, at }: ShopFieldsProps) {
  const id = useId();
  const { usePrices } = track;
  const offered = USES.some((use) => usePrices[use] !== undefined);
  const set = (next: DraftTrack["usePrices"]) => draft.changeTrack(at, { usePrices: next });
  const change = (use: Use, fee: string | undefined) => {
    const { [use]: _, ...others } = usePrices;
    set(fee === undefined ? others : { ...others, [use]: fee });
  };
  return (
    <fieldset id={fieldId(`tracks.${at}.usePrices`)} className="space-y-3">
      <legend className="font-strong">
        <Trans>To shops, per play</Trans>
      </legend>
      <label className="flex min-h-11 cursor-pointer items-start gap-2 py-2">
        <input
          type="checkbox"
          className="mt-0.5 size-5 shrink-0 accent-(--accent)"
          checked={offered}
          onChange={(event) => set(event.target.checked ? OFFERED_FEES : {})}
        />
        <span>
          <Trans>Shops may play this song</Trans>
          <span className="block text-sm text-soft">
            <Trans>
              Every play of 30 seconds or more is paid. A shop’s fees do not rise while its licence of 12 months runs.
            </Trans>
          </span>
        </span>
      </label>
      {offered && (
        <ul className="space-y-3">
          {USES.map((use) => (
            <li key={use} id={fieldId(`tracks.${at}.usePrices.${use}`)} aria-labelledby={`${id}-${use}`}>
              <UseFee
                use={use}
                labelId={`${id}-${use}`}
                fee={usePrices[use]}
                onChange={(fee) => change(use, fee)}
                draft={draft}
                track={track}
              />
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

interface UseFeeProps extends Omit<ShopFieldsProps, "at"> {
  use: Use;
  labelId: string;
  fee: string | undefined;
  onChange: (fee: string | undefined) => void;
}

function UseFee({ use, labelId, fee, onChange, draft, track }: UseFeeProps) {
  const { i18n } = useLingui();
  const income = fee === undefined ? undefined : perHundredPlays(fee, track.credits, draft.isMine);
  return (
    <div className="space-y-1">
      <label className="flex min-h-11 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          className="size-5 shrink-0 accent-(--accent)"
          checked={fee !== undefined}
          onChange={(event) => onChange(event.target.checked ? OFFERED_FEES[use] : undefined)}
        />
        <span id={labelId}>{i18n._(SHOP_USE_WORDS[use])}</span>
      </label>
      {fee !== undefined && (
        <div className="flex flex-wrap items-end gap-x-4 gap-y-1 pl-7">
          <MoneyInput
            label={<Trans>Fee per play</Trans>}
            micros={fee}
            error={isFee(fee) ? undefined : i18n._(wrongWords({ path: "usePrices", rule: "not_a_fee" }))}
            onChange={onChange}
          />
          {income && (
            <p className="pb-2 text-sm text-soft">
              {income.mineMicro === undefined ? (
                <Trans>
                  100 plays bring <Money micros={income.allMicro} />
                </Trans>
              ) : (
                <Trans>
                  100 plays bring <Money micros={income.allMicro} />, of it <Money micros={income.mineMicro} /> to you
                </Trans>
              )}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
