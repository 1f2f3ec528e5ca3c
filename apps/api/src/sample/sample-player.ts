import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { type Day, dayOf, fromHex, type Micro, micro, toBase64url, toHex, ZERO } from "@songkeeper/base";
import { entryLine, FIRST_PREV_HASH, pickPriced, type PlayOutcome, sealChunk } from "@songkeeper/licensing";
import { between, pick, type SeededRandom } from "../adapters/synthesise/seeded-random.ts";
import { exclusive, INGEST, POSTING, shared } from "../db/transact.ts";
import { createPairingCode, pairDevice } from "../devices/pair-device.ts";
import { grantDeviceLease, type GrantedLease } from "../leases/grant-device-lease.ts";
import { deliverChunk } from "../metering/deliver-chunk.ts";
import type { Services } from "../services.ts";
import { sha256, sha256Hex } from "../sha256.ts";

/** A stretch of music: from when to when, on which boot of the player, and by what chance songs are passed over. */
export interface Session {
  readonly from: Date;
  readonly until: Date;
  readonly random: SeededRandom;
}

/** What became of a session: played and delivered, or why the player may not play any more. */
export type SessionEnd = "delivered" | "not_allowed";

interface Heard {
  readonly outcome: PlayOutcome;
  readonly heardMs: number;
}

type Song = GrantedLease["songs"][number];

const ENTRIES_MAX = 500;
const BOOT_MS = 30_000;

/**
 * A shop's tablet, in this process: it asks for leases, plays by their rules, and delivers what it played as a chained
 * and signed journal, through the same use cases as any player; only the clock is told.
 */
export class SamplePlayer {
  readonly #services: Pick<Services, "transact" | "config">;
  readonly #deviceId: string;
  readonly #tokenHash: string;
  readonly #key: KeyObject;
  #nextSeq = 1;
  #prevHash = FIRST_PREV_HASH;
  #leaseId: string | null = null;
  #plays = 0;

  private constructor(
    services: Pick<Services, "transact" | "config">,
    device: { deviceId: string; token: string; key: KeyObject },
  ) {
    this.#services = services;
    this.#deviceId = device.deviceId;
    this.#tokenHash = sha256Hex(device.token);
    this.#key = device.key;
  }

  /** Pairs a new player with a zone, in the place of the one before. */
  static async pair(services: Pick<Services, "transact" | "config">, zoneId: string, now: Date): Promise<SamplePlayer> {
    const { publicKey, privateKey: key } = generateKeyPairSync("ed25519");
    const raw = publicKey.export({ format: "jwk" }).x ?? "";
    const { code } = await services.transact((tx) => createPairingCode(tx, zoneId, now));
    const paired = await services.transact((tx) =>
      pairDevice(tx, { code, publicKey: raw }, { now, timeZone: services.config.timeZone }),
    );
    if (!paired.ok) throw new Error(`the sample's player cannot be paired: ${paired.reason}`);
    return new SamplePlayer(services, { deviceId: paired.value.device.id, token: paired.value.token, key });
  }

  /** Plays a session from its beginning to its end and delivers it right after. */
  async playSession(session: Session): Promise<SessionEnd> {
    const granted = await this.#takeLease(session.from);
    if (!granted) return "not_allowed";
    const bootedAt = session.from.getTime() - BOOT_MS;
    const { lines, endedAt } = this.#play(granted, session, bootedAt);
    if (lines.length > 0) await this.#deliver(lines, { bootedAt, at: new Date(endedAt + 1_500) });
    return "delivered";
  }

