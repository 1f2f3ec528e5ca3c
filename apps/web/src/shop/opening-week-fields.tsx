import { Trans, useLingui } from "@lingui/react/macro";
import type { OpeningWeek } from "@songkeeper/client";
import { minutesOf, timeField, WEEKDAYS, weekdayName, wrongDays } from "./opening-week.ts";

interface OpeningWeekFieldsProps {
  week: OpeningWeek;
  onChange: (week: OpeningWeek) => void;
}

/** Opening hours for each weekday, Monday first. */
export function OpeningWeekFields({ week, onChange }: OpeningWeekFieldsProps) {
  const { i18n } = useLingui();
  const wrong = wrongDays(week);
  const set = (weekday: number, hours: OpeningWeek[number]) =>
    onChange(week.map((before, index) => (index === weekday ? hours : before)));
  return (
    <fieldset className="space-y-2">
      <legend className="font-strong">
        <Trans>Opening hours</Trans>
      </legend>
      <p className="text-sm text-soft">
        <Trans>Music plays, and costs, only while you are open. 00:00 as the end means midnight.</Trans>
      </p>
      {WEEKDAYS.map((weekday) => (
        <Weekday
          key={weekday}
          name={weekdayName(weekday, i18n.locale)}
          hours={week[weekday] ?? null}
          wrong={wrong.includes(weekday)}
          onChange={(hours) => set(weekday, hours)}
        />
      ))}
      <button
        type="button"
        className="button button-plain -ml-2"
        onClick={() => onChange(WEEKDAYS.map(() => week[0] ?? null))}
      >
        <Trans>Monday’s hours for every day</Trans>
      </button>
    </fieldset>
  );
}

interface WeekdayProps {
  name: string;
  hours: OpeningWeek[number];
  wrong: boolean;
  onChange: (hours: OpeningWeek[number]) => void;
}

function Weekday({ name, hours, wrong, onChange }: WeekdayProps) {
  const { t } = useLingui();
  const setTime = (end: "from" | "to", field: string) => {
    const minutes = minutesOf(field, end);
    if (hours && minutes !== undefined) onChange({ ...hours, [end]: minutes });
  };
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1">
      <label className="flex w-32 items-center gap-3">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={hours !== null}
          onChange={(event) => onChange(event.target.checked ? { from: 9 * 60, to: 21 * 60 } : null)}
        />
        {name}
      </label>
      {hours ? (
        <span className="flex items-center gap-2">
          {(["from", "to"] as const).map((end) => (
            <input
              key={end}
              type="time"
              className="input w-34! px-2!"
              aria-label={end === "from" ? t`${name}: open from` : t`${name}: open until`}
              aria-invalid={wrong}
              value={timeField(hours[end])}
              onChange={(event) => setTime(end, event.target.value)}
            />
          ))}
        </span>
      ) : (
        <span className="text-soft">
          <Trans>closed</Trans>
        </span>
      )}
      {wrong && (
        <span className="text-sm text-bad">
          <Trans>ends before it begins</Trans>
        </span>
      )}
    </div>
  );
}
