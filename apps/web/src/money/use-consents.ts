import { useMutation, useQuery } from "@tanstack/react-query";
import { client } from "../shell/client.ts";

/** Covers and remixes that wait for one's leave. Those agreed to stay in view until the page is come to again. */
export function useConsents() {
  return useQuery({
    queryKey: ["consents"],
    queryFn: ({ signal }) => client.studio.listConsents(signal),
    refetchOnWindowFocus: false,
    refetchOnMount: "always",
    staleTime: Infinity,
  });
}

/** Gives leave to sell and license a song that is made from one's work. */
export function useGiveConsent({ trackId, partyId }: { trackId: string; partyId: string }) {
  return useMutation({ mutationFn: () => client.studio.giveConsent(trackId, { partyId }) });
}
