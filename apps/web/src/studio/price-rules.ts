import { micro, type Micro, type Role, ROLES, sumMicro, type Use, yuan, ZERO } from "@songkeeper/base";
import { checkCredits } from "@songkeeper/catalog";
import { allocateIncome } from "@songkeeper/ledger";
import type { DraftCredit, DraftTrack } from "./credit-parts.ts";

/** What the form offers first (rules 1 and 6 of the house). */
export const OFFERED_SALE = String(yuan("0.80"));
export const OFFERED_FEES: Readonly<Record<Use, string>> = {
  premises_small: String(yuan("0.02")),
  premises_large: String(yuan("0.02")),
  web: String(yuan("0.002")),
  live_room: String(yuan("0.20")),
};

export const SALE_MAX = yuan("50");
export const FEE_MAX = yuan("1");
const FEN = 10_000n;
const FEE_STEP = 100n;

/** Whether micros as text are a price to buyers: 0 to 50 yuan in whole fen. */
export function isSalePrice(text: string): boolean {
  const amount = readMicros(text);
  return amount !== undefined && amount >= ZERO && amount <= SALE_MAX && amount % FEN === 0n;
}

/** Whether micros as text are a fee per play: 0 to 1 yuan in steps of 0.0001. */
export function isFee(text: string): boolean {
  const amount = readMicros(text);
  return amount !== undefined && amount >= ZERO && amount <= FEE_MAX && amount % FEE_STEP === 0n;
}

/** Micros as text, or undefined for what was not an amount. */
export function readMicros(text: string): Micro | undefined {
  try {
    return text === "" ? undefined : micro(text);
  } catch {
    return undefined;
  }
}

/** One person's part of an amount, under a role. */
export interface PersonShare {
  readonly role: Role;
  readonly name: string;
  readonly amountMicro: string;
  readonly mine: boolean;
}

/** Where an amount goes, by the credits; undefined while they are not whole. */
export function sharesOf(
  amount: Micro,
  credits: readonly DraftCredit[],
  isMine: (credit: DraftCredit) => boolean,
): PersonShare[] | undefined {
  const placed = checkCredits(credits);
  if (!placed.ok) return undefined;
  const split = placed.value.map(({ role, position, perMille }) => ({ role, position, weight: perMille, partyId: "" }));
  const shares = allocateIncome(amount, split, []);
  return shares.flatMap(({ role, position, amount: share }) => {
    const credit = placed.value.find((one) => one.role === role && one.position === position);
    return credit ? [{ role, name: credit.name, amountMicro: String(share), mine: isMine(credit) }] : [];
  });
}

/** The shares of each role together, of the roles that have any. */
export function sharesByRole(shares: readonly PersonShare[]): { role: Role; amountMicro: string; names: string[] }[] {
  return ROLES.flatMap((role) => {
    const own = shares.filter((share) => share.role === role);
    const sum = sumMicro(own.map(({ amountMicro }) => micro(amountMicro)));
    return own.length > 0 ? [{ role, amountMicro: String(sum), names: own.map(({ name }) => name) }] : [];
  });
}

/** What a hundred plays bring: to everybody, and of it to who is at the form. */
export function perHundredPlays(
  feeMicro: string,
  credits: readonly DraftCredit[],
  isMine: (credit: DraftCredit) => boolean,
): { allMicro: string; mineMicro: string | undefined } | undefined {
  const fee = readMicros(feeMicro);
  if (fee === undefined || !isFee(feeMicro)) return undefined;
  const all = micro(fee * 100n);
  const mine = sharesOf(all, credits, isMine)?.filter((share) => share.mine);
  return {
    allMicro: String(all),
    mineMicro: mine && String(sumMicro(mine.map(({ amountMicro }) => micro(amountMicro)))),
  };
}

/** How a song is sold, as a musician thinks of it: free is a fixed price of nothing. */
export type SaleChoice = "free" | "fixed" | "at_least";

/** The choice that a price is. */
export function saleChoiceOf({ mode, amountMicro }: DraftTrack["sale"]): SaleChoice {
  return mode === "fixed" && amountMicro === "0" ? "free" : mode;
}

/** The price after another choice: what was free begins with what is offered first. */
export function saleAfter(sale: DraftTrack["sale"], choice: SaleChoice): DraftTrack["sale"] {
  if (choice === "free") return { mode: "fixed", amountMicro: "0" };
  return { mode: choice, amountMicro: saleChoiceOf(sale) === "free" ? OFFERED_SALE : sale.amountMicro };
}
