import { Trans } from "@lingui/react/macro";
import type { Me } from "@songkeeper/client";
import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Loaded, SkeletonCards } from "./loaded.tsx";
import { useMe } from "./me.ts";

/** A room's door: whoever is not signed in is told so and led back here after signing in. */
export function SignedInOnly({ children }: { children: (me: Me) => ReactNode }) {
  return (
    <Loaded heading="Songkeeper" query={useMe()} skeleton={<SkeletonCards heights={["2.5rem", "11rem", "18rem"]} />}>
      {(me) => (me ? children(me) : <PleaseSignIn />)}
    </Loaded>
  );
}

function PleaseSignIn() {
  const here = useRouterState({ select: (state) => state.location.href });
  return (
    <div className="max-w-xl space-y-4">
      <h1>
        <Trans>This room is for people with an account</Trans>
      </h1>
      <p className="text-soft">
        <Trans>Sign in, and you come back to this page.</Trans>
      </p>
      <div className="flex flex-wrap gap-3">
        <Link to="/sign-in" search={{ then: here }} className="button button-main">
          <Trans>Sign in</Trans>
        </Link>
        <Link to="/sign-up" search={{ then: here }} className="button button-quiet">
          <Trans>Open an account</Trans>
        </Link>
      </div>
    </div>
  );
}
