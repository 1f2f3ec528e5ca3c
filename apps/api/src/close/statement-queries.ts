import { canonicalJson, type Json, type Month, parseJson } from "@songkeeper/base";
import { readStatement, type Statement } from "@songkeeper/ledger";
import type { SignedStatement } from "@songkeeper/proof";
import { listPlatformKeys } from "../proof/key-queries.ts";
import type { Tx } from "../db/transact.ts";
import { sha256Hex } from "../sha256.ts";

/** A statement as it is written, once. */
export interface NewStatement {
  readonly statement: Statement;
  readonly signature: string;
  readonly kid: string;
  readonly playsObject: string | null;
  readonly createdAt: Date;
}

/** A statement with when it was signed. */
export interface StoredStatement {
  readonly statement: Statement;
  readonly signature: string;
  readonly playsObject: string | null;
  readonly createdAt: Date;
}

/** Stores a statement; one that is there stays as it is, to the byte. */
export async function insertStatement(tx: Tx, of: NewStatement): Promise<void> {
  const { header } = of.statement;
  await tx
    .insertInto("statement")
    .values({
      id: header.id,
      party_id: header.party.id,
      month: header.month,
      version: BigInt(header.version),
      supersedes: header.supersedes,
      body: canonicalJson(of.statement),
      signature: of.signature,
      kid: of.kid,
      plays_object: of.playsObject,
      created_at: of.createdAt.toISOString(),
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** Which of some parties have a month's statement already. */
export async function findStated(tx: Tx, month: Month, partyIds: readonly string[]): Promise<Set<string>> {
  if (partyIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("statement")
    .select("party_id")
    .where("month", "=", month)
    .where("party_id", "in", [...partyIds])
    .execute();
  return new Set(rows.map(({ party_id }) => party_id));
}

/** The first statements of a month by party, as rows that are hashed. Throws where one is missing. */
export async function getStatementRows(tx: Tx, month: Month, partyIds: readonly string[]): Promise<Json[]> {
  const rows = await tx
    .selectFrom("statement")
    .select(["id", "party_id", "body"])
    .where("month", "=", month)
    .where("version", "=", 1n)
    .where("party_id", "in", [...partyIds])
    .execute();
  const byParty = new Map(rows.map((row) => [row.party_id, row]));
  return partyIds.map((partyId) => {
    const row = byParty.get(partyId);
    if (!row) throw new Error(`party ${partyId} has no statement of ${month}`);
    return [partyId, row.id, sha256Hex(row.body)];
  });
}

/** A party's latest statement of a month. */
export async function findStatement(tx: Tx, partyId: string, month: string): Promise<StoredStatement | undefined> {
  const row = await tx
    .selectFrom("statement")
    .select(["body", "signature", "plays_object", "created_at"])
    .where("party_id", "=", partyId)
    .where("month", "=", month)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && toStatement(row);
}

/** A party's latest statements, the newest month first. */
export async function listStatements(tx: Tx, partyId: string, limit: number): Promise<StoredStatement[]> {
  const rows = await tx
    .selectFrom("statement")
    .select(["body", "signature", "plays_object", "created_at"])
    .where("party_id", "=", partyId)
    .orderBy("month", "desc")
    .orderBy("version", "desc")
    .limit(limit)
    .execute();
  return rows.map(toStatement);
}

/** A statement as its party downloads it, with the public keys of its signatures. */
export async function findSignedStatement(
  tx: Tx,
  partyId: string,
  month: string,
): Promise<SignedStatement | undefined> {
  const stored = await findStatement(tx, partyId, month);
  if (!stored) return undefined;
  const keys = await listPlatformKeys(tx);
  const { statement, signature } = stored;
  return { statement, signature, publicKeys: keys.map(({ kid, publicKey }) => ({ kid, publicKey })) };
}

interface StatementRow {
  body: string;
  signature: string;
  plays_object: string | null;
  created_at: string;
}

function toStatement(row: StatementRow): StoredStatement {
  const read = readStatement(parseJson(row.body));
  if (!read.ok) throw new Error(`a stored statement is none: ${JSON.stringify(read.facts)}`);
  return {
    statement: read.value,
    signature: row.signature,
    playsObject: row.plays_object,
    createdAt: new Date(row.created_at),
  };
}
