import { Trans, useLingui } from "@lingui/react/macro";
import { ProblemError } from "@songkeeper/client";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { client } from "../shell/client.ts";
import { Field } from "../shell/field.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { problemText } from "../shell/problem-text.ts";
import { fieldOfProblem, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from "./credentials.ts";
import { useEnter } from "./use-enter.ts";

const route = getRouteApi("/sign-up");

/** Open an account; the rules for the password stand there before anything is typed. */
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
        <Field label={<Trans>E-mail address</Trans>} error={wrong === "email" && why}>
          {(attributes) => (
            <input
              {...attributes}
              className="input"
              type="email"
              autoComplete="username"
              required
              value={person.email}
              onChange={(event) => set({ email: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={<Trans>Password</Trans>}
          hint={
            <Trans>
              {PASSWORD_LENGTH_MIN} to {PASSWORD_LENGTH_MAX} characters, any you like. A few words in a row are good.
            </Trans>
          }
          error={wrong === "password" && why}
        >
          {(attributes) => (
            <input
              {...attributes}
              className="input"
              type="password"
              autoComplete="new-password"
              required
              minLength={PASSWORD_LENGTH_MIN}
              maxLength={PASSWORD_LENGTH_MAX}
              value={person.password}
              onChange={(event) => set({ password: event.target.value })}
            />
          )}
        </Field>
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
