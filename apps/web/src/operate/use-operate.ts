import { useInfiniteQuery, useMutation, type UseMutationResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../shell/client.ts";

const RUNNING_MS = 1000;
const RESTING_MS = 60_000;

export const operateKeys = {
  closes: ["operate", "closes"],
  balance: ["operate", "balance"],
  outbox: ["operate", "outbox"],
  parties: ["operate", "parties"],
  payouts: ["operate", "payouts"],
  held: ["operate", "held"],
  health: ["operate", "health"],
  matches: ["operate", "matches"],
} as const;

/** The months and where their closes stand; asked every second while one runs. */
export function useCloses() {
  return useQuery({
    queryKey: operateKeys.closes,
    queryFn: ({ signal }) => client.operate.listCloses(signal),
    refetchInterval: ({ state }) =>
      state.data?.items.some((close) => close.state === "closing") ? RUNNING_MS : RESTING_MS,
  });
}

/** Debits against credits, now. */
export function useTrialBalance() {
  return useQuery({ queryKey: operateKeys.balance, queryFn: ({ signal }) => client.operate.getTrialBalance(signal) });
}

/** The messages of the outbox, newest first, a page at a time. */
export function useOutbox() {
  return useInfiniteQuery({
    queryKey: operateKeys.outbox,
    queryFn: ({ pageParam, signal }) => client.operate.listOutbox(pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
  });
}

/** Everybody who is owed money. */
export function useParties() {
  return useQuery({ queryKey: operateKeys.parties, queryFn: ({ signal }) => client.operate.listParties(signal) });
}

/** All payouts. */
export function usePayouts() {
  return useQuery({
    queryKey: operateKeys.payouts,
    queryFn: ({ signal }) => client.operate.listPayouts(signal),
    refetchInterval: 15_000,
  });
}

/** How the platform stands. */
export function usePlatformHealth() {
  return useQuery({ queryKey: operateKeys.health, queryFn: ({ signal }) => client.operate.getHealth(signal) });
}

/** The plays that wait for a person. */
export function useHeld() {
  return useQuery({
    queryKey: operateKeys.held,
    queryFn: ({ signal }) => client.operate.listHeld(signal),
    refetchInterval: 30_000,
  });
}

/** Held recordings, a page at a time: those that wait, the oldest first, or those that were decided, the last first. */
export function useMatches(decided: boolean) {
  return useInfiniteQuery({
    queryKey: [...operateKeys.matches, decided],
    queryFn: ({ pageParam, signal }) => client.operate.listMatches({ decided, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
  });
}

/** A change by the operator, after which the lists that it touches are asked for anew. */
export function useOperate<Asked, Answered>(
  change: (asked: Asked) => Promise<Answered>,
  touches: readonly (readonly string[])[],
): UseMutationResult<Answered, Error, Asked> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all(touches.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
