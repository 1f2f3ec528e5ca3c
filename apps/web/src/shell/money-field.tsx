import type { ReactNode } from "react";
import { Field } from "./field.tsx";

interface MoneyFieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value: string;
  onChange: (typed: string) => void;
  required?: boolean;
}

/** An amount in yuan, typed as text: it never becomes a float. */
export function MoneyField({ label, hint, error, value, onChange, required }: MoneyFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <div className="relative max-w-60">
          <span aria-hidden className="absolute inset-y-0 left-3 flex items-center text-soft">
            ¥
          </span>
          <input
            {...attributes}
            className="input pl-8"
            inputMode="decimal"
            autoComplete="off"
            required={required}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      )}
    </Field>
  );
}
