import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { EmailField, PasswordField } from "../auth/credential-fields.tsx";
import { client } from "../shell/client.ts";
import { useForgetMe } from "../shell/me.ts";
import { ProblemNote } from "../shell/problem-note.tsx";

/** Opens an account or signs in without leaving the invitation. */
export function EnterHere({ name }: { name: string }) {
  const [isNew, setIsNew] = useState(true);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const forget = useForgetMe();
  const enter = useMutation({
    mutationFn: (person: { email: string; password: string }) =>
      isNew ? client.auth.signUp({ ...person, name }) : client.auth.signIn(person),
    onSuccess: forget,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ email: email.trim(), password });
  };
  return (
    <form className="card space-y-5" onSubmit={submit}>
      <h2>{isNew ? <Trans>First an account, it costs nothing</Trans> : <Trans>Sign in</Trans>}</h2>
      <EmailField value={email} onChange={setEmail} />
      <PasswordField isNew={isNew} value={password} onChange={setPassword} />
      {enter.isError && <ProblemNote error={enter.error} />}
      <button type="submit" className="button button-main w-full" disabled={enter.isPending}>
        {isNew ? <Trans>Open the account and go on</Trans> : <Trans>Sign in and go on</Trans>}
      </button>
      <button type="button" className="button button-plain w-full" onClick={() => setIsNew(!isNew)}>
        {isNew ? <Trans>I have an account: sign in</Trans> : <Trans>I have none yet: open one</Trans>}
      </button>
    </form>
  );
}
