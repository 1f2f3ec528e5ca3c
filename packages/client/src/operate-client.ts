import type {
  CloseList,
  CloseView,
  HeldList,
  HeldMatch,
  HeldMatchPage,
  MatchRuling,
  NewParty,
  OutboxPage,
  PartyList,
  PartyRow,
  PayoutList,
  PlatformHealth,
  RulingChoice,
  TrialBalance,
} from "./shapes.ts";
import type { Send } from "./transport.ts";

/** The operator's room: closes, books, messages, parties, payouts and what waits for a person. */
export function operateClient(send: Send) {
  return {
    listCloses: (signal?: AbortSignal) => send<CloseList>("/api/operate/closes", { signal }),
    startClose: (month: string) => send<CloseView>("/api/operate/closes", { method: "POST", body: { month } }),
    getClose: (month: string, signal?: AbortSignal) => send<CloseView>(`/api/operate/closes/${month}`, { signal }),
    getTrialBalance: (signal?: AbortSignal) => send<TrialBalance>("/api/operate/trial-balance", { signal }),
    listOutbox: (cursor?: string, signal?: AbortSignal) =>
      send<OutboxPage>("/api/operate/outbox", { query: { cursor }, signal }),
    listParties: (signal?: AbortSignal) => send<PartyList>("/api/operate/parties", { signal }),
    addParty: (party: NewParty) => send<PartyRow>("/api/operate/parties", { method: "POST", body: party }),
    tieParty: (partyId: string, email: string) =>
      send<PartyRow>(`/api/operate/parties/${partyId}/tie`, { method: "POST", body: { email } }),
    confirmName: (partyId: string) =>
      send<PartyRow>(`/api/operate/parties/${partyId}/confirm-name`, { method: "POST", body: {} }),
    getHealth: (signal?: AbortSignal) => send<PlatformHealth>("/api/operate/health", { signal }),
    listPayouts: (signal?: AbortSignal) => send<PayoutList>("/api/operate/payouts", { signal }),
    listHeld: (signal?: AbortSignal) => send<HeldList>("/api/operate/held", { signal }),
    rule: (play: { deviceId: string; seq: number }, ruling: RulingChoice) =>
      send<void>(`/api/operate/held/${play.deviceId}/${play.seq}`, { method: "POST", body: ruling }),
    listMatches: (which: { decided: boolean; cursor: string | undefined }, signal?: AbortSignal) =>
      send<HeldMatchPage>(which.decided ? "/api/operate/decided-matches" : "/api/operate/matches", {
        query: { cursor: which.cursor },
        signal,
      }),
    decideMatch: (matchId: string, ruling: MatchRuling) =>
      send<HeldMatch>(`/api/operate/matches/${matchId}`, { method: "POST", body: ruling }),
  };
}
