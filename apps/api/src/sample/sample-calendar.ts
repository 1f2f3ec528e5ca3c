import {
  type Day,
  dayOf,
  endOfMonth,
  type Month,
  monthOf,
  nextDay,
  previousMonth,
  startOfDay,
  startOfMonth,
} from "@songkeeper/base";
import type { OpeningWeek } from "@songkeeper/licensing";
import { GRACE_MS } from "../close/closing-month.ts";

const DAY_MS = 86_400_000;
const MORNING_MS = 9 * 3_600_000;

/** When the sample world's history happened, all of it before the instant at which it began to be made. */
export interface SampleCalendar {
  /** The one month that is closed. */
  readonly month: Month;
  /** When its songs were added, its tea house opened and its first player paired. */
  readonly songsAt: Date;
  readonly shopAt: Date;
  readonly pairedAt: Date;
  readonly firstPlayAt: Date;
  readonly secondTopUpAt: Date;
  readonly closedAt: Date;
}

/** The calendar whose closed month is the last one that could be closed by an instant: its grace time is over. */
export function sampleCalendar(begunAt: Date, timeZone: string): SampleCalendar {
  let month = previousMonth(monthOf(begunAt, timeZone));
  if (closableMs(month, timeZone) > begunAt.getTime()) month = previousMonth(month);
  const first = startOfMonth(month, timeZone).getTime();
  return {
    month,
    songsAt: new Date(first - 9 * DAY_MS),
    shopAt: new Date(first - 2 * DAY_MS),
    pairedAt: new Date(first - DAY_MS),
    firstPlayAt: new Date(first),
    secondTopUpAt: endOfMonth(month, timeZone),
    closedAt: new Date(Math.min(begunAt.getTime(), closableMs(month, timeZone) + MORNING_MS)),
  };
}

/** The days from one instant to another, as the tea house counts them. */
export function daysBetween(from: Date, until: Date, zone: string): Day[] {
  const days: Day[] = [];
  for (let day = dayOf(from, zone); day <= dayOf(until, zone); day = nextDay(day)) days.push(day);
  return days;
}

/** The two halves of a day's opening hours; none on a closed day. */
export function halvesOfDay(day: Day, opening: OpeningWeek, zone: string): { from: Date; until: Date }[] {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const hours = opening[weekday];
  if (!hours) return [];
  const at = (minutes: number) => new Date(startOfDay(day, zone).getTime() + minutes * 60_000);
  const middle = (hours.from + hours.to) / 2;
  return [
    { from: at(hours.from), until: at(middle) },
    { from: at(middle), until: at(hours.to) },
  ];
}

function closableMs(month: Month, timeZone: string): number {
  return endOfMonth(month, timeZone).getTime() + GRACE_MS;
}
