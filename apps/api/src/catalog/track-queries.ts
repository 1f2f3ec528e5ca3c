import { micro, type Role, ROLES, type Use, USES } from "@songkeeper/base";
import { type PriceVersion, SOCIETIES, type Society } from "@songkeeper/catalog";
import { forUpdate } from "../db/for-update.ts";
import type { Tx } from "../db/transact.ts";
import { selectSongs, type Song, toSong } from "./song-queries.ts";
import type { TrackToAdd } from "./create-track.ts";

/** One person's part in one version of a song; `joined` once a user is behind the party. */
export interface TrackCredit {
  readonly role: Role;
  readonly position: number;
  readonly partyId: string;
  readonly name: string;
  readonly perMille: number;
  readonly society: Society;
  readonly joined: boolean;
}

/** A fee per play for one use, as it was set at a time. */
export interface TrackPrice extends PriceVersion {
  readonly use: Use;
}

/** A song with everything that its musician sees. */
export interface TrackDetails extends Song {
  readonly credits: readonly TrackCredit[];
  /** Every price it ever had. */
  readonly prices: readonly TrackPrice[];
}

const PAGE_SIZE = 50;
const BEHIND_ALL_IDS = "~";

/** A song of an owner's; undefined where there is none, or it is another's. */
export async function findTrack(tx: Tx, ownerId: string, trackId: string): Promise<TrackDetails | undefined> {
  const rows = await selectSongs(tx).where("track.owner_id", "=", ownerId).where("track.id", "=", trackId).execute();
  const [track] = await withDetails(tx, rows.map(toSong));
  return track;
}

/** An owner's songs, the newest first; `cursor` is the one that the page before gave. */
export async function listTracks(
  tx: Tx,
  ownerId: string,
  cursor: string = BEHIND_ALL_IDS,
): Promise<{ items: TrackDetails[]; cursor: string | null }> {
  const rows = await selectSongs(tx)
    .where("track.owner_id", "=", ownerId)
    .where("track.id", "<", cursor)
    .orderBy("track.id", "desc")
    .limit(PAGE_SIZE + 1)
    .execute();
  const items = await withDetails(tx, rows.slice(0, PAGE_SIZE).map(toSong));
  return { items, cursor: rows.length > PAGE_SIZE ? (items.at(-1)?.trackId ?? null) : null };
}

/** The prices of an owner's song, locked until the transaction ends; undefined where it is not the owner's. */
export async function lockPrices(tx: Tx, ownerId: string, trackId: string): Promise<TrackPrice[] | undefined> {
  const row = await tx
    .selectFrom("track")
    .select("id")
    .where("owner_id", "=", ownerId)
    .where("id", "=", trackId)
    .$call(forUpdate(tx))
    .executeTakeFirst();
  if (!row) return undefined;
  return (await listPrices(tx, [trackId])).get(trackId) ?? [];
}

/** Adds a song: its file, who uploaded it, and what was declared of it. */
export async function insertTrack(
  tx: Tx,
  {
    id,
    ownerId,
    audio,
    song,
    clearedAt,
    placement,
  }: TrackToAdd & { id: string; ownerId: string; clearedAt: Date | null },
  now: Date,
): Promise<void> {
  await tx
    .insertInto("track")
    .values({
      id,
      owner_id: ownerId,
      version: 1n,
      duration_ms: BigInt(audio.durationMs),
      audio_object: audio.object,
      audio_sha256: audio.sha256,
      audio_bytes: BigInt(audio.bytes),
      created_at: now.toISOString(),
      withdrawn_at: null,
      recording_id: placement?.recordingId ?? null,
      release_id: placement?.releaseId ?? null,
      track_number: placement ? BigInt(placement.trackNumber) : null,
      cleared_at: clearedAt?.toISOString() ?? null,
      listening: song.listening,
      origin: song.origin,
      work_title: song.workTitle ?? null,
      work_writers: song.workWriters ?? null,
      ai: song.ai,
      // Whole beats: nobody tells 127.6 from 128 by ear, and songs are sought by whole numbers.
      tempo_bpm: song.tempoBpm === undefined ? null : BigInt(Math.round(song.tempoBpm)),
      energy: song.energy === undefined ? null : BigInt(song.energy),
    })
    .execute();
}

