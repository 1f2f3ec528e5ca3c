import { Trans, useLingui } from "@lingui/react/macro";
import { ROLE_WORDS } from "../shell/role-words.ts";
import { Money } from "../shell/money.tsx";
import { Choices } from "./choices.tsx";
import type { DraftTrack } from "./credit-parts.ts";
import { SALE_WORDS } from "./form-words.ts";
import { MoneyInput } from "./money-input.tsx";
import {
  isSalePrice,
  readMicros,
  saleAfter,
  type SaleChoice,
  saleChoiceOf,
  sharesByRole,
  sharesOf,
} from "./price-rules.ts";
import { fieldId } from "./publish-problems.ts";
import { wrongWords } from "./problem-words.ts";
import type { DraftInHand } from "./use-draft.ts";

const SALE_CHOICES: readonly SaleChoice[] = ["free", "fixed", "at_least"];

interface SaleFieldsProps {
  draft: DraftInHand;
  track: DraftTrack;
  at: number;
}

/** What buyers pay for a song, and where that goes. */
export function SaleFields({ draft, track, at }: SaleFieldsProps) {
  const { i18n } = useLingui();
  const choice = saleChoiceOf(track.sale);
  const { amountMicro } = track.sale;
  const set = (sale: DraftTrack["sale"]) => draft.changeTrack(at, { sale });
  const option = (value: SaleChoice) => ({
    value,
    label: i18n._(SALE_WORDS[value].name),
    effect: i18n._(SALE_WORDS[value].effect),
  });
  return (
    <div id={fieldId(`tracks.${at}.sale`)} className="space-y-3">
      <Choices
        legend={<Trans>To buyers</Trans>}
        options={SALE_CHOICES.map(option)}
        value={choice}
        onChange={(next) => set(saleAfter(track.sale, next))}
      />
      {choice !== "free" && (
        <MoneyInput
          label={choice === "fixed" ? <Trans>Price</Trans> : <Trans>The least</Trans>}
          micros={amountMicro}
          error={isSalePrice(amountMicro) ? undefined : i18n._(wrongWords({ path: "sale", rule: "not_a_price" }))}
          onChange={(next) => set({ ...track.sale, amountMicro: next })}
        />
      )}
      {choice !== "free" && isSalePrice(amountMicro) && <WhereItGoes draft={draft} track={track} />}
    </div>
  );
}

function WhereItGoes({ draft, track }: Omit<SaleFieldsProps, "at">) {
  const { i18n } = useLingui();
  const amount = readMicros(track.sale.amountMicro);
  if (amount === undefined || amount <= 0n) return null;
  const shares = sharesOf(amount, track.credits, draft.isMine);
  if (!shares)
    return (
      <p className="text-sm text-warn">
        <Trans>Where it goes can be shown when the credits are full.</Trans>
      </p>
    );
  return (
    <div className="space-y-1">
      <p className="text-sm font-strong">
        <Trans>
          Where <Money micros={track.sale.amountMicro} /> goes
        </Trans>
      </p>
      <ul className="space-y-0.5 text-sm">
        {sharesByRole(shares).map(({ role, amountMicro, names }) => (
          <li key={role} className="flex items-baseline gap-3">
            <span className="w-24 shrink-0 text-soft">{i18n._(ROLE_WORDS[role])}</span>
            <span className="w-16 shrink-0 text-end">
              <Money micros={amountMicro} />
            </span>
            <span className="min-w-0 wrap-anywhere">{names.join(", ")}</span>
          </li>
        ))}
        <li className="flex items-baseline gap-3 text-soft">
          <span className="w-24 shrink-0">Songkeeper</span>
          <span className="w-16 shrink-0 text-end">
            <Money micros="0" />
          </span>
        </li>
      </ul>
    </div>
  );
}
