import type { Claim } from "@songkeeper/client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../shell/client.ts";
import { useRefreshMe } from "../shell/me.ts";

/** What an invitation says; anybody who has the link may read it. */
export function useClaimView(secret: string) {
  return useQuery({ queryKey: ["claim", secret], queryFn: ({ signal }) => client.studio.getClaim(secret, signal) });
}

/** Takes the credits as one's own; the page goes on showing what was taken, which the link tells nobody any more. */
export function useTakeClaim(secret: string) {
  const refreshMe = useRefreshMe();
  return useMutation({
    mutationFn: (claim: Claim) => client.studio.takeClaim(secret, claim),
    onSuccess: refreshMe,
  });
}

/** Says that these credits are somebody else's. */
export function useDeclineClaim(secret: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.studio.declineClaim(secret),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["claim", secret] }),
  });
}
