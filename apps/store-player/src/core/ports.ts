import type { Delivery, DeviceState, Lease, LeaseRequest, LeaseTrack, NowPlaying, Receipt } from "@songkeeper/client";
import type { Sha256 } from "@songkeeper/base";
import type { Change, Saved } from "./saved.ts";

/** The two clocks of the machine, in ms: the wall may say anything, the monotonic one counts from the page's load. */
export interface Clock {
  wall(): number;
  mono(): number;
}

export interface Random {
  /** A new id of 1 to 64 characters [A-Za-z0-9_-]. */
  id(): string;
  /** Bytes nobody can foretell. */
  bytes(count: number): Uint8Array;
  /** From 0 up to, not with, 1. */
  fraction(): number;
}

/** What stays when the page goes. `write` is all or nothing, and durable once it resolves; it throws when the disk refuses. */
export interface Store {
  load(): Promise<Saved>;
  write(change: Change): Promise<void>;
}

/** What the platform answered: a value, or a stable reason; `unreachable` when no answer came. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly facts: Readonly<Record<string, string | number>> };

/** The platform's API, as this device speaks to it. Never throws. */
export interface Platform {
  getDevice(): Promise<Answer<DeviceState>>;
  requestLease(request: LeaseRequest): Promise<Answer<Lease>>;
  deliverChunk(delivery: Delivery): Promise<Answer<Receipt>>;
  tellNowPlaying(now: NowPlaying): Promise<Answer<void>>;
}

/** How fetching a song went; `wrong_file` is one whose bytes are not those that the lease names. */
export type Fetched = "kept" | "unreachable" | "wrong_file" | "disk_low";

/** The songs kept whole on this machine, each under the hash of its bytes. */
export interface Shelf {
  list(): Promise<string[]>;
  fetch(track: LeaseTrack): Promise<Fetched>;
  /** An address that the sound can play, or undefined when the file is gone. */
  open(sha256: string): Promise<string | undefined>;
  prune(keep: ReadonlySet<string>): Promise<void>;
}

/** What the media element is doing at this moment. `audible`: advancing at rate 1, not muted, volume above 0. */
export interface Sample {
  readonly positionMs: number;
  readonly audible: boolean;
  readonly paused: boolean;
}

/** `blocked`: the browser wants a tap first. `changed`: volume, rate, seek or stall; the next sample tells what. */
export type SoundEvent = "playing" | "changed" | "paused" | "ended" | "failed" | "blocked";

/** The loudspeaker: one song at a time. */
export interface Sound {
  start(url: string): void;
  resume(): void;
  pause(): void;
  /** Silence, and nothing loaded. */
  stop(): void;
  setVolume(volume: number): void;
  sample(): Sample;
  listen(listener: (event: SoundEvent) => void): void;
}

export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly platform: Platform;
  readonly shelf: Shelf;
  readonly sound: Sound;
  readonly sha256: Sha256;
  /** Signs with the device's key (Ed25519). */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}
