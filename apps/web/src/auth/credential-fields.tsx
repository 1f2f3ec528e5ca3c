import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Field } from "../shell/field.tsx";
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from "./credentials.ts";

interface CredentialFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it. */
  error?: ReactNode;
}

/** The e-mail address by which somebody is known; a password manager knows it too. */
export function EmailField({ value, onChange, error }: CredentialFieldProps) {
  return (
    <Field label={<Trans>E-mail address</Trans>} error={error}>
      {(attributes) => (
        <input
          {...attributes}
          className="input"
          type="email"
          autoComplete="username"
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A password: one that somebody has, or a new one, whose rules stand there before anything is typed. */
export function PasswordField({ isNew, value, onChange, error }: CredentialFieldProps & { isNew: boolean }) {
  return (
    <Field
      label={<Trans>Password</Trans>}
      hint={
        isNew && (
          <Trans>
            {PASSWORD_LENGTH_MIN} to {PASSWORD_LENGTH_MAX} characters, any you like. A few words in a row are good.
          </Trans>
        )
      }
      error={error}
    >
      {(attributes) => (
        <input
          {...attributes}
          className="input"
          type="password"
          autoComplete={isNew ? "new-password" : "current-password"}
          required
          {...(isNew && { minLength: PASSWORD_LENGTH_MIN, maxLength: PASSWORD_LENGTH_MAX })}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
