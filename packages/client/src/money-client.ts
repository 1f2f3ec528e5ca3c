import type { CheckpointView, PartyMoney, PayoutChoice, PublicKeys } from "./shapes.ts";
import type { Send } from "./transport.ts";

/** What a party is owed, was told and was paid; and the keys to check it with. */
export function moneyClient(send: Send) {
  return {
    getParty: (partyId: string, signal?: AbortSignal) => send<PartyMoney>(`/api/parties/${partyId}`, { signal }),
    setPayoutAccount: (partyId: string, choice: PayoutChoice) =>
      send<PartyMoney>(`/api/parties/${partyId}/payout-account`, { method: "PUT", body: choice }),
    /** The signed document as it is filed; its shape is the ledger's, so the caller names it. */
    getStatement: <T>(partyId: string, month: string, signal?: AbortSignal) =>
      send<T>(statementUrl(partyId, month), { signal }),
    statementUrl,
    playsUrl: (partyId: string, month: string) => `${statementUrl(partyId, month)}/plays.jsonl.gz`,
    getKeys: (signal?: AbortSignal) => send<PublicKeys>("/api/keys", { signal }),
    getLatestCheckpoint: (signal?: AbortSignal) => send<CheckpointView>("/api/checkpoints/latest", { signal }),
  };
}

function statementUrl(partyId: string, month: string): string {
  return `/api/parties/${partyId}/statements/${month}`;
}
