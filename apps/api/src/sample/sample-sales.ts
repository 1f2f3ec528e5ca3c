import { type Micro, yuan } from "@songkeeper/base";
import type { SamplePerson } from "./sample-people.ts";

/** A purchase of the sample's history. */
export interface SampleSale {
  readonly buyer: SamplePerson;
  /** So many days after the tea house's first, at this hour. */
  readonly afterDays: number;
  readonly hour: number;
  readonly songs: readonly { readonly title: string; readonly more?: Micro }[];
  /** Paid, if nothing is said; else left until its time was over, or given back after so many days. */
  readonly left?: true;
  readonly refundedAfterDays?: number;
}

/** What the sample's listeners bought, in the order of time: some gave more than the least, and some songs are free. */
export const SALES: readonly SampleSale[] = [
  { buyer: "listener", afterDays: 1, hour: 21, songs: [{ title: "听雨" }, { title: "晚归" }] },
  { buyer: "collector", afterDays: 3, hour: 8, songs: [{ title: "霓虹慢车" }] },
  { buyer: "visitor", afterDays: 4, hour: 20, songs: [{ title: "Paper Boats" }, { title: "Kettle Blues" }] },
  { buyer: "listener", afterDays: 5, hour: 22, songs: [{ title: "West Lake, Slowly", more: yuan("1.00") }] },
  { buyer: "listener", afterDays: 6, hour: 7, songs: [{ title: "问茶" }] },
  {
    buyer: "collector",
    afterDays: 8,
    hour: 19,
    songs: [{ title: "汽水夏天" }, { title: "茉莉花", more: yuan("0.70") }],
  },
  { buyer: "visitor", afterDays: 10, hour: 23, songs: [{ title: "West Lake, Slowly" }] },
  {
    buyer: "listener",
    afterDays: 12,
    hour: 12,
    songs: [{ title: "Paper Boats", more: yuan("0.30") }, { title: "Hello, Tuesday" }],
  },
  { buyer: "collector", afterDays: 14, hour: 18, songs: [{ title: "Lantern Street" }], left: true },
  { buyer: "visitor", afterDays: 16, hour: 9, songs: [{ title: "Last Ferry" }, { title: "听雨" }] },
  { buyer: "collector", afterDays: 17, hour: 21, songs: [{ title: "石桥" }], refundedAfterDays: 2 },
  { buyer: "listener", afterDays: 19, hour: 20, songs: [{ title: "月光信" }] },
  { buyer: "collector", afterDays: 23, hour: 22, songs: [{ title: "茶烟" }] },
  { buyer: "visitor", afterDays: 25, hour: 6, songs: [{ title: "Hello, Tuesday" }, { title: "月光信" }] },
  { buyer: "collector", afterDays: 30, hour: 21, songs: [{ title: "萤火" }] },
  { buyer: "visitor", afterDays: 33, hour: 19, songs: [{ title: "茉莉花", more: yuan("0.20") }] },
  { buyer: "listener", afterDays: 36, hour: 21, songs: [{ title: "霓虹慢车" }] },
  { buyer: "collector", afterDays: 41, hour: 13, songs: [{ title: "晚归" }, { title: "听雨" }] },
  { buyer: "visitor", afterDays: 47, hour: 22, songs: [{ title: "石桥" }] },
];

/** A change of a song's fee in premises, so many days after the tea house's first. */
export interface SamplePriceChange {
  readonly title: string;
  readonly feeMicro: string;
  readonly afterDays: number;
}

/** One fee that rises, which the tea house's licence does not let through within its term, and one that falls at once. */
export const PRICE_CHANGES: readonly SamplePriceChange[] = [
  { title: "晚归", feeMicro: "35000", afterDays: 9 },
  { title: "West Lake, Slowly", feeMicro: "12000", afterDays: 16 },
];
