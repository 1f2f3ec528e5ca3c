import { Trans, useLingui } from "@lingui/react/macro";
import { useId } from "react";
import { FORMAT_WORDS } from "./format-words.ts";
import { type Format, FORMATS } from "./kept-format.ts";

interface FormatChoiceProps {
  offered: readonly Format[];
  value: Format;
  onChange: (format: Format) => void;
}

/** In which form a file is kept, each with what it is good for. */
export function FormatChoice({ offered, value, onChange }: FormatChoiceProps) {
  const { i18n } = useLingui();
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 font-strong">
        <Trans>In which form?</Trans>
      </legend>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {FORMATS.filter((format) => offered.includes(format)).map((format) => (
          <label key={format} className="flex min-h-11 cursor-pointer items-start gap-2 py-2">
            <input
              type="radio"
              name={name}
              className="mt-0.5 size-5 shrink-0 accent-(--accent)"
              checked={format === value}
              onChange={() => onChange(format)}
            />
            <span>
              <span className="block first-letter:uppercase">{i18n._(FORMAT_WORDS[format].name)}</span>
              <span className="block text-sm text-soft">{i18n._(FORMAT_WORDS[format].use)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
