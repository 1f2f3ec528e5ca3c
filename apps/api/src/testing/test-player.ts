import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { fromHex, toBase64url, toHex } from "@songkeeper/base";
import type { Delivery, Lease, leaseRequest, Receipt } from "@songkeeper/contracts";
import { type Chunk, type Entry, entryLine, FIRST_PREV_HASH, sealChunk } from "@songkeeper/licensing";
import type { z } from "zod";
import { sha256 } from "../sha256.ts";

type LeaseRequest = z.input<typeof leaseRequest>;

/** Sends a request to the platform, in process or over HTTP. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** One play as a test tells it: what differs from a song heard to its end. */
export interface PlayTold {
  readonly trackId: string;
  readonly heardMs: number;
  /** How long it took by the player's clock; as long as was heard, unless told. */
  readonly lastedMs?: number;
  readonly outcome?: Entry["outcome"];
  readonly bootId?: string;
  readonly leaseId?: string;
  readonly priceVersion?: number;
  readonly monoStart?: number;
  readonly wallStart?: number;
}

/**
 * A player as an honest device writes: one boot, a clock of its own that moves with what it plays, a journal that is
 * chained and signed. Tests reach into it to be dishonest.
 */
export class TestPlayer {
  readonly deviceId: string;
  readonly token: string;
  bootId = "boot-1";
  /** Milliseconds since this boot. */
  mono = 10_000;
  nextSeq = 1;
  prevHash: string = FIRST_PREV_HASH;
  lease: Lease | undefined;
  readonly #send: Send;
  readonly #privateKey: KeyObject;

  private constructor(of: { deviceId: string; token: string; send: Send; privateKey: KeyObject }) {
    this.deviceId = of.deviceId;
    this.token = of.token;
    this.#send = of.send;
    this.#privateKey = of.privateKey;
  }

  /** Pairs a new player by a code. */
  static async pair(send: Send, code: string): Promise<TestPlayer> {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const body = { code, publicKey: publicKey.export({ format: "jwk" }).x };
    const response = await send("/api/pairings", json("POST", body));
    if (!response.ok) throw new Error(`pairing failed: ${await response.text()}`);
    const { deviceId, token } = (await response.json()) as { deviceId: string; token: string };
    return new TestPlayer({ deviceId, token, send, privateKey });
  }

  /** Starts anew, with a clock that begins again; without a name of its own each boot would be the first. */
  reboot(bootId: string): void {
    this.bootId = bootId;
    this.mono = 10_000;
  }

  /** Asks for a lease as a request, whatever comes back; `more` replaces parts of the wish. */
  async requestLease(more: Partial<LeaseRequest> = {}): Promise<Response> {
    const wish: LeaseRequest = {
      currentLeaseId: this.lease?.leaseId ?? null,
      closedThrough: this.nextSeq - 1,
      bootId: this.bootId,
      monoSent: this.mono,
      wallNow: 0,
      ...more,
    };
    return this.#ask(`/api/devices/${this.deviceId}/leases`, json("POST", wish));
  }

  /** Takes a lease; throws when there is none to be had. */
  async takeLease(): Promise<Lease> {
    const response = await this.requestLease();
    if (!response.ok) throw new Error(`no lease: ${await response.text()}`);
    this.lease = (await response.json()) as Lease;
    return this.lease;
  }

  /** Plays a song now: the player's clock moves on, and the entry is the next of its journal. */
  play({ lastedMs, ...told }: PlayTold): Entry {
    const monoStart = told.monoStart ?? this.mono;
    const track = this.lease?.tracks.find(({ trackId }) => trackId === told.trackId);
    const entry: Entry = {
      bootId: this.bootId,
      leaseId: this.lease?.leaseId ?? "none",
      monoEnd: monoStart + (lastedMs ?? told.heardMs),
      monoStart,
      outcome: "completed",
      priceVersion: track?.priceVersion ?? 1,
      seq: this.nextSeq++,
      wallStart: 0,
      ...told,
    };
    this.mono = Math.max(this.mono, entry.monoEnd);
    return entry;
  }

  /** Seals entries (or raw lines) as the next chunk of the journal. */
  seal(entries: readonly (Entry | string)[]): Chunk {
    const lines = entries.map((entry) => (typeof entry === "string" ? entry : entryLine(entry)));
    const chunk = this.sealAt(this.nextSeq - lines.length, this.prevHash, lines);
    this.prevHash = chunk.hash;
    return chunk;
  }

  /** Seals lines anywhere in the journal, for tests of gaps and forks. */
  sealAt(firstSeq: number, prevHash: string, entries: readonly string[]): Chunk {
    const seed = toHex(randomBytes(32));
    const open = sealChunk({ deviceId: this.deviceId, firstSeq, prevHash, entries, seed }, sha256);
    return { ...open, signature: toBase64url(sign(null, fromHex(open.hash), this.#privateKey)) };
  }

  /** Delivers a chunk; `more` replaces parts of the delivery. */
  deliver(chunk: Chunk, more: Partial<Delivery> = {}): Promise<Response> {
    const delivery = { chunk, bootId: this.bootId, monoSent: this.mono, ...more };
    return this.#ask(`/api/devices/${this.deviceId}/chunks`, json("POST", delivery));
  }

  /** Seals plays as one chunk, delivers it, and gives the receipt; throws where it is refused. */
  async report(plays: readonly (Entry | string)[], more: Partial<Delivery> = {}): Promise<Receipt> {
    const response = await this.deliver(this.seal(plays), more);
    if (!response.ok) throw new Error(`not taken: ${await response.text()}`);
    return (await response.json()) as Receipt;
  }

  #ask(path: string, init: RequestInit): Promise<Response> {
    return this.#send(path, withHeaders(init, { authorization: `Bearer ${this.token}` }));
  }
}

/** A request with a JSON body. */
export function json(method: string, body: unknown): RequestInit {
  return { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** A request with more headers. */
export function withHeaders(init: RequestInit, more: Readonly<Record<string, string>>): RequestInit {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return { ...init, headers };
}
