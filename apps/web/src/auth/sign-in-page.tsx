import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { client } from "../shell/client.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { EmailField, PasswordField } from "./credential-fields.tsx";
import { useEnter } from "./use-enter.ts";

const route = getRouteApi("/sign-in");

/** Sign in with e-mail and password. */
export function SignInPage() {
  const { t } = useLingui();
  const { then } = route.useSearch();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useEnter(client.auth.signIn, then);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ email: email.trim(), password });
  };
  return (
    <div className="mx-auto max-w-md space-y-6">
      <PageTitle>{t`Sign in`}</PageTitle>
      <h1>
        <Trans>Sign in</Trans>
      </h1>
      <form className="card space-y-5" onSubmit={submit}>
        <EmailField value={email} onChange={setEmail} />
        <PasswordField isNew={false} value={password} onChange={setPassword} />
        {enter.isError && <ProblemNote error={enter.error} />}
        <button type="submit" className="button button-main w-full" disabled={enter.isPending}>
          {enter.isPending ? <Trans>Signing in…</Trans> : <Trans>Sign in</Trans>}
        </button>
      </form>
      <p className="text-soft">
        <Trans>
          No account yet?{" "}
          <Link className="link" to="/sign-up" search={then ? { then } : {}}>
            Open one
          </Link>
          , it costs nothing.
        </Trans>
      </p>
    </div>
  );
}
