import { createHash, randomUUID } from "node:crypto";
import { newTrack } from "@songkeeper/contracts";
import type { IngestResult, RenditionName } from "@songkeeper/media";
import type { z } from "zod";
import { createTrack } from "../catalog/create-track.ts";
import type { Tx } from "../db/transact.ts";
import { indexTrack } from "../search/index-track.ts";
import type { Services } from "../services.ts";

/** What a test says of a song; the rest is a song of Lin Xiaoman's that lasts 60 s, from a lossless master. */
export interface SongTold extends Partial<z.input<typeof newTrack>> {
  readonly ownerId?: string;
  /** The release's title, or the id of one that is there. */
  readonly release?: string;
  readonly releaseId?: string;
  readonly trackNumber?: number;
  readonly lossless?: boolean;
  readonly durationMs?: number;
  readonly coverId?: string;
  /** The bytes of its files by name, in place of those that are made up. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** What the media worker said of them, where it made them. */
  readonly result?: IngestResult;
}

/** Where a published song is. */
export interface PublishedSong {
  readonly trackId: string;
  readonly recordingId: string;
  readonly releaseId: string;
  readonly artistId: string;
}

const LOUDNESS = { integratedLufs: -14, rangeLu: 6, truePeakDbtp: -1.5 };
const NO_TAGS = {
  title: null,
  artist: null,
  album: null,
  isrc: null,
  lyricist: null,
  composer: null,
  trackNumber: null,
  lyrics: null,
};
const PREVIEW = { startMs: 20_000, durationMs: 30_000 };

/** Publishes a song as if it had been uploaded: its files lie in the store, it stands in a release and can be searched. */
export async function publishSong(services: Services, told: SongTold = {}): Promise<PublishedSong> {
  const now = services.now();
  const { ownerId = "musician", artist = "林小满", lossless = true } = told;
  const durationMs = told.result?.source.durationMs ?? told.durationMs ?? 60_000;
  const recordingId = randomUUID();
  const files = told.files ?? madeUpFiles(recordingId, lossless);
  for (const [name, bytes] of Object.entries(files)) await services.objects.put(`media/${recordingId}/${name}`, bytes);
  return services.transact(async (tx) => {
    const result = told.result ?? resultOf({ durationMs, lossless, files });
    await insertRecording(tx, { recordingId, ownerId, result }, now);
    const artistId = await artistOf(tx, ownerId, artist, now);
    const releaseId = told.releaseId ?? (await insertRelease(tx, { ...told, ownerId, artistId }, now));
    const shop = files["aac128.mp4"] ?? new Uint8Array(1);
    const audio = { object: `media/${recordingId}/aac128.mp4`, ...factsOf(shop), durationMs };
    const placement = { recordingId, releaseId, trackNumber: told.trackNumber ?? 1 };
    const made = await createTrack(tx, ownerId, { song: songOf(told), audio, placement }, now);
    if (!made.ok) throw new Error(`${made.reason} ${JSON.stringify(made)}`);
    await indexTrack(tx, made.value);
    return { trackId: made.value, recordingId, releaseId, artistId };
  });
}

function songOf(told: SongTold) {
  const said = Object.entries(told).filter(([name]) => name in newTrack.shape);
  return newTrack.parse({
    title: "雨",
    artist: "林小满",
    credits: [
      { role: "lyricist", name: "周墨", perMille: 1000 },
      { role: "composer", name: "林小满", perMille: 1000 },
      { role: "recording", name: "林小满", perMille: 1000 },
    ],
    prices: {},
    ...Object.fromEntries(said),
  });
}

function madeUpFiles(recordingId: string, lossless: boolean): Record<string, Uint8Array> {
  const names = ["aac128.mp4", "aac128.m3u8", "preview.mp4", "preview.m3u8", "waveform.dat", "overview.dat"];
  const made = [...names, ...(lossless ? ["flac.mp4", "flac.m3u8"] : [])];
  return Object.fromEntries(made.map((name) => [name, Buffer.from(`${name} of ${recordingId} `.repeat(20))]));
}

