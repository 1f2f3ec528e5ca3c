import { type Me, ProblemError } from "@songkeeper/client";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "./client.ts";
import { keep, recall } from "./language.ts";

const ME = ["me"] as const;
const KEY = "songkeeper.signed-in";

/** Who is signed in; `null` for a visitor. */
export function useMe() {
  return useQuery({ queryKey: ME, queryFn: ({ signal }) => askWho(signal), staleTime: 60_000 });
}

/** Whether somebody was signed in here when it was last asked: a page can keep their place free until it knows. */
export function wasSignedIn(): boolean {
  return recall(KEY) === "yes";
}

/** Forgets who was signed in and all they saw, then asks anew: after signing in and out. */
export function useForgetMe(): () => Promise<void> {
  const queries = useQueryClient();
  return () => forgetMe(queries);
}

/** What `useForgetMe` does. A question under way is dropped: it was asked as who one was before. */
export async function forgetMe(queries: QueryClient): Promise<void> {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
  await queries.cancelQueries({ queryKey: ME });
  await queries.refetchQueries({ queryKey: ME });
}

/** Asks again for the person's rooms: after a first shop was made. */
export function useRefreshMe(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ME });
}

async function askWho(signal: AbortSignal): Promise<Me | null> {
  try {
    const me = await client.auth.me(signal);
    keep(KEY, "yes");
    return me;
  } catch (error) {
    if (!(error instanceof ProblemError && error.status === 401)) throw error;
    keep(KEY, "no");
    return null;
  }
}
