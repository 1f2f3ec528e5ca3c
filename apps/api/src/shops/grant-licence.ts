import { randomInt, randomUUID } from "node:crypto";
import { accept, refuse, type Use } from "@songkeeper/base";
import { licenceEnd, TERMS_VERSION } from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";
import { findLicence, insertLicence } from "./licence-queries.ts";
import type { Licence } from "./shop.ts";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Grants a shop the licence for one use, for twelve months from now; one at a time for each use. */
export async function grantLicence(tx: Tx, shopId: string, use: Use, now: Date) {
  if (await findLicence(tx, { shopId, use }, now)) return refuse("licence_exists");
  const licence: Licence = {
    id: randomUUID(),
    number: `SK-${now.getUTCFullYear()}-${randomLetters(8)}`,
    shopId,
    use,
    territory: "CN",
    termsVersion: TERMS_VERSION,
    startsAt: now,
    endsAt: licenceEnd(now),
  };
  await insertLicence(tx, licence, now);
  return accept(licence);
}

/** Random letters and digits without look-alikes, for what people read aloud and type. */
export function randomLetters(count: number): string {
  return Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}
