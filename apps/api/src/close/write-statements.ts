import { ZERO } from "@songkeeper/base";
import {
  buildStatement,
  foldRows,
  NO_ROWS,
  type Posting,
  type SaleEntry,
  type Statement,
  type StatementEntry,
} from "@songkeeper/ledger";
import { TERMS_VERSION } from "@songkeeper/licensing";
import { signStatement } from "@songkeeper/proof";
import type { Tx } from "../db/transact.ts";
import { tell } from "../messages/queries.ts";
import { signerOf } from "../proof/sign-checkpoint.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { priceClosingKey } from "./closing-key.ts";
import type { ClosingMonth, StepResult } from "./closing-month.ts";
import { findInputs } from "./input-queries.ts";
import { type ClosingParty, listParties, partyHashRow } from "./party-queries.ts";
import { listPostingsOf, type StoredPosting } from "./posting-queries.ts";
import { listSalesOf, saleRow } from "./sale-queries.ts";
import { inSlices } from "./slices.ts";
import { getSplits, getTrackNames } from "./split-queries.ts";
import { findStated, getStatementRows, insertStatement } from "./statement-queries.ts";
import { type StoredPlays, writePlaysFile } from "./write-plays-file.ts";

const PARTIES_MAX = 100;
const POSTINGS_MAX = 300;

/** Which rules a statement was made by; versions, so that an old one can be understood. */
const TERMS = { licence: `${TERMS_VERSION}`, division: "1" } as const;

/**
 * Writes and signs every party's statement, also where nothing happened, with the plays behind it. A statement that is
 * written is passed over, so that a stop costs one party's work.
 */
export async function writeStatements(services: Services, closing: ClosingMonth): Promise<StepResult> {
  let [inputHash, outputHash] = [NO_ROWS, NO_ROWS];
  let count = 0;
  const pages = inSlices(services, "", async (tx, after) => {
    const parties = await listParties(tx, closing.month, after, PARTIES_MAX);
    const ids = parties.map(({ partyId }) => partyId);
    const stated = await findStated(tx, closing.month, ids);
    const sales = await listSalesOf(tx, closing.month, ids);
    return { parties, ids, stated, sales, next: ids.length === PARTIES_MAX ? ids.at(-1) : undefined };
  });
  for await (const { parties, ids, stated, sales } of pages) {
    for (const party of parties) if (!stated.has(party.partyId)) await writeStatement(services, closing, party);
    if (ids.length === 0) break;
    const rows = await services.transact((tx) => getStatementRows(tx, closing.month, ids));
    inputHash = foldRows(sha256, inputHash, [...parties.map(partyHashRow), ...sales.map(saleRow)]);
    outputHash = foldRows(sha256, outputHash, rows);
    count += ids.length;
  }
  return { ok: true, inputHash, outputHash, facts: { statements: count } };
}

async function writeStatement(services: Services, closing: ClosingMonth, party: ClosingParty): Promise<void> {
  const { secrets, transact } = services;
  const entries = await listEntries(services, closing, party.partyId);
  const sales = await transact((tx) => listSaleEntries(tx, closing, party.partyId));
  const tracks = new Map(
    entries.map(({ priced: { key } }) => [
      `${key.trackId}:${key.splitVersion}`,
      { trackId: key.trackId, splitVersion: key.splitVersion },
    ]),
  );
  const plays = await writePlaysFile(services, closing, { partyId: party.partyId, tracks: [...tracks.values()] });
  const statement = statementOf(services, closing, { party, entries, sales, plays });
  const { signature } = await signStatement(
    statement,
    { sign: signerOf(secrets.platform), kid: secrets.platform.kid },
    [],
  );
  await transact(async (tx) => {
    await insertStatement(tx, {
      statement,
      signature,
      kid: secrets.platform.kid,
      playsObject: plays?.object ?? null,
      createdAt: closing.frozenAt,
    });
    if (party.userId === null) return;
    const params = { month: closing.month, party: party.name, carriedMicro: statement.header.carriedMicro };
    await tell(
      tx,
      { recipient: party.userId, topic: "statement_ready", ref: statement.header.id, params },
      closing.frozenAt,
    );
  });
}

function statementOf(
  { config }: Services,
  { month, checkpoint }: ClosingMonth,
  of: {
    party: ClosingParty;
    entries: readonly StatementEntry[];
    sales: readonly SaleEntry[];
    plays: StoredPlays | null;
  },
): Statement {
  const { party, entries, sales, plays } = of;
  return buildStatement({
    id: `st-${month}-${party.partyId}`,
    version: 1,
    supersedes: null,
    party: { id: party.partyId, name: party.name },
    month,
    zone: config.timeZone,
    broughtForward: party.broughtForward,
    withheld: ZERO,
    paid: party.paid,
    entries,
    sales,
    checkpoint,
    playsFile: plays && { sha256: plays.sha256, bytes: plays.bytes },
    terms: TERMS,
  });
}

/** A party's frozen sales with what their lines show. */
async function listSaleEntries(tx: Tx, { month }: ClosingMonth, partyId: string): Promise<SaleEntry[]> {
  const sales = await listSalesOf(tx, month, [partyId]);
  const [splitOf, namesOf] = [await getSplits(tx, sales), await getTrackNames(tx, sales)];
  return sales.map((sale) => ({ ...sale, split: splitOf(sale), track: namesOf(sale) }));
}

/** A party's postings with what their lines show, read in slices. */
async function listEntries(services: Services, { month }: ClosingMonth, partyId: string): Promise<StatementEntry[]> {
  const { transact } = services;
  const postings = await transact((tx) => listPostingsOf(tx, month, partyId));
  const entries: StatementEntry[] = [];
  const pages = inSlices(services, 0, async (tx, from) => {
    const some = postings.slice(from, from + POSTINGS_MAX);
    const inputs = await findInputs(tx, month, [...new Set(some.map(({ keyText }) => keyText))]);
    const keys = [...inputs.values()].map(({ key }) => key);
    const splitOf = await getSplits(tx, keys);
    const namesOf = await getTrackNames(tx, keys);
    const next = from + POSTINGS_MAX;
    return { some, inputs, splitOf, namesOf, next: next < postings.length ? next : undefined };
  });
  for await (const { some, inputs, splitOf, namesOf } of pages) {
    const priced = new Map([...inputs].map(([text, input]) => [text, priceClosingKey(input)]));
    for (const stored of some) {
      const of = priced.get(stored.keyText);
      if (!of) throw new Error(`a posting of ${stored.keyText} has no frozen key`);
      const split = splitOf(of.key);
      const posting = postingOf(stored, { key: of.key, split, month });
      entries.push({ posting, priced: of, split, track: namesOf(of.key), account: stored.account });
    }
  }
  return entries;
}

function postingOf(
  { role, position, partyId, amount }: StoredPosting,
  { key, split, month }: { key: Posting["key"]; split: StatementEntry["split"]; month: ClosingMonth["month"] },
): Posting {
  const weight = split.find((credit) => credit.role === role && credit.position === position)?.weight ?? 0;
  const kind = key.originMonth === month ? "allocated" : "difference";
  return { role, position, partyId, weight, amount, key, kind };
}
