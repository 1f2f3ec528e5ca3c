import type { PayoutChoice } from "@songkeeper/client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../shell/client.ts";
import type { StatementFile } from "./statement-file.ts";

/** What a party has, earns this month so far, was told and was paid. */
export function useParty(partyId: string) {
  return useQuery({
    queryKey: ["party", partyId],
    queryFn: ({ signal }) => client.money.getParty(partyId, signal),
    refetchInterval: 30_000,
  });
}

/** Saving the payout account, the real name and the least that is paid. */
export function useSetPayoutAccount(partyId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (choice: PayoutChoice) => client.money.setPayoutAccount(partyId, choice),
    onSuccess: (party) => queries.setQueryData(["party", partyId], party),
  });
}

/** A month's signed statement, as it is filed. */
export function useStatement(partyId: string, month: string) {
  return useQuery({
    queryKey: ["statement", partyId, month],
    queryFn: ({ signal }) => client.money.getStatement<StatementFile>(partyId, month, signal),
    staleTime: Infinity,
  });
}

/** The platform's public keys with their fingerprints. */
export function useKeys() {
  return useQuery({ queryKey: ["keys"], queryFn: ({ signal }) => client.money.getKeys(signal), staleTime: 600_000 });
}