  /** The next lease; none once another player has taken this one's place, or nothing may be played. */
  async #takeLease(now: Date): Promise<GrantedLease | undefined> {
    const wish = { currentLeaseId: this.#leaseId, closedThrough: this.#nextSeq - 1 };
    const of = { deviceId: this.#deviceId, tokenHash: this.#tokenHash, wish };
    const moment = { now, timeZone: this.#services.config.timeZone };
    const granted = await this.#services.transact((tx) => grantDeviceLease(tx, of, moment), [exclusive(POSTING)]);
    if (!granted.ok) return undefined;
    this.#leaseId = granted.value.lease.id;
    return granted.value;
  }

  #play(granted: GrantedLease, { from, until, random }: Session, bootedAt: number) {
    const choose = chooser(granted, random, this.#services.config.timeZone);
    const lines: string[] = [];
    let at = from.getTime() + 2_000;
    while (lines.length < ENTRIES_MAX) {
      const song = choose(at, this.#plays);
      if (!song || at + song.durationMs > until.getTime()) break;
      const { outcome, heardMs } = hear(song.durationMs, random);
      lines.push(
        entryLine({
          bootId: `boot-${bootedAt}`,
          heardMs,
          leaseId: granted.lease.id,
          monoEnd: at - bootedAt + heardMs + 200,
          monoStart: at - bootedAt,
          outcome,
          priceVersion: song.price.version,
          seq: this.#nextSeq + lines.length,
          trackId: song.trackId,
          wallStart: at,
        }),
      );
      this.#plays += 1;
      at += heardMs + Math.round(between(random, 900, 2_600));
    }
    return { lines, endedAt: at };
  }

  async #deliver(entries: readonly string[], { bootedAt, at }: { bootedAt: number; at: Date }): Promise<void> {
    const seed = toHex(randomBytes(32));
    const content = { deviceId: this.#deviceId, firstSeq: this.#nextSeq, prevHash: this.#prevHash, entries, seed };
    const open = sealChunk(content, sha256);
    const chunk = { ...open, entries: [...entries], signature: toBase64url(sign(null, fromHex(open.hash), this.#key)) };
    const delivery = { chunk, bootId: `boot-${bootedAt}`, monoSent: at.getTime() - bootedAt };
    const of = { deviceId: this.#deviceId, tokenHash: this.#tokenHash, delivery };
    const moment = { now: at, timeZone: this.#services.config.timeZone };
    const delivered = await this.#services.transact(
      (tx) => deliverChunk(tx, of, moment),
      [shared(INGEST), exclusive(POSTING)],
    );
    if (!delivered.ok) throw new Error(`the sample's plays were refused: ${delivered.reason}`);
    this.#nextSeq += entries.length;
    this.#prevHash = chunk.hash;
  }
}

/** Most songs are heard to their end; a few are passed over, and now and then the tablet goes dark in the middle. */
function hear(durationMs: number, random: SeededRandom): Heard {
  const chance = random();
  if (chance < 0.02) return { outcome: "skipped", heardMs: Math.round(between(random, 0.05, 0.3) * durationMs) };
  if (chance < 0.035) return { outcome: "skipped", heardMs: Math.round(between(random, 0.6, 0.9) * durationMs) };
  if (chance < 0.038) return { outcome: "aborted", heardMs: Math.round(durationMs / 2) };
  return { outcome: "completed", heardMs: durationMs };
}

/** Chooses songs as the lease says: priced ones in its share and within the day's amount, free ones else, none twice running. */
function chooser({ songs, lease, pricedShare, used }: GrantedLease, random: SeededRandom, timeZone: string) {
  const spent = new Map<Day, Micro>(used);
  let last: string | undefined;
  return (at: number, playIndex: number): Song | undefined => {
    const day = dayOf(new Date(at), timeZone);
    const left = (lease.days.get(day) ?? ZERO) - (spent.get(day) ?? ZERO);
    const free = songs.filter(({ price }) => price.fee === 0n);
    const affordable = songs.filter(({ price }) => price.fee <= left);
    const allowed = pickPriced(playIndex, pricedShare) || free.length === 0 ? affordable : free;
    const fresh = allowed.filter(({ trackId }) => trackId !== last);
    const from = fresh.length > 0 ? fresh : allowed;
    if (from.length === 0) return undefined;
    const song = pick(random, from);
    last = song.trackId;
    spent.set(day, micro((spent.get(day) ?? ZERO) + song.price.fee));
    return song;
  };
}
