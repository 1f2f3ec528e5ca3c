import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { hmacSha256, toHex, utf8 } from "@songkeeper/base";
import { chunkLineText, discloseChunk, type Ruling } from "@songkeeper/proof";
import { findInclusions } from "../proof/log-queries.ts";
import { getSealedChunks, listCounts, type StoredSealedChunk, withinEntries } from "../proof/sealed-chunk-queries.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";
import type { ClosingMonth } from "./closing-month.ts";
import { listPlaysOfTrack, listRuledPlays, type ShownPlayPlace } from "./shown-play-queries.ts";
import { inSlices } from "./slices.ts";
import type { SplitOf } from "./split-queries.ts";

/** The plays behind a statement, stored: their object, and hash (hex) and length of the uncompressed lines. */
export interface StoredPlays {
  readonly object: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly plays: number;
}

/** The plays of one chunk that a party is shown: rulings by sequence number. */
interface ShownChunk {
  readonly deviceId: string;
  readonly firstSeq: number;
  readonly plays: Map<number, Ruling | null>;
}

const PLAYS_MAX = 1_000;
const CHUNKS_MAX = 100;
const compress = promisify(gzip);

/** Where a party's plays of a month are kept. */
export function playsObject(month: string, partyId: string): string {
  return `statements/${month}/${partyId}.jsonl.gz`;
}

/**
 * Stores the plays that a party's statement counts, with the proof of each: one line a chunk, in order of device and
 * sequence. The same plays give the same bytes. Nothing is stored where there are none.
 */
export async function writePlaysFile(
  services: Services,
  closing: ClosingMonth,
  { partyId, tracks }: { partyId: string; tracks: readonly SplitOf[] },
): Promise<StoredPlays | null> {
  const chunks = await findShownChunks(services, closing, tracks);
  if (chunks.length === 0) return null;
  const hash = createHash("sha256");
  const parts: Buffer[] = [];
  let [bytes, plays] = [0, 0];
  for await (const { sealed } of inChunkSlices(services, closing, chunks)) {
    for (const { of, stored, inclusion } of sealed) {
      const text = lineOf(stored, of, { inclusion, pseudonym: pseudonymOf(services, partyId, of.deviceId) });
      const part = Buffer.from(text);
      hash.update(part);
      parts.push(part);
      bytes += part.length;
      plays += of.plays.size;
    }
  }
  const object = playsObject(closing.month, partyId);
  await services.objects.put(object, await compress(Buffer.concat(parts)));
  return { object, sha256: hash.digest("hex"), bytes, plays };
}

/** The chunks with plays of these tracks that are accounted or ruled on in the month. */
async function findShownChunks(
  services: Services,
  { month }: ClosingMonth,
  tracks: readonly SplitOf[],
): Promise<ShownChunk[]> {
  const versions = new Set(tracks.map(({ trackId, splitVersion }) => `${trackId}:${splitVersion}`));
  const trackIds = new Set(tracks.map(({ trackId }) => trackId));
  const chunks = new Map<string, ShownChunk>();
  const show = ({ deviceId, firstSeq, seq, ruling }: ShownPlayPlace) => {
    const name = `${deviceId}:${firstSeq}`;
    const chunk = chunks.get(name) ?? { deviceId, firstSeq, plays: new Map() };
    chunks.set(name, chunk);
    chunk.plays.set(seq, ruling ?? chunk.plays.get(seq) ?? null);
  };
  for (const trackId of trackIds) {
    const pages = inSlices(services, { deviceId: "", seq: -1 }, (tx, after) =>
      listPlaysOfTrack(tx, { month, trackId }, { after, limit: PLAYS_MAX }),
    );
    for await (const { plays } of pages)
      for (const play of plays) if (versions.has(`${trackId}:${play.splitVersion}`)) show(play);
  }
  for (const play of await services.transact((tx) => listRuledPlays(tx, month, trackIds)))
    if (versions.has(`${play.trackId}:${play.splitVersion}`)) show(play);
  return [...chunks.values()].toSorted(byDeviceAndSequence);
}

/** Reads shown chunks with their proofs, as many of one device at a time as a slice takes. */
function inChunkSlices(services: Services, { treeSize }: ClosingMonth, chunks: readonly ShownChunk[]) {
  return inSlices(services, 0, async (tx, from) => {
    const deviceId = chunks[from]?.deviceId;
    const ahead = chunks.slice(from, from + CHUNKS_MAX);
    const other = ahead.findIndex((chunk) => chunk.deviceId !== deviceId);
    const ofDevice = other === -1 ? ahead : ahead.slice(0, other);
    const some = ofDevice.slice(0, withinEntries(await listCounts(tx, ofDevice)));
    const stored = await getSealedChunks(tx, some);
    const indices = stored.flatMap(({ position }) => [position, position + 1]);
    const pathOf = await findInclusions(tx, indices, treeSize);
    const sealed = stored.flatMap((one, at) => {
      const of = some[at];
      return of
        ? { of, stored: one, inclusion: { chunk: pathOf(one.position), verdict: pathOf(one.position + 1) } }
        : [];
    });
    const next = from + some.length;
    return { sealed, next: next < chunks.length ? next : undefined };
  });
}

function lineOf(
  { chunk, position, verdicts }: StoredSealedChunk,
  { plays }: ShownChunk,
  of: { inclusion: { chunk: Uint8Array[]; verdict: Uint8Array[] }; pseudonym: string },
): string {
  const indices = [...plays.keys()].map((seq) => seq - chunk.firstSeq).toSorted((a, b) => a - b);
  const rulings = new Map(
    [...plays].flatMap(([seq, ruling]) => (ruling ? [[seq - chunk.firstSeq, ruling] as const] : [])),
  );
  const sealed = { chunk, verdicts, position, inclusion: of.inclusion };
  return chunkLineText(discloseChunk(sealed, { pseudonym: of.pseudonym, indices, rulings }, sha256));
}

/** A device's name for one party: the same in all its statements, and no help in finding the shop. */
function pseudonymOf({ secrets }: Services, partyId: string, deviceId: string): string {
  const message = utf8(`statement-pseudonym|${partyId}|${deviceId}`);
  return toHex(hmacSha256(sha256, secrets.media, message)).slice(0, 16);
}

function byDeviceAndSequence(a: ShownChunk, b: ShownChunk): number {
  if (a.deviceId !== b.deviceId) return a.deviceId < b.deviceId ? -1 : 1;
  return a.firstSeq - b.firstSeq;
}
