import { type ReactNode, useId } from "react";

interface ChoicesProps<T extends string> {
  legend: ReactNode;
  options: readonly { readonly value: T; readonly label: ReactNode; readonly effect?: ReactNode }[];
  value: T;
  onChange: (value: T) => void;
  id?: string;
}

/** One of a few, each with what follows from it. */
export function Choices<T extends string>({ legend, options, value, onChange, id }: ChoicesProps<T>) {
  const name = useId();
  return (
    <fieldset id={id} className="space-y-1">
      <legend className="font-strong">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex min-h-11 cursor-pointer items-start gap-2 py-2">
          <input
            type="radio"
            name={name}
            className="mt-0.5 size-5 shrink-0 accent-(--accent)"
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.effect && <span className="block text-sm text-soft">{option.effect}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
