import { type ReactNode, useId, useState } from "react";
import { readYuan, yuanField } from "../shell/money-text.ts";
import { readMicros } from "./price-rules.ts";

interface MoneyInputProps {
  label: ReactNode;
  /** Micros as text; "" where what was typed is no amount. */
  micros: string;
  error?: string | undefined;
  onChange: (micros: string) => void;
}

/** An amount in yuan kept as micros: the field holds what is typed, the draft what it means. */
export function MoneyInput({ label, micros, error, onChange }: MoneyInputProps) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const known = readMicros(micros);
  return (
    <div>
      <label htmlFor={id} className="block text-sm text-soft">
        {label}
      </label>
      <div className="relative w-32">
        <span aria-hidden className="absolute inset-y-0 left-3 flex items-center text-soft">
          ¥
        </span>
        <input
          id={id}
          className="input pl-8"
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={Boolean(error)}
          aria-describedby={error ? `${id}-error` : undefined}
          value={typed ?? (known === undefined ? "" : yuanField(known))}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(`${readYuan(target.value) ?? ""}`);
          }}
          onBlur={() => known !== undefined && setTyped(undefined)}
        />
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
