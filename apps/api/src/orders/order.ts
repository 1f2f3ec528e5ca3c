import type { Micro } from "@songkeeper/base";
import type { OrderState } from "@songkeeper/ledger";

/** One song of an order, with the versions of its parts and of its price by which it was sold. */
export interface OrderLine {
  readonly line: number;
  readonly trackId: string;
  readonly splitVersion: number;
  readonly priceVersion: number;
  readonly amount: Micro;
}

/** Songs that somebody buys, and how far that came. */
export interface Order {
  readonly id: string;
  readonly buyerId: string;
  readonly state: OrderState;
  readonly total: Micro;
  readonly lines: readonly OrderLine[];
  /** Who takes the money, and how they name the payment; none where nothing is to be paid. */
  readonly payment: { readonly provider: string; readonly reference: string } | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly paidAt: Date | null;
  readonly fulfilledAt: Date | null;
  /** When the first byte of a file or of a stream that only buyers hear was given. */
  readonly deliveredAt: Date | null;
  readonly refundedAt: Date | null;
}

/** The moment of something that moves money: the clock, and the zone that says which month it is. */
export interface Moment {
  readonly now: Date;
  readonly timeZone: string;
}
