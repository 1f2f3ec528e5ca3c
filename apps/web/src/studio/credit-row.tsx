import { Trans, useLingui } from "@lingui/react/macro";
import { SOCIETIES } from "@songkeeper/catalog";
import { Trash2, UserCheck } from "lucide-react";
import { useState } from "react";
import { type DraftCredit, percentText, readPercent, withName } from "./credit-parts.ts";
import { SOCIETY_WORDS } from "./form-words.ts";
import { InviteButton } from "./invite-button.tsx";
import type { DraftInHand } from "./use-draft.ts";

interface CreditRowProps {
  credit: DraftCredit;
  draft: DraftInHand;
  /** The id of the list of names that are offered. */
  names: string;
  onChange: (credit: DraftCredit) => void;
  onRemove: () => void;
}

/** One person in a role: name, part, society, and how they get to what is theirs. */
export function CreditRow({ credit, draft, names, onChange, onRemove }: CreditRowProps) {
  const { t, i18n } = useLingui();
  const { author } = draft;
  const rename = (name: string) => {
    onChange(withName(credit, name, name.trim() === author.name ? author.partyIds[0] : undefined));
  };
  const person = credit.name.trim() || t`nobody yet`;
  return (
    <div className="space-y-2 rounded-card bg-sunken p-3">
      <div className="flex flex-wrap items-end gap-2">
        <label className="min-w-0 grow basis-48">
          <span className="block text-sm text-soft">
            <Trans>Name</Trans>
          </span>
          <input
            className="input"
            list={names}
            maxLength={120}
            autoComplete="off"
            value={credit.name}
            onChange={(event) => rename(event.target.value)}
          />
        </label>
        <PartField perMille={credit.perMille} onChange={(perMille) => onChange({ ...credit, perMille })} />
        <label className="min-w-0">
          <span className="block text-sm text-soft">
            <Trans>Society</Trans>
          </span>
          <select
            className="input w-28 sm:w-36"
            value={credit.society}
            onChange={({ target }) =>
              onChange({ ...credit, society: SOCIETIES.find((one) => one === target.value) ?? "unknown" })
            }
          >
            {SOCIETIES.map((society) => (
              <option key={society} value={society}>
                {i18n._(SOCIETY_WORDS[society])}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button button-icon" aria-label={t`Take out ${person}`} onClick={onRemove}>
          <Trash2 aria-hidden className="size-5" />
        </button>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {draft.isMine(credit) ? (
          <span className="flex items-center gap-1 text-sm text-good">
            <UserCheck aria-hidden className="size-4" />
            <Trans>This is you</Trans>
          </span>
        ) : (
          credit.name.trim() !== "" && (
            <span className="flex flex-wrap">
              <button
                type="button"
                className="button button-plain"
                onClick={() => onChange(withName(credit, credit.name, author.partyIds[0]))}
              >
                <UserCheck aria-hidden className="size-4" />
                <Trans>That is me</Trans>
              </button>
              <InviteButton draft={draft} credit={credit} />
            </span>
          )
        )}
      </div>
    </div>
  );
}

/** A part in per cent: the field keeps what is being typed until it is a number. */
function PartField({ perMille, onChange }: { perMille: number; onChange: (perMille: number) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string>();
  return (
    <label className="w-20 shrink-0">
      <span className="block text-sm text-soft">
        <Trans>Part in %</Trans>
      </span>
      <input
        className="input text-end"
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={typed !== undefined && readPercent(typed) === undefined}
        title={t`0 to 100, at most one decimal`}
        value={typed ?? percentText(perMille)}
        onChange={({ target }) => {
          setTyped(target.value);
          const read = readPercent(target.value);
          if (read !== undefined) onChange(read);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}
