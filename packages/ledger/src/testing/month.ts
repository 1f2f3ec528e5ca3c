import { micro, month } from "@songkeeper/base";
import { payableAccount, unclaimedAccount } from "../account.ts";
import { closingTransfers, postingsOf, priceKeys, type FrozenRow, type Posting } from "../close.ts";
import type { UsageKey } from "../differences.ts";
import type { Split } from "../split.ts";
import type { SaleEntry } from "../statement-sale.ts";
import type { SignedCheckpoint, StatementEntry, StatementInput } from "../statement.ts";

/** A small world for tests: "Rain", whose lyricist has not joined, and a month's close. */
export const march = month("2026-03");
export const april = month("2026-04");
export const frozenAt = new Date("2026-04-04T00:00:00Z");

export const rain: UsageKey = {
  originMonth: march,
  trackId: "rain",
  use: "premises_small",
  priceVersion: 1,
  coveredRoles: [],
  splitVersion: 1,
};

export const rainSplit: Split = [
  { role: "lyricist", position: 0, partyId: "lin", weight: 1 },
  { role: "composer", position: 0, partyId: "mei", weight: 1 },
  { role: "recording", position: 0, partyId: "mei", weight: 1 },
];

export function billed(playsBefore: number, playsNow: number, of: Partial<FrozenRow> = {}): FrozenRow {
  return { key: rain, fee: micro(13n), verdict: "billed", reason: null, playsBefore, playsNow, ...of };
}

/** Lin has not joined: what is Lin's is kept under the credit. */
export function accountOf({ partyId, role, position, key }: Posting, closing = march): string {
  return partyId === "lin"
    ? unclaimedAccount({ trackId: key.trackId, role, position }, closing)
    : payableAccount(partyId);
}

export const checkpoint: SignedCheckpoint = {
  checkpoint: {
    origin: "songkeeper",
    treeSize: 2,
    rootHash: "00".repeat(32),
    at: "2026-04-04T00:00:00.000Z",
    timeZone: "Asia/Shanghai",
    keyId: "k1",
  },
  signature: "e30..e30",
};

/** A month closed, with every posting, transfer and statement entry. */
export function closeOf(rows: readonly FrozenRow[], closing = march) {
  const keys = priceKeys(rows);
  const postings = postingsOf(closing, keys, () => rainSplit);
  const transfers = closingTransfers(closing, postings, frozenAt, (posting) => accountOf(posting, closing));
  const track = { title: "雨", artist: "Mei", isrc: null };
  const entries = keys.flatMap((priced) =>
    postings
      .filter((posting) => posting.key === priced.key)
      .map((posting): StatementEntry => ({
        posting,
        priced,
        split: rainSplit,
        track,
        account: accountOf(posting, closing),
      })),
  );
  return { keys, postings, transfers, entries };
}

/** What Mei's statement is made of. */
export function inputFor(entries: readonly StatementEntry[], of: Partial<StatementInput> = {}): StatementInput {
  return {
    id: "st-mei-2026-03",
    version: 1,
    supersedes: null,
    party: { id: "mei", name: "Mei" },
    month: march,
    zone: "Asia/Shanghai",
    broughtForward: micro(5_678n),
    withheld: micro(0n),
    paid: micro(1_000n),
    entries: entries.filter(({ posting }) => posting.partyId === "mei"),
    sales: [],
    checkpoint,
    playsFile: { sha256: "ab".repeat(32), bytes: 1 },
    terms: { licence: "1" },
    ...of,
  };
}

/** Sales of Rain at 0.80 yuan as a month accounts them for one of its credits. */
export function soldRain(of: Partial<SaleEntry> = {}): SaleEntry {
  const { role = "composer", position = 0 } = of;
  const partyId = rainSplit.find((credit) => credit.role === role)?.partyId ?? "";
  return {
    trackId: "rain",
    splitVersion: 1,
    price: micro(800_000n),
    role,
    position,
    account: payableAccount(partyId),
    sold: 3,
    refunded: 1,
    split: rainSplit,
    track: { title: "雨", artist: "Mei", isrc: null },
    ...of,
  };
}
