import type { OpeningWeek } from "@songkeeper/client";

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const MONDAY = Date.UTC(2026, 0, 5);

/** A week that is open every day from nine to nine, as a beginning. */
export function usualWeek(): OpeningWeek {
  return WEEKDAYS.map(() => ({ from: 9 * 60, to: 21 * 60 }));
}

/** A weekday's name in the reader's language; 0 is Monday. */
export function weekdayName(weekday: number, language: string): string {
  const format = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  return format.format(new Date(MONDAY + weekday * 86_400_000));
}

/** Minutes since midnight as a time field shows them; the end of a day is "00:00". */
export function timeField(minutes: number): string {
  const inDay = minutes % 1440;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

/** What a time field says, as minutes since midnight; midnight as an end is the end of the day. */
export function minutesOf(field: string, as: "from" | "to"): number | undefined {
  const match = /^(\d{2}):(\d{2})/.exec(field);
  if (!match) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return as === "to" && minutes === 0 ? 1440 : minutes;
}

/** The weekdays that end before they begin: these cannot be saved. */
export function wrongDays(week: OpeningWeek): number[] {
  return WEEKDAYS.filter((weekday) => {
    const hours = week[weekday];
    return hours && hours.from >= hours.to;
  });
}
