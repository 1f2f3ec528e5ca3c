/** A calendar month in the platform's zone, "2026-03". */
export type Month = string & { readonly __unit: "month" };
/** A calendar day, "2026-03-10"; in the platform's zone where money is concerned. */
export type Day = string & { readonly __unit: "day" };

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A month from text "2026-03". Throws a RangeError for other text. */
export function month(text: string): Month {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new RangeError(`not a month: ${text}`);
  return text as Month;
}

/** A day from text "2026-03-10" that exists in the calendar. Throws a RangeError for other text. */
export function day(text: string): Day {
  const instant = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(instant.getTime()) ||
    instant.toISOString().slice(0, 10) !== text
  )
    throw new RangeError(`not a day: ${text}`);
  return text as Day;
}

/** The day on which an instant falls, in a zone (IANA name). */
export function dayOf(instant: Date, zone: string): Day {
  return wallTime(instant, zone).slice(0, 10) as Day;
}

/** The month in which an instant falls, in a zone. */
export function monthOf(instant: Date, zone: string): Month {
  return wallTime(instant, zone).slice(0, 7) as Month;
}

/** The month that a day belongs to. */
export function monthOfDay(of: Day): Month {
  return of.slice(0, 7) as Month;
}

/** The month after. */
export function nextMonth(of: Month): Month {
  return shiftMonth(of, 1);
}

/** The month before. */
export function previousMonth(of: Month): Month {
  return shiftMonth(of, -1);
}

/** The day after. */
export function nextDay(of: Day): Day {
  return new Date(Date.parse(`${of}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10) as Day;
}

/** Every day of a month, in order. */
export function daysOfMonth(of: Month): Day[] {
  const days: Day[] = [];
  for (let at = `${of}-01` as Day; monthOfDay(at) === of; at = nextDay(at)) days.push(at);
  return days;
}

/**
 * The first instant of a day in a zone, right on days when clocks change: where midnight comes twice it is the first,
 * where it does not come (clocks jump over it) the day begins at the jump.
 */
export function startOfDay(of: Day, zone: string): Date {
  const midnight = Date.parse(`${of}T00:00:00Z`);
  const candidates = [midnight + DAY_MS, midnight - DAY_MS].map((near) => midnight - offsetMs(near, zone));
  const starts = candidates.filter((at) => dayOf(new Date(at), zone) === of && dayOf(new Date(at - 1), zone) < of);
  return new Date(starts.length > 0 ? Math.min(...starts) : jumpTo(of, midnight, zone));
}

/**
 * The instant at which a zone's wall clock shows some minutes after a day's midnight (0 to 1,440). A time that the clock
 * jumps over is moved by the jump; of a time that it shows twice, one of the two.
 */
export function instantOn(of: Day, minutes: number, zone: string): Date {
  const wanted = Date.parse(`${of}T00:00:00Z`) + minutes * 60_000;
  let guess = wanted;
  for (let round = 0; round < 3; round++) guess -= guess + offsetMs(guess, zone) - wanted;
  return new Date(guess);
}

/** The first instant of a month in a zone. */
export function startOfMonth(of: Month, zone: string): Date {
  return startOfDay(`${of}-01` as Day, zone);
}

/** The instant in which a month ends: the first of the next. */
export function endOfMonth(of: Month, zone: string): Date {
  return startOfMonth(nextMonth(of), zone);
}

/** The wall clock in a zone as "2026-03-10T09:30:00", for schedules and opening hours. Throws for an unknown zone. */
export function wallTime(instant: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      dateStyle: "short",
      timeStyle: "medium",
    });
    formats.set(zone, format);
  }
  return format.format(instant).replace(" ", "T");
}

/** How far a zone's wall clock is ahead of UTC. */
function offsetMs(at: number, zone: string): number {
  return Date.parse(`${wallTime(new Date(at), zone)}Z`) - at;
}

/** The instant from which a zone's calendar shows this day or a later one, by halving the days around it. */
function jumpTo(of: Day, midnight: number, zone: string): number {
  let [before, from] = [midnight - DAY_MS, midnight + DAY_MS];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayOf(new Date(middle), zone) < of) before = middle;
    else from = middle;
  }
  return from;
}

function shiftMonth(of: Month, by: number): Month {
  const count = Number(of.slice(0, 4)) * 12 + Number(of.slice(5)) - 1 + by;
  return month(`${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}`);
}