/** Adds a version of what is said about a song, and of its split. */
export async function insertTrackVersion(
  tx: Tx,
  said: Pick<Song, "trackId" | "version" | "title" | "artist" | "isrc"> & {
    credits: readonly Omit<TrackCredit, "joined">[];
  },
  now: Date,
): Promise<void> {
  const key = { track_id: said.trackId, version: BigInt(said.version) };
  const { title, artist, isrc } = said;
  await tx
    .insertInto("track_version")
    .values({ ...key, title, artist, isrc, created_at: now.toISOString() })
    .execute();
  const rows = said.credits.map(({ role, position, partyId, name, perMille, society }) => ({
    ...key,
    role,
    position: BigInt(position),
    party_id: partyId,
    name,
    per_mille: BigInt(perMille),
    society,
  }));
  await tx.insertInto("credit").values(rows).execute();
}

/** Adds a version of a song's price for a use; those before it stay. */
export async function insertPrice(tx: Tx, trackId: string, price: TrackPrice): Promise<void> {
  await tx
    .insertInto("price")
    .values({
      track_id: trackId,
      use: price.use,
      version: BigInt(price.version),
      fee_micro: price.fee,
      effective_at: price.effectiveAt.toISOString(),
    })
    .execute();
}

async function withDetails(tx: Tx, songs: readonly Song[]): Promise<TrackDetails[]> {
  if (songs.length === 0) return [];
  const ids = songs.map(({ trackId }) => trackId);
  const [credits, prices] = [await listCredits(tx, ids), await listPrices(tx, ids)];
  return songs.map((song) => ({
    ...song,
    credits: credits.get(song.trackId) ?? [],
    prices: prices.get(song.trackId) ?? [],
  }));
}

/** The credits of songs' versions in force, in the order of their key. */
async function listCredits(tx: Tx, trackIds: readonly string[]): Promise<Map<string, TrackCredit[]>> {
  const rows = await tx
    .selectFrom("track")
    .innerJoin("credit", (join) =>
      join.onRef("credit.track_id", "=", "track.id").onRef("credit.version", "=", "track.version"),
    )
    .innerJoin("party", "party.id", "credit.party_id")
    .select(["track.id", "role", "position", "party_id", "credit.name", "per_mille", "society", "party.user_id"])
    .where("track.id", "in", trackIds)
    .orderBy("position")
    .execute();
  const credits = ROLES.flatMap((role) =>
    rows
      .filter((row) => row.role === role)
      .map((row) => ({
        trackId: row.id,
        role,
        position: Number(row.position),
        partyId: row.party_id,
        name: row.name,
        perMille: Number(row.per_mille),
        society: readSociety(row.society),
        joined: row.user_id !== null,
      })),
  );
  return Map.groupBy(credits, ({ trackId }) => trackId);
}

async function listPrices(tx: Tx, trackIds: readonly string[]): Promise<Map<string, TrackPrice[]>> {
  const rows = await tx
    .selectFrom("price")
    .select(["track_id", "use", "version", "fee_micro", "effective_at"])
    .where("track_id", "in", trackIds)
    .orderBy("version")
    .execute();
  const prices = USES.flatMap((use) =>
    rows
      .filter((row) => row.use === use)
      .map((row) => ({
        trackId: row.track_id,
        use,
        version: Number(row.version),
        fee: micro(row.fee_micro),
        effectiveAt: new Date(row.effective_at),
      })),
  );
  return Map.groupBy(prices, ({ trackId }) => trackId);
}

function readSociety(text: string): Society {
  const known = SOCIETIES.find((society) => society === text);
  if (!known) throw new Error(`not a collecting society: ${text}`);
  return known;
}
