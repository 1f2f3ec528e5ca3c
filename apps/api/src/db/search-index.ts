import type { SearchTerms } from "@songkeeper/catalog";
import { type RawBuilder, sql } from "kysely";
import { isSqlite } from "./column-types.ts";
import type { Tx } from "./transact.ts";

export type SearchKind = "song" | "release" | "artist";

/** What is searched for something: its own name, that with the names around it, and the words that are sung. */
export interface SearchFields {
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly lyrics: readonly string[];
}

/** What one document is of. */
export interface SearchSubject {
  readonly kind: SearchKind;
  readonly ref: string;
}

/** Writes what is searched for a subject, in place of what was before. */
export async function writeDocument(tx: Tx, subject: SearchSubject, fields: SearchFields): Promise<void> {
  const found = await findDocument(tx, subject);
  const id =
    found ?? (await tx.insertInto("search_document").values(subject).returning("id").executeTakeFirstOrThrow()).id;
  const marked = { ...fields, head: [`#${subject.kind}`, ...fields.head], body: [`#${subject.kind}`, ...fields.body] };
  if (!isSqlite(tx)) return writeVectors(tx, id, marked);
  const [head, body, lyrics] = [marked.head.join(" "), marked.body.join(" "), marked.lyrics.join(" ")];
  if (found !== undefined) await sql`delete from search_index where rowid = ${id}`.execute(tx);
  await sql`insert into search_index (rowid, head, body, lyrics) values (${id}, ${head}, ${body}, ${lyrics})`.execute(
    tx,
  );
}

/** Takes a subject out of the index; it may not be in it. */
export async function removeDocument(tx: Tx, subject: SearchSubject): Promise<void> {
  const id = await findDocument(tx, subject);
  if (id === undefined) return;
  if (isSqlite(tx)) await sql`delete from search_index where rowid = ${id}`.execute(tx);
  await tx.deleteFrom("search_document").where("id", "=", id).execute();
}

/** The subjects of a kind that have all the words in a field, those that were added last first. */
export async function listMatches(
  tx: Tx,
  wanted: {
    readonly kind: SearchKind;
    readonly field: keyof SearchFields;
    readonly terms: SearchTerms;
    readonly limit: number;
  },
): Promise<string[]> {
  const { rows } = await (isSqlite(tx) ? matchesOfFts5(wanted) : matchesOfVectors(wanted)).execute(tx);
  return rows.map(({ ref }) => ref);
}

async function findDocument(tx: Tx, { kind, ref }: SearchSubject): Promise<bigint | undefined> {
  const query = tx.selectFrom("search_document").select("id").where("kind", "=", kind).where("ref", "=", ref);
  return (await query.executeTakeFirst())?.id;
}

async function writeVectors(tx: Tx, id: bigint, { head, body, lyrics }: SearchFields): Promise<void> {
  await sql`update search_document set head = array_to_tsvector(${head}::text[]), body = array_to_tsvector(${body}::text[]),
    lyrics = array_to_tsvector(${lyrics}::text[]) where id = ${id}`.execute(tx);
}

type Wanted = Parameters<typeof listMatches>[1];

/** Every word stands in double quotes, so that none is read as an operator. */
function matchesOfFts5({ kind, field, terms, limit }: Wanted): RawBuilder<{ ref: string }> {
  const words = wordsOf(kind, field, terms).map((word) => `"${word.replaceAll('"', '""')}"`);
  const prefix = terms.prefix === undefined ? [] : [`"${terms.prefix.replaceAll('"', '""')}" *`];
  const match = `{${field}} : (${[...words, ...prefix].join(" AND ")})`;
  return sql`select search_document.ref from search_index join search_document on search_document.id = search_index.rowid
    where search_index match ${match} order by search_index.rowid desc limit ${limit}`;
}

/** Cast, not parsed: the words stand as they are, in single quotes. */
function matchesOfVectors({ kind, field, terms, limit }: Wanted): RawBuilder<{ ref: string }> {
  const quoted = (word: string) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  const prefix = terms.prefix === undefined ? [] : [`${quoted(terms.prefix)}:*`];
  const match = [...wordsOf(kind, field, terms).map(quoted), ...prefix].join(" & ");
  return sql`select ref from search_document where ${sql.ref(field)} @@ ${match}::tsquery order by id desc limit ${limit}`;
}

/** Only songs have lyrics; in the other fields the kind is a word of its own, so that the index tells kinds apart. */
function wordsOf(kind: SearchKind, field: keyof SearchFields, { words }: SearchTerms): string[] {
  return field === "lyrics" ? [...words] : [`#${kind}`, ...words];
}
