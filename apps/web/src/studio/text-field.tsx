import type { ReactNode } from "react";
import { Field } from "../shell/field.tsx";
import { fieldId } from "./publish-problems.ts";

interface TextFieldProps {
  /** Where it lies in the draft: what is wrong with it leads here. */
  path: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value: string;
  maxLength: number;
  inputMode?: "text" | "decimal";
  onChange: (text: string) => void;
}

/** A line of text of a draft. */
export function TextField({
  path,
  label,
  hint,
  error,
  value,
  maxLength,
  inputMode = "text",
  onChange,
}: TextFieldProps) {
  return (
    <div id={fieldId(path)}>
      <Field label={label} hint={hint} error={error}>
        {(attributes) => (
          <input
            {...attributes}
            className="input"
            autoComplete="off"
            maxLength={maxLength}
            inputMode={inputMode}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    </div>
  );
}
