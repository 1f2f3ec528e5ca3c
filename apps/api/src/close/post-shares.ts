import { sumMicro, ZERO } from "@songkeeper/base";
import {
  foldRows,
  keyText,
  NO_ROWS,
  payableAccount,
  type Posting,
  postingsOf,
  unclaimedAccount,
} from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { type ClosingKey, priceClosingKey } from "./closing-key.ts";
import type { ClosingMonth, StepResult } from "./closing-month.ts";
import { type ClosingParty, findParties } from "./party-queries.ts";
import { insertPostings, postingRow, type StoredPosting } from "./posting-queries.ts";
import { closingKeys, pricedRow } from "./price-month.ts";
import { getSplits } from "./split-queries.ts";

/** Divides what the month's own plays came to among their credits. */
export function allocateMonth(services: Services, closing: ClosingMonth): Promise<StepResult> {
  return postShares(services, closing, "this_month");
}

/** Divides what is new of older months: what all their plays come to now, less what was posted before. */
export function trueUpOlderMonths(services: Services, closing: ClosingMonth): Promise<StepResult> {
  return postShares(services, closing, "older_months");
}

/** One slice per page of keys. Done again after a stop, it computes the same and writes what is missing. */
async function postShares(
  services: Services,
  closing: ClosingMonth,
  from: "this_month" | "older_months",
): Promise<StepResult> {
  let [inputHash, outputHash] = [NO_ROWS, NO_ROWS];
  let [amount, count, keysCount] = [ZERO, 0, 0];
  for await (const { keys } of closingKeys(services, closing, from)) {
    const postings = await services.transact((tx) => postKeys(tx, closing, keys));
    inputHash = foldRows(sha256, inputHash, keys.map(priceClosingKey).map(pricedRow));
    outputHash = foldRows(sha256, outputHash, postings.map(postingRow));
    amount = sumMicro([amount, ...postings.map((posting) => posting.amount)]);
    count += postings.length;
    keysCount += keys.length;
  }
  return { ok: true, inputHash, outputHash, facts: { keys: keysCount, postings: count, amountMicro: `${amount}` } };
}

async function postKeys(tx: Tx, { month }: ClosingMonth, keys: readonly ClosingKey[]): Promise<StoredPosting[]> {
  const splitOf = await getSplits(
    tx,
    keys.map(({ key }) => key),
  );
  const postings = postingsOf(month, keys.map(priceClosingKey), splitOf);
  const parties = await findParties(tx, month, [...new Set(postings.map(({ partyId }) => partyId))]);
  const stored = postings.map((posting) => ({
    keyText: keyText(posting.key),
    role: posting.role,
    position: posting.position,
    partyId: posting.partyId,
    account: accountOf(posting, parties, month),
    amount: posting.amount,
  }));
  await insertPostings(tx, month, stored);
  return stored;
}

/** Somebody's money goes to them; nobody's is kept for the credit until they come. As it stood at the freeze. */
function accountOf(
  { partyId, role, position, key }: Posting,
  parties: ReadonlyMap<string, ClosingParty>,
  month: ClosingMonth["month"],
): string {
  const party = parties.get(partyId);
  if (!party) throw new Error(`party ${partyId} was not there when ${month} froze`);
  return party.userId === null
    ? unclaimedAccount({ trackId: key.trackId, role, position }, month)
    : payableAccount(partyId);
}
