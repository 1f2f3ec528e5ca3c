import { micro, type Micro, type Use } from "@songkeeper/base";
import { priceAt, type PriceVersion } from "@songkeeper/catalog";
import type { Tx } from "../db/transact.ts";

/** A song as leases and shops need it, with its price for one use. */
export interface PricedTrack {
  readonly trackId: string;
  /** The version of title, artist and split. */
  readonly version: number;
  readonly title: string;
  readonly artist: string;
  readonly durationMs: number;
  readonly audioObject: string;
  readonly audioSha256: string;
  readonly audioBytes: number;
  readonly synthesised: boolean;
  readonly withdrawnAt: Date | null;
  /** What was in force at the instant asked for; undefined where the song is not offered for that use. */
  readonly price: { readonly version: number; readonly fee: Micro } | undefined;
  /** The users behind its credits, for the rule on related parties; those who have not joined are not among them. */
  readonly partyUserIds: readonly string[];
}

/** Songs by id with their prices for a use at an instant, in the order asked for; unknown ids are left out. */
export async function findPricedTracks(
  tx: Tx,
  trackIds: readonly string[],
  use: Use,
  at: Date,
): Promise<PricedTrack[]> {
  if (trackIds.length === 0) return [];
  const rows = await tracksWithWords(tx).where("track.id", "in", trackIds).execute();
  const prices = await pricesOf(tx, trackIds, use);
  const userIds = await userIdsOf(tx, trackIds);
  const found = new Map(
    rows.map((row) => {
      const price = priceAt(prices.get(row.id) ?? [], at);
      const priced = { ...toTrack(row), price: price && { version: price.version, fee: price.fee } };
      return [row.id, { ...priced, partyUserIds: userIds.get(row.id) ?? [] }];
    }),
  );
  return trackIds.flatMap((id) => found.get(id) ?? []);
}

function tracksWithWords(tx: Tx) {
  return tx
    .selectFrom("track")
    .innerJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
    )
    .select([
      "track.id",
      "track.version",
      "track_version.title",
      "track_version.artist",
      "track.duration_ms",
      "track.audio_object",
      "track.audio_sha256",
      "track.audio_bytes",
      "track.synthesised",
      "track.withdrawn_at",
    ]);
}

type TrackRow = Awaited<ReturnType<ReturnType<typeof tracksWithWords>["execute"]>>[number];

function toTrack(row: TrackRow) {
  return {
    trackId: row.id,
    version: Number(row.version),
    title: row.title,
    artist: row.artist,
    durationMs: Number(row.duration_ms),
    audioObject: row.audio_object,
    audioSha256: row.audio_sha256,
    audioBytes: Number(row.audio_bytes),
    synthesised: row.synthesised === 1n,
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
  };
}

async function pricesOf(tx: Tx, trackIds: readonly string[], use: Use): Promise<Map<string, PriceVersion[]>> {
  const rows = await tx
    .selectFrom("price")
    .select(["track_id", "version", "fee_micro", "effective_at"])
    .where("track_id", "in", trackIds)
    .where("use", "=", use)
    .execute();
  const prices = rows.map((row) => ({
    trackId: row.track_id,
    version: Number(row.version),
    fee: micro(row.fee_micro),
    effectiveAt: new Date(row.effective_at),
  }));
  return Map.groupBy(prices, ({ trackId }) => trackId);
}

async function userIdsOf(tx: Tx, trackIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx
    .selectFrom("track")
    .innerJoin("credit", (join) =>
      join.onRef("credit.track_id", "=", "track.id").onRef("credit.version", "=", "track.version"),
    )
    .innerJoin("party", "party.id", "credit.party_id")
    .select(["track.id", "party.user_id"])
    .distinct()
    .where("track.id", "in", trackIds)
    .where("party.user_id", "is not", null)
    .execute();
  const byTrack = Map.groupBy(rows, ({ id }) => id);
  return new Map([...byTrack].map(([id, users]) => [id, users.flatMap(({ user_id }) => user_id ?? [])]));
}
