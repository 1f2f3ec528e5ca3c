import { useLingui } from "@lingui/react";
import { useEffect, useState } from "react";
import { usePlatformZone } from "./use-platform-zone.ts";
import { agoText, dateText, momentText } from "./time-text.ts";

/**
 * An instant as a moment ("10 Mar, 14:03") or a day, in the zone it belongs to: the platform's, where no other is named.
 * The whole instant on hover.
 */
export function When({
  at,
  zone,
  form = "moment",
}: {
  at: string;
  zone?: string | undefined;
  form?: "moment" | "date";
}) {
  const { i18n } = useLingui();
  const platform = usePlatformZone();
  const shown = zone ?? platform;
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {form === "date" ? dateText(at, i18n.locale, shown) : momentText(at, i18n.locale, shown)}
    </time>
  );
}

/** How long ago something was, kept true while the page is open. */
export function Ago({ at }: { at: string }) {
  const { i18n } = useLingui();
  const now = useNow(15_000);
  return (
    <time dateTime={at} title={at}>
      {agoText(at, now, i18n.locale)}
    </time>
  );
}

/** The present, renewed every so many milliseconds. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
