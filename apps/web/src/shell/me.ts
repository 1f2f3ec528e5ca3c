import { type Me, ProblemError } from "@songkeeper/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "./client.ts";

const ME = ["me"] as const;

/** Who is signed in; `null` for a visitor. */
export function useMe() {
  return useQuery({ queryKey: ME, queryFn: ({ signal }) => askWho(signal), staleTime: 60_000 });
}

/** Forgets who was signed in and all they saw, then asks anew: after signing in and out. */
export function useForgetMe(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
    await queries.refetchQueries({ queryKey: ME });
  };
}

/** Asks again for the person's rooms: after a first shop was made. */
export function useRefreshMe(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ME });
}

async function askWho(signal: AbortSignal): Promise<Me | null> {
  try {
    return await client.auth.me(signal);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}
