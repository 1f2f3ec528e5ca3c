import { type Json, micro, sumMicro, ZERO } from "@songkeeper/base";
import { foldRows, keyText, NO_ROWS, type PricedKey, royaltyClearing } from "@songkeeper/ledger";
import { getBalance } from "../ledger/transfer-queries.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { type ClosingKey, closingKeyRow, priceClosingKey } from "./closing-key.ts";
import type { ClosingMonth, StepResult } from "./closing-month.ts";
import { type KeysFrom, listInputs } from "./input-queries.ts";
import { inSlices } from "./slices.ts";

const KEYS_MAX = 250;

/** Prices what is new of each key. Together it must be what the shops were charged in the month, to the last micro. */
export async function priceMonth(services: Services, closing: ClosingMonth): Promise<StepResult> {
  let [inputHash, outputHash] = [NO_ROWS, NO_ROWS];
  let [gross, count] = [ZERO, 0];
  for await (const { keys } of closingKeys(services, closing, "all")) {
    const priced = keys.map(priceClosingKey);
    inputHash = foldRows(sha256, inputHash, keys.map(closingKeyRow));
    outputHash = foldRows(sha256, outputHash, priced.map(pricedRow));
    gross = sumMicro([gross, ...priced.map((key) => key.gross)]);
    count += keys.length;
  }
  const charged = await services.transact((tx) => getBalance(tx, royaltyClearing(closing.month)));
  const facts = { keys: count, grossMicro: `${gross}`, chargedMicro: `${charged}` };
  if (charged !== gross)
    return { ok: false, failure: `the plays come to ${gross}, the shops were charged ${micro(charged)}`, facts };
  return { ok: true, inputHash, outputHash, facts };
}

/** The frozen keys of a month, page by page in order of their texts. */
export function closingKeys(
  services: Pick<Services, "transact">,
  { month }: ClosingMonth,
  from: KeysFrom,
): AsyncGenerator<{ keys: ClosingKey[]; next: string | undefined }> {
  return inSlices(services, "", async (tx, after) => {
    const keys = await listInputs(tx, month, { from, after, limit: KEYS_MAX });
    const last = keys.at(-1);
    return { keys, next: keys.length === KEYS_MAX && last ? keyText(last.key) : undefined };
  });
}

/** A priced key as a row that is hashed. */
export function pricedRow({ key, fee, playsBefore, playsNow, gross, plays }: PricedKey): Json {
  return [keyText(key), `${fee}`, playsBefore, playsNow, `${gross}`, plays];
}
