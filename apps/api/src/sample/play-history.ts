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
  readonly zone: Zone;
  readonly days: readonly Day[];
  readonly events: readonly HistoryEvent[];
  /** From when on there is music, and when its first player was paired. */
  readonly firstPlayAt: Date;
  readonly pairedAt: Date;
  /** A player that was paired from this instant on is a person's own. */
  readonly begunAt: Date;
  readonly until: Date;
  readonly dayDone: (day: Day) => void;
}

/** Sessions shorter than this are left out. */
const SESSION_MS_MIN = 5 * 60_000;
/** Between two players' sounds, so that they do not overlap. */
const PAUSE_MS = 60_000;

/**
 * Lives through the days: events in their order, and music in the opening hours. Where an earlier start ended, another
 * player goes on after the last play that was delivered; a person's own player is never replaced.
 */
export async function playHistory(services: Services, history: History): Promise<void> {
  const { zone, days } = history;
  const events = history.events.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const stage = await setStage(services, history);
  for (const day of days) {
    for (const session of sessionsOf(day, history, stage.silentUntil)) {
      while (events[0] && events[0].at <= session.from) await events.shift()?.happen();
      if (!stage.isOurs) break;
      stage.player ??= await SamplePlayer.pair(services, zone.id, stage.pairAt ?? session.from);
      stage.isOurs = (await stage.player.playSession(session)) === "delivered";
      // Whoever asks the server in the meantime gets an answer.
      await nextTurn();
    }
    history.dayDone(day);
  }
  for (const event of events) await event.happen();
}

interface Stage {
  player: SamplePlayer | undefined;
  /** Whether the zone is the sample's to play in: no longer once a person has paired a player of their own. */
  isOurs: boolean;
  readonly pairAt: Date | undefined;
  readonly silentUntil: Date;
}

async function setStage({ transact }: Services, { zone, pairedAt, firstPlayAt, begunAt }: History): Promise<Stage> {
  const device = await transact((tx) => findDeviceOfZone(tx, zone.id));
  const lastSound = await transact((tx) => findLastSound(tx, zone.id));
  return {
    player: undefined,
    isOurs: !device || device.pairedAt < begunAt,
    pairAt: device ? undefined : pairedAt,
    silentUntil: lastSound ? new Date(lastSound.getTime() + PAUSE_MS) : firstPlayAt,
  };
}

/** A day's music, as far as it lies in the history and after what was played before. */
function sessionsOf(day: Day, { zone, until }: History, silentUntil: Date): Session[] {
  return halvesOfDay(day, zone.opening, zone.timeZone)
    .map((half) => ({ from: latest(half.from, silentUntil), until: earliest(half.until, until) }))
    .filter((half) => half.until.getTime() - half.from.getTime() >= SESSION_MS_MIN)
    .map((half) => ({ ...half, random: seededRandom(half.from.getTime()) }));
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earliest(a: Date, b: Date): Date {
  return a < b ? a : b;
}
