import { Trans, useLingui } from "@lingui/react/macro";
import type { VerdictWord } from "@songkeeper/client";
import { Field } from "../shell/field.tsx";
import { VERDICT_WORDS } from "./shop-words.ts";
import type { ReceiptFilter } from "./use-shop.ts";

interface ReceiptFiltersProps {
  zones: readonly { id: string; name: string }[];
  filter: ReceiptFilter;
  onChange: (filter: ReceiptFilter) => void;
}

/** Which plays to show. */
export function ReceiptFilters({ zones, filter, onChange }: ReceiptFiltersProps) {
  const { i18n } = useLingui();
  const { zone: _zone, ...withoutZone } = filter;
  const { verdict: _verdict, ...withoutVerdict } = filter;
  return (
    <div className="grid gap-3 sm:max-w-xl sm:grid-cols-2">
      {zones.length > 1 && (
        <Field label={<Trans>Zone</Trans>}>
          {(attributes) => (
            <select
              {...attributes}
              className="input"
              value={filter.zone ?? ""}
              onChange={({ target }) => onChange(target.value ? { ...filter, zone: target.value } : withoutZone)}
            >
              <option value="">{i18n._(/* i18n */ { id: "filter.all_zones", message: "All zones" })}</option>
              {zones.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={<Trans>Verdict</Trans>}>
        {(attributes) => (
          <select
            {...attributes}
            className="input"
            value={filter.verdict ?? ""}
            onChange={({ target }) =>
              onChange(isVerdict(target.value) ? { ...filter, verdict: target.value } : withoutVerdict)
            }
          >
            <option value="">{i18n._(/* i18n */ { id: "filter.all_plays", message: "All plays" })}</option>
            {Object.entries(VERDICT_WORDS).map(([verdict, word]) => (
              <option key={verdict} value={verdict}>
                {i18n._(word)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

function isVerdict(word: string): word is VerdictWord {
  return Object.hasOwn(VERDICT_WORDS, word);
}