function factsOf(bytes: Uint8Array) {
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

interface RecordingToInsert {
  readonly recordingId: string;
  readonly ownerId: string;
  readonly result: IngestResult;
}

async function insertRecording(tx: Tx, { recordingId, ownerId, result }: RecordingToInsert, now: Date): Promise<void> {
  const at = now.toISOString();
  const draft = { id: randomUUID(), owner_id: ownerId, revision: 1n, body: "{}", created_at: at, updated_at: at };
  // What a draft became is no open draft any more.
  await tx
    .insertInto("draft")
    .values({ ...draft, release_id: recordingId })
    .execute();
  await tx
    .insertInto("recording")
    .values({
      id: recordingId,
      owner_id: ownerId,
      draft_id: draft.id,
      file_name: "song.wav",
      bytes: 1_000n,
      state: "ready",
      result: JSON.stringify({ task: "ingest", ...result }),
      duration_ms: BigInt(result.source.durationMs),
      created_at: at,
      uploaded_at: at,
      ready_at: at,
    })
    .execute();
  const rows = result.files.map(({ name, bytes, sha256 }) => ({
    recording_id: recordingId,
    name,
    bytes: BigInt(bytes),
    sha256,
  }));
  await tx.insertInto("recording_file").values(rows).execute();
}

/** What a song has of these is what its files say: a recording from before all of them were made has aac128 alone. */
const AAC_RUNGS = [
  { name: "aac64", bandwidth: 66_000 },
  { name: "aac128", bandwidth: 130_000 },
  { name: "aac256", bandwidth: 260_000 },
] as const;

/** What the media worker says of such a recording. */
export function resultOf({
  durationMs,
  lossless,
  files,
}: Required<Pick<SongTold, "durationMs" | "lossless" | "files">>): IngestResult {
  const rendition = (name: RenditionName, codecs: string, bandwidth: number, lasts: number) => ({
    name,
    file: `${name}.mp4`,
    playlist: `${name}.m3u8`,
    codecs,
    peakBandwidth: bandwidth,
    averageBandwidth: bandwidth,
    sampleRate: 44_100,
    durationMs: lasts,
  });
  const facts = { sampleRate: 44_100, channels: 2 as const, samples: 44.1 * durationMs, durationMs };
  return {
    source: lossless
      ? { ...facts, container: "wav", codec: "pcm_s24le", lossless, bitDepth: 24 }
      : { ...facts, container: "mp3", codec: "mp3", lossless, bitDepth: null },
    tags: NO_TAGS,
    loudness: LOUDNESS,
    loudnessBlocks: null,
    character: null,
    pcmSha256: "0".repeat(64),
    preview: PREVIEW,
    cover: null,
    renditions: [
      ...AAC_RUNGS.filter(({ name }) => `${name}.mp4` in files).map(({ name, bandwidth }) =>
        rendition(name, "mp4a.40.2", bandwidth, durationMs),
      ),
      ...(lossless ? [rendition("flac", "fLaC", 1_400_000, durationMs)] : []),
      rendition("preview", "mp4a.40.2", 130_000, PREVIEW.durationMs),
    ],
    files: Object.entries(files).map(([name, bytes]) => ({ name, ...factsOf(bytes) })),
  };
}

async function artistOf(tx: Tx, ownerId: string, name: string, now: Date): Promise<string> {
  const known = await tx
    .selectFrom("artist")
    .select("id")
    .where("owner_id", "=", ownerId)
    .where("name", "=", name)
    .executeTakeFirst();
  if (known) return known.id;
  const artist = { id: randomUUID(), owner_id: ownerId, name, created_at: now.toISOString() };
  await tx.insertInto("artist").values(artist).execute();
  return artist.id;
}

async function insertRelease(
  tx: Tx,
  { release = "山居", coverId, ownerId, artistId }: SongTold & { ownerId: string; artistId: string },
  now: Date,
): Promise<string> {
  const at = now.toISOString();
  if (coverId) {
    const cover = { id: coverId, color: "#336655", created_at: at };
    await tx
      .insertInto("cover")
      .values(cover)
      .onConflict((on) => on.doNothing())
      .execute();
  }
  const row = { id: randomUUID(), owner_id: ownerId, artist_id: artistId, title: release, created_at: at };
  await tx
    .insertInto("release")
    .values({ ...row, cover_id: coverId ?? null })
    .execute();
  return row.id;
}

/** Withdraws a song, as its musician can. */
export async function withdrawSong({ transact, now }: Services, trackId: string): Promise<void> {
  await transact(async (tx) => {
    await tx.updateTable("track").set({ withdrawn_at: now().toISOString() }).where("id", "=", trackId).execute();
    await indexTrack(tx, trackId);
  });
}

/** Gives somebody a song by an order that was paid and fulfilled; gives the order's id. */
export async function buySong({ transact, now }: Services, userId: string, trackId: string): Promise<string> {
  const at = now().toISOString();
  const id = randomUUID();
  await transact(async (tx) => {
    const times = { created_at: at, paid_at: at, fulfilled_at: at };
    const order = { id, buyer_id: userId, state: "fulfilled", currency: "CNY", total_micro: 800_000n, ...times };
    await tx.insertInto("song_order").values(order).execute();
    const line = { order_id: id, line: 0n, track_id: trackId, split_version: 1n, price_version: 1n };
    await tx
      .insertInto("song_order_line")
      .values({ ...line, amount_micro: 800_000n })
      .execute();
    await tx.insertInto("ownership").values({ user_id: userId, track_id: trackId, order_id: id, since: at }).execute();
  });
  return id;
}
