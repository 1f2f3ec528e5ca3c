import { type Day, type Month, monthOfDay, nextMonth } from "@songkeeper/base";

/** The month in which a play is settled (rule 7 of the house): its own, or the first that is not frozen yet. */
export function accountingMonthOf(day: Day, frozenThrough: Month | undefined): Month {
  const origin = monthOfDay(day);
  return frozenThrough !== undefined && origin <= frozenThrough ? nextMonth(frozenThrough) : origin;
}
