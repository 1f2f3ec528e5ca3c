import { accept, canonicalJson, type Day, type Outcome, refuse, type Role, type Use } from "@songkeeper/base";
import { jsonForm, type PlayVerdict } from "@songkeeper/ledger";

/** How a play was counted: its verdict, and why it was not paid. */
export type Counted = { readonly verdict: PlayVerdict; readonly reason: string | null };

/** A person's later word on a play, which stands in place of the verdict of its leaf. */
export type Ruling = Counted & {
  readonly at: string;
  /** How an earlier statement counted the play, and this one therefore takes it back; null when none did. */
  readonly replaces: Counted | null;
};

/** One play as a party is shown it, at its place in its chunk: `DisclosedPlay` of a play that has a track. */
export type ShownPlay = {
  readonly index: number;
  readonly coveredRoles: readonly Role[];
  readonly day: Day;
  readonly feeMicro: string;
  readonly heardMs: number;
  readonly priceVersion: number;
  readonly reason: string | null;
  readonly ruling: Ruling | null;
  readonly salt1: string;
  readonly salt3: string;
  readonly secondHalfHash: string;
  readonly seq: number;
  readonly splitVersion: number;
  readonly trackId: string;
  readonly use: Use;
  readonly verdict: PlayVerdict;
};

/** One line of plays.jsonl: the plays of one chunk that a party may see, and what proves them. Hashes are hex. */
export type ChunkLine = {
  /** A name for the chunk's device that means something to this party only. */
  readonly chunk: string;
  /** Gives the proofs their shape. Its own proof is in the header, which a payee cannot open without the device's id. */
  readonly count: number;
  readonly prevHash: string;
  readonly headerHash: string;
  readonly hash: string;
  /** The place of the chunk's leaf in the platform's log; the verdicts' leaf is the next. */
  readonly position: number;
  readonly plays: readonly ShownPlay[];
  readonly deviceProof: readonly string[];
  readonly verdictProof: readonly string[];
  readonly inclusion: { readonly chunk: readonly string[]; readonly verdict: readonly string[] };
};

const { count, hash, is, list, matching, members, micros, orNull, role, text, use } = jsonForm;
const VERDICTS: readonly unknown[] = ["billed", "unbilled", "held", "rejected"];
const verdict = is((value) => VERDICTS.includes(value));
const counted = { verdict, reason: orNull(text) };

const shownPlay = members({
  index: count,
  coveredRoles: list(role),
  day: matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
  feeMicro: micros,
  heardMs: count,
  priceVersion: count,
  ...counted,
  ruling: orNull(members({ ...counted, at: text, replaces: orNull(members(counted)) })),
  salt1: hash,
  salt3: hash,
  secondHalfHash: hash,
  seq: count,
  splitVersion: count,
  trackId: text,
  use,
});

const chunkLine = members({
  chunk: text,
  count,
  prevHash: hash,
  headerHash: hash,
  hash,
  position: count,
  plays: list(shownPlay),
  deviceProof: list(hash),
  verdictProof: list(hash),
  inclusion: members({ chunk: list(hash), verdict: list(hash) }),
});

/** A line as text, one of plays.jsonl, with its line feed. */
export function chunkLineText(line: ChunkLine): string {
  return `${canonicalJson(line)}\n`;
}

/** JSON that someone handed in, as a line of plays.jsonl; refused with the path of the first member that is not one. */
export function readChunkLine(value: unknown): Outcome<ChunkLine, "not_a_chunk_line"> {
  if (isChunkLine(value)) return accept(value);
  return refuse("not_a_chunk_line", { facts: { path: chunkLine(value, "chunk") ?? "" } });
}

/** How a play counts now: by its ruling, or else as its leaf says. */
export function countedAs({ verdict: given, reason, ruling }: ShownPlay): Counted {
  return ruling ? { verdict: ruling.verdict, reason: ruling.reason } : { verdict: given, reason };
}

function isChunkLine(value: unknown): value is ChunkLine {
  return chunkLine(value, "chunk") === undefined;
}
