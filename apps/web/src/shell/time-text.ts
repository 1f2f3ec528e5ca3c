/** An instant's clock time in a zone: "14:03". */
export function clockText(instant: string, language: string, zone?: string): string {
  return new Intl.DateTimeFormat(language, {
    ...inZone(zone),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(instant));
}

/** An instant in a zone with its day: "10 Mar, 14:03". */
export function momentText(instant: string, language: string, zone?: string): string {
  return new Intl.DateTimeFormat(language, {
    ...inZone(zone),
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(instant));
}

/** An instant's day in a zone with its year: "10 March 2026". */
export function dateText(instant: string, language: string, zone?: string): string {
  return new Intl.DateTimeFormat(language, { ...inZone(zone), dateStyle: "long" }).format(new Date(instant));
}

/** A month "2026-03" in words: "March 2026". */
export function monthText(month: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZone: "UTC", year: "numeric", month: "long" });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** A length of music or of being heard: "3:05". */
export function lengthText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long ago, in words of the reader's language: "3 minutes ago". */
export function agoText(instant: string, now: Date, language: string): string {
  const seconds = Math.round((Date.parse(instant) - now.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (seconds > -60) return format.format(Math.min(seconds, 0), "second");
  if (seconds > -3600) return format.format(Math.round(seconds / 60), "minute");
  if (seconds > -86_400) return format.format(Math.round(seconds / 3600), "hour");
  return format.format(Math.round(seconds / 86_400), "day");
}

/** How long a piece of work took: "0.4 s", "2 min 5 s". */
export function durationText(ms: number, language: string): string {
  const unit = (value: number, name: "second" | "minute", digits: number) =>
    new Intl.NumberFormat(language, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 60_000) return unit(ms / 1000, "second", ms < 10_000 ? 1 : 0);
  return `${unit(Math.floor(ms / 60_000), "minute", 0)} ${unit(Math.round((ms % 60_000) / 1000), "second", 0)}`;
}

function inZone(zone: string | undefined): Intl.DateTimeFormatOptions {
  return zone ? { timeZone: zone } : {};
}
