import type { SoundedUntil } from "@songkeeper/licensing";

/** What the next delivery's verdicts must know of the last one's: where the journal's sound ended. */
export interface JournalTail {
  /** The end of the last well-formed entry, from which an unknown start is counted. */
  readonly previousEnd: number | null;
  readonly soundedUntil: SoundedUntil | null;
}

/** A paired player with its journal's head: what was judged ends before `expectedSeq`. */
export interface Device {
  readonly id: string;
  readonly zoneId: string;
  readonly shopId: string;
  /** Raw Ed25519 key, base64url. */
  readonly publicKey: string;
  readonly expectedSeq: number;
  readonly headHash: string;
  readonly tail: JournalTail | null;
  readonly pairedAt: Date;
  readonly endedAt: Date | null;
  readonly forkedAt: Date | null;
  /** Reasons for the owner to look at it. */
  readonly flags: readonly string[];
  readonly lastSeenAt: Date | null;
  /** What it says is sounding, as JSON with the instant of saying. */
  readonly nowPlaying: string | null;
}

/** A code by which a player becomes a zone's device, once. Only its hash is kept. */
export interface PairingCode {
  readonly codeHash: string;
  readonly zoneId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  /** The device that it paired. */
  readonly deviceId: string | null;
}
