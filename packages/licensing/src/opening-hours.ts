import { type Day, dayOf, instantOn, nextDay } from "@songkeeper/base";

/** When a place opens and closes on a weekday, in minutes after midnight of its own zone; `to` is 1,440 at most. */
export interface OpeningHours {
  readonly from: number;
  readonly to: number;
}

/** Seven weekdays, Monday first; null is closed. */
export type OpeningWeek = readonly (OpeningHours | null)[];

/** How many minutes a place is open between two instants, by its week in its own zone; right when clocks change. */
export function openMinutesBetween(week: OpeningWeek, zone: string, from: Date, until: Date): number {
  let open = 0;
  for (let day = dayOf(from, zone); instantOn(day, 0, zone) < until; day = nextDay(day)) {
    const hours = week[weekdayOf(day)];
    if (!hours) continue;
    const opens = Math.max(instantOn(day, hours.from, zone).getTime(), from.getTime());
    const closes = Math.min(instantOn(day, hours.to, zone).getTime(), until.getTime());
    open += Math.max(0, closes - opens);
  }
  return Math.floor(open / 60_000);
}

/** 0 for Monday to 6 for Sunday. */
function weekdayOf(day: Day): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
