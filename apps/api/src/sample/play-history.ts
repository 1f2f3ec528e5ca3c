import { setImmediate as nextTurn } from "node:timers/promises";
import type { Day } from "@songkeeper/base";
import { seededRandom } from "../adapters/synthesise/seeded-random.ts";
import { findDeviceOfZone } from "../devices/queries.ts";
import type { Services } from "../services.ts";
import type { Zone } from "../shops/shop.ts";
import { findLastSound } from "./queries.ts";
import { halvesOfDay } from "./sample-calendar.ts";
import { SamplePlayer, type Session } from "./sample-player.ts";

/** Something that happens once in the sample's history; done again it changes nothing. */
export interface HistoryEvent {
  readonly at: Date;
  readonly happen: () => Promise<void>;
}

/** The days of the sample's history and what happens in them beside the music. */
export interface History {
  readonly zones: readonly Zone[];
  readonly days: readonly Day[];
  readonly events: readonly HistoryEvent[];
  /** From when on there is music, and when its first players were paired. */
  readonly firstPlayAt: Date;
  readonly pairedAt: Date;
  /** A player that was paired from this instant on is a person's own. */
  readonly begunAt: Date;
  readonly until: Date;
  readonly dayDone: (day: Day) => void;
  /** Throws where the history is to be broken off. */
  readonly goOn: () => void;
}

/** Sessions shorter than this are left out. */
const SESSION_MS_MIN = 5 * 60_000;
/** Between two players' sounds in what is left of a session, so that they do not overlap. */
const PAUSE_MS = 60_000;

/**
 * Lives through the days: events in their order, and music in each zone's opening hours. Where an earlier start ended,
 * another player goes on after the last play that was delivered; a person's own player is never replaced.
 */
export async function playHistory(services: Services, history: History): Promise<void> {
  const events = history.events.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const stages = [];
  for (const zone of history.zones) stages.push(await setStage(services, zone, history));
  for (const day of history.days) {
    const sessions = stages.flatMap((stage) => sessionsOf(day, history, stage).map((session) => ({ stage, session })));
    for (const { stage, session } of sessions.toSorted((a, b) => a.session.from.getTime() - b.session.from.getTime())) {
      while (events[0] && events[0].at <= session.from) await events.shift()?.happen();
      await playOn(services, stage, session);
      // Whoever asks the server in the meantime gets an answer.
      await nextTurn();
      history.goOn();
    }
    history.dayDone(day);
  }
  for (const event of events) await event.happen();
}

interface Stage {
  readonly zone: Zone;
  player: SamplePlayer | undefined;
  /** Whether the zone is the sample's to play in: no longer once a person has paired a player of their own. */
  isOurs: boolean;
  readonly pairAt: Date | undefined;
  /** When the last sound of an earlier start ended. */
  readonly lastSound: Date | undefined;
}

async function setStage({ transact }: Services, zone: Zone, { pairedAt, begunAt }: History): Promise<Stage> {
  const device = await transact((tx) => findDeviceOfZone(tx, zone.id));
  const lastSound = await transact((tx) => findLastSound(tx, zone.id));
  return {
    zone,
    player: undefined,
    isOurs: !device || device.pairedAt < begunAt,
    pairAt: device ? undefined : pairedAt,
    lastSound,
  };
}

async function playOn(services: Services, stage: Stage, session: Session): Promise<void> {
  if (!stage.isOurs) return;
  stage.player ??= await SamplePlayer.pair(services, stage.zone.id, stage.pairAt ?? session.from);
  stage.isOurs = (await stage.player.playSession(session)) === "delivered";
}

/** A day's music in a zone, as far as it lies in the history and after what was played before. */
function sessionsOf(day: Day, { until, firstPlayAt }: History, { zone, lastSound }: Stage): Session[] {
  const begin = (from: Date) =>
    lastSound && from < lastSound ? new Date(lastSound.getTime() + PAUSE_MS) : latest(from, firstPlayAt);
  return halvesOfDay(day, zone.opening, zone.timeZone)
    .map((half) => ({
      from: begin(half.from),
      until: earliest(half.until, until),
    }))
    .filter((half) => half.until.getTime() - half.from.getTime() >= SESSION_MS_MIN)
    .map((half) => ({ ...half, random: seededRandom(half.from.getTime()) }));
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earliest(a: Date, b: Date): Date {
  return a < b ? a : b;
}
