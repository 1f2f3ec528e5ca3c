import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { ChevronDown, Library, LogOut, UserRound } from "lucide-react";
import { useId, useState } from "react";
import { client } from "./client.ts";
import { useForgetMe, useMe, wasSignedIn } from "./me.ts";
import { useLeaving } from "./use-leaving.ts";

/** Sign in for a visitor; for others who they are, and the way out. */
export function AccountMenu() {
  const me = useMe();
  const here = useRouterState({ select: ({ location }) => location.href });
  const then = /^\/(sign-in|sign-up)?(\?|$)/.test(here) ? undefined : here;
  if (me.isPending) return <Place />;
  if (!me.data)
    return (
      <Link to="/sign-in" search={then ? { then } : {}} className="button button-plain ml-1">
        <Trans>Sign in</Trans>
      </Link>
    );
  return <SignedIn name={me.data.user.name} email={me.data.user.email} />;
}

/** As wide as what will stand there, so that nothing moves when it does. */
function Place() {
  if (!wasSignedIn())
    return (
      <span aria-hidden className="button button-plain invisible ml-1">
        <Trans>Sign in</Trans>
      </span>
    );
  return (
    <span aria-hidden className="button button-icon invisible">
      <UserRound className="size-5" />
      <ChevronDown className="size-4" />
    </span>
  );
}

function SignedIn({ name, email }: { name: string; email: string }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const id = useId();
  const box = useLeaving(open, () => setOpen(false));
  const signOut = useSignOut();
  return (
    <div ref={box} className="relative">
      <button
        type="button"
        className="button button-icon"
        aria-expanded={open}
        aria-controls={id}
        aria-label={t`Account of ${name}`}
        onClick={() => setOpen(!open)}
      >
        <UserRound aria-hidden className="size-5" />
        <ChevronDown aria-hidden className="size-4" />
      </button>
      {open && (
        <div
          id={id}
          className="absolute right-0 z-40 mt-1 w-64 rounded-card border border-line bg-surface p-2 shadow-card"
        >
          <p className="px-3 py-2">
            <span className="block font-strong">{name}</span>
            <span className="block text-sm text-soft">{email}</span>
          </p>
          <Link
            to="/library"
            className="button button-plain w-full justify-start! px-3!"
            onClick={() => setOpen(false)}
          >
            <Library aria-hidden className="size-4" />
            <Trans>My songs and orders</Trans>
          </Link>
          <button
            type="button"
            className="button button-plain w-full justify-start! px-3!"
            onClick={() => void signOut()}
          >
            <LogOut aria-hidden className="size-4" />
            <Trans>Sign out</Trans>
          </button>
        </div>
      )}
    </div>
  );
}

function useSignOut() {
  const forget = useForgetMe();
  const navigate = useNavigate();
  return async () => {
    await client.auth.signOut().catch(() => undefined);
    await navigate({ to: "/" });
    await forget();
  };
}
