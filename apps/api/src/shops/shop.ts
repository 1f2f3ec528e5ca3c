import type { Micro, Use } from "@songkeeper/base";
import type { BudgetMode, OpeningWeek } from "@songkeeper/licensing";

/** An organization that plays music, with its budget. */
export interface Shop {
  readonly id: string;
  readonly name: string;
  readonly trade: string;
  readonly city: string;
  readonly monthlyBudget: Micro;
  readonly dayCap: Micro | null;
  readonly budgetMode: BudgetMode;
}

/** Premises of a shop. */
export interface Place {
  readonly id: string;
  readonly shopId: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly sizeM2: number;
}

/** The unit that plays: one loudspeaker circuit. */
export interface Zone {
  readonly id: string;
  readonly shopId: string;
  readonly placeId: string;
  readonly name: string;
  readonly use: Use;
  /** For schedules only; money's days are the platform's. */
  readonly timeZone: string;
  readonly opening: OpeningWeek;
  readonly offlineDays: number;
}

/** The permission to use songs for one use, for twelve months. */
export interface Licence {
  readonly id: string;
  readonly number: string;
  readonly shopId: string;
  readonly use: Use;
  readonly territory: string;
  readonly termsVersion: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
}
