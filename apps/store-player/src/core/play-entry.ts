import { dayOf } from "@songkeeper/base";
import type { Lease } from "@songkeeper/client";
import { type Entry, type PlayOutcome, qualifyingMs } from "@songkeeper/licensing";
import type { Change, ClosedEntry, OpenEntry, Saved } from "./saved.ts";
import type { Choice } from "./choose-song.ts";
import { addToDay } from "./tally.ts";

/** The device's clocks at one moment. */
export interface Moment {
  readonly bootId: string;
  readonly wall: number;
  readonly mono: number;
  /** The platform's time, as well as it is known. */
  readonly now: number;
}

/** The record of a play that is about to sound; it takes the journal's next number. */
export function openPlay(saved: Saved, lease: Lease, { track, played }: Choice, moment: Moment): Change {
  const open: OpenEntry = {
    seq: saved.head.nextSeq,
    leaseId: lease.leaseId,
    trackId: track.trackId,
    priceVersion: track.priceVersion,
    feeMicro: track.feeMicro,
    qualifyingMs: Math.min(lease.qualifyingMsMax, qualifyingMs(track.durationMs)),
    heardMs: 0,
    started: false,
    ...startingAt(moment, lease.timeZone),
  };
  return { open, played };
}

/** The same play once it sounds: its times are those of its start. */
export function startPlay(open: OpenEntry, moment: Moment, timeZone: string): OpenEntry {
  return { ...open, started: true, ...startingAt(moment, timeZone) };
}

/** The same play with what was heard of it so far; never more than its monotonic clock allows. */
export function checkpointPlay(open: OpenEntry, heardMs: number, mono: number): OpenEntry {
  const monoEnd = Math.max(open.monoEnd, mono);
  return { ...open, monoEnd, heardMs: Math.max(open.heardMs, Math.min(heardMs, monoEnd - open.monoStart)) };
}

/** Ends the open play: an entry of the journal, and its fee on the tally of its day when enough of it was heard. */
export function closePlay(saved: Saved, open: OpenEntry, wanted: PlayOutcome): Change {
  const outcome = open.started ? wanted : "failed";
  const feeMicro = open.heardMs >= open.qualifyingMs ? open.feeMicro : "0";
  const closed: ClosedEntry = { entry: entryOf(open, outcome), feeMicro, day: open.day };
  return {
    open: null,
    head: { ...saved.head, nextSeq: open.seq + 1 },
    putEntries: [closed],
    days: addToDay(saved.days, open.day, { plays: open.started ? 1 : 0, micro: BigInt(feeMicro) }),
  };
}

function entryOf(open: OpenEntry, outcome: PlayOutcome): Entry {
  const { bootId, heardMs, leaseId, monoEnd, monoStart, priceVersion, seq, trackId, wallStart } = open;
  return { bootId, heardMs, leaseId, monoEnd, monoStart, outcome, priceVersion, seq, trackId, wallStart };
}

function startingAt({ bootId, wall, mono, now }: Moment, timeZone: string) {
  return {
    bootId,
    wallStart: wall,
    monoStart: mono,
    monoEnd: mono,
    startedAt: now,
    day: dayOf(new Date(now), timeZone),
  };
}
