import { Trans, useLingui } from "@lingui/react/macro";
import { ProblemError } from "@songkeeper/client";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { client } from "../shell/client.ts";
import { Field } from "../shell/field.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { problemText } from "../shell/problem-text.ts";
import { EmailField, PasswordField } from "./credential-fields.tsx";
import { fieldOfProblem } from "./credentials.ts";
import { useEnter } from "./use-enter.ts";

const route = getRouteApi("/sign-up");

/** Open an account. */
export function SignUpPage() {
  const { t, i18n } = useLingui();
  const { then } = route.useSearch();
  const [person, setPerson] = useState({ name: "", email: "", password: "" });
  const enter = useEnter(client.auth.signUp, then);
  const wrong = fieldOfProblem(enter.error);
  const why = enter.error instanceof ProblemError ? i18n._(problemText(enter.error)) : undefined;
  const set = (change: Partial<typeof person>) => setPerson({ ...person, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ ...person, name: person.name.trim(), email: person.email.trim() });
  };
  return (
    <div className="mx-auto max-w-md space-y-6">
      <PageTitle>{t`Open an account`}</PageTitle>
      <h1>
        <Trans>Open an account</Trans>
      </h1>
      <form className="card space-y-5" onSubmit={submit}>
        <Field label={<Trans>Your name</Trans>} hint={<Trans>As others here may see it.</Trans>}>
          {(attributes) => (
            <input
              {...attributes}
              className="input"
              autoComplete="name"
              required
              maxLength={120}
              value={person.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <EmailField value={person.email} onChange={(email) => set({ email })} error={wrong === "email" && why} />
        <PasswordField
          isNew
          value={person.password}
          onChange={(password) => set({ password })}
          error={wrong === "password" && why}
        />
        {enter.isError && !wrong && <ProblemNote error={enter.error} />}
        <button type="submit" className="button button-main w-full" disabled={enter.isPending}>
          {enter.isPending ? <Trans>Opening the account…</Trans> : <Trans>Open the account</Trans>}
        </button>
      </form>
      <p className="text-soft">
        <Trans>
          You have one already?{" "}
          <Link className="link" to="/sign-in" search={then ? { then } : {}}>
            Sign in
          </Link>
          .
        </Trans>
      </p>
    </div>
  );
}
