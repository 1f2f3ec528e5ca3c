import type { Role } from "@songkeeper/base";
import { ORIGINS, type Origin, type WriterOfWork } from "@songkeeper/catalog";
import { readRole } from "../close/closing-key.ts";
import type { Tx } from "../db/transact.ts";

const WRITING: readonly Role[] = ["lyricist", "composer"];

/** One credit of a party in a published song. */
export interface PublishedCredit {
  readonly trackId: string;
  readonly title: string;
  readonly artist: string;
  readonly role: Role;
  readonly perMille: number;
  readonly origin: Origin;
  readonly clearedAt: Date | null;
}

/** A writer's credit in a song, with whose user they are and whether they gave leave. */
export interface Writer extends WriterOfWork {
  readonly title: string;
  readonly name: string;
  readonly role: Role;
  readonly perMille: number;
  readonly clearedAt: Date | null;
}

/** A song that waits for the leave of one of somebody's parties. */
export interface AwaitedSong {
  readonly trackId: string;
  readonly title: string;
  readonly artist: string;
  readonly coverId: string | null;
  readonly publishedAt: Date;
  readonly workTitle: string;
  readonly workWriters: string;
  readonly ownerName: string;
  readonly partyId: string;
}

/** A party's credits in the versions in force of published songs, the newest song first. */
export async function listCreditsOf(tx: Tx, partyId: string, limit: number): Promise<PublishedCredit[]> {
  const rows = await tx
    .selectFrom("credit")
    .innerJoin("track", (join) =>
      join.onRef("track.id", "=", "credit.track_id").onRef("track.version", "=", "credit.version"),
    )
    .innerJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
    )
    .select(["track.id", "track_version.title", "track_version.artist", "credit.role", "credit.per_mille"])
    .select(["track.origin", "track.cleared_at"])
    .where("credit.party_id", "=", partyId)
    .orderBy("credit.track_id", "desc")
    .orderBy("credit.role")
    .orderBy("credit.position")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    trackId: row.id,
    title: row.title,
    artist: row.artist,
    role: readRole(row.role),
    perMille: Number(row.per_mille),
    origin: readOrigin(row.origin),
    clearedAt: row.cleared_at === null ? null : new Date(row.cleared_at),
  }));
}

/** Those of some songs to which a party gave leave. */
export async function findConsented(tx: Tx, partyId: string, trackIds: readonly string[]): Promise<Set<string>> {
  if (trackIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("consent")
    .select("track_id")
    .where("track_id", "in", [...trackIds])
    .where("party_id", "=", partyId)
    .execute();
  return new Set(rows.map(({ track_id }) => track_id));
}

/** Notes a writer's leave to sell and license songs; given twice, it is one. */
export async function insertConsents(tx: Tx, partyId: string, trackIds: readonly string[], now: Date): Promise<void> {
  if (trackIds.length === 0) return;
  const rows = trackIds.map((track_id) => ({ track_id, party_id: partyId, given_at: now.toISOString() }));
  await tx
    .insertInto("consent")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["track_id", "party_id"]).doNothing())
    .execute();
}

/** The writers' credits of some songs, in the versions in force. */
export async function listWriters(tx: Tx, trackIds: readonly string[]): Promise<Writer[]> {
  if (trackIds.length === 0) return [];
  const rows = await tx
    .selectFrom("track")
    .innerJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
    )
    .innerJoin("credit", (join) =>
      join.onRef("credit.track_id", "=", "track.id").onRef("credit.version", "=", "track.version"),
    )
    .innerJoin("party", "party.id", "credit.party_id")
    .leftJoin("consent", (join) =>
      join.onRef("consent.track_id", "=", "track.id").onRef("consent.party_id", "=", "party.id"),
    )
    .select(["track.id", "track.owner_id", "track.cleared_at", "track_version.title"])
    .select(["credit.party_id", "credit.name", "credit.role", "credit.per_mille"])
    .select(["party.user_id", "consent.given_at"])
    .where("track.id", "in", [...trackIds])
    .where("credit.role", "in", WRITING)
    .orderBy("track.id")
    .orderBy("credit.role", "desc")
    .orderBy("credit.position")
    .execute();
  return rows.map((row) => ({
    trackId: row.id,
    ownerId: row.owner_id,
    clearedAt: row.cleared_at === null ? null : new Date(row.cleared_at),
    title: row.title,
    partyId: row.party_id,
    name: row.name,
    role: readRole(row.role),
    perMille: Number(row.per_mille),
    userId: row.user_id,
    consented: row.given_at !== null,
  }));
}

/** Songs on sale but for the leave of one of a user's parties, the newest first, each once for each such party. */
export async function listAwaitedOf(tx: Tx, userId: string, limit: number): Promise<AwaitedSong[]> {
  const rows = await tx
    .selectFrom("party")
    .innerJoin("credit", "credit.party_id", "party.id")
    .innerJoin("track", (join) =>
      join.onRef("track.id", "=", "credit.track_id").onRef("track.version", "=", "credit.version"),
    )
    .innerJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
    )
    .leftJoin("release", "release.id", "track.release_id")
    .leftJoin("user", "user.id", "track.owner_id")
    .leftJoin("consent", (join) =>
      join.onRef("consent.track_id", "=", "track.id").onRef("consent.party_id", "=", "party.id"),
    )
    .select(["track.id", "track.created_at", "track.work_title", "track.work_writers"])
    .select(["track_version.title", "track_version.artist", "release.cover_id"])
    .select(["user.name as owner_name", "party.id as party_id"])
    .distinct()
    .where("party.user_id", "=", userId)
    .where("credit.role", "in", WRITING)
    .where("track.cleared_at", "is", null)
    .where("track.withdrawn_at", "is", null)
    .where("track.owner_id", "!=", userId)
    .where("consent.given_at", "is", null)
    .orderBy("track.id", "desc")
    .orderBy("party.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    trackId: row.id,
    title: row.title,
    artist: row.artist,
    coverId: row.cover_id,
    publishedAt: new Date(row.created_at),
    workTitle: row.work_title ?? "",
    workWriters: row.work_writers ?? "",
    ownerName: row.owner_name ?? "",
    partyId: row.party_id,
  }));
}

/** The songs with works of a party's that may not be sold and licensed yet. */
export async function listUncleared(tx: Tx, partyId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("credit")
    .innerJoin("track", (join) =>
      join.onRef("track.id", "=", "credit.track_id").onRef("track.version", "=", "credit.version"),
    )
    .select("track.id")
    .distinct()
    .where("credit.party_id", "=", partyId)
    .where("credit.role", "in", WRITING)
    .where("track.cleared_at", "is", null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Notes that songs may be sold and licensed from now on. */
export async function markCleared(tx: Tx, trackIds: readonly string[], now: Date): Promise<void> {
  if (trackIds.length === 0) return;
  await tx
    .updateTable("track")
    .set({ cleared_at: now.toISOString() })
    .where("id", "in", [...trackIds])
    .where("cleared_at", "is", null)
    .execute();
}

/** What a person is called. */
export async function findUserName(tx: Tx, userId: string): Promise<string> {
  const row = await tx.selectFrom("user").select("name").where("id", "=", userId).executeTakeFirst();
  return row?.name ?? "";
}

function readOrigin(text: string): Origin {
  const origin = ORIGINS.find((known) => known === text);
  if (!origin) throw new Error(`not an origin of a song: ${text}`);
  return origin;
}
