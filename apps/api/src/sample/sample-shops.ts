import { type Micro, yuan } from "@songkeeper/base";
import type { PlaceDescription } from "../shops/create-place.ts";
import type { Shop } from "../shops/shop.ts";
import type { SamplePerson } from "./sample-people.ts";

/** A shop of the sample world, with its one zone. */
export interface SampleShop {
  readonly owner: SamplePerson;
  readonly shop: Pick<Shop, "name" | "trade" | "city">;
  readonly place: PlaceDescription;
  /** The songs that its owner picked, by title, in order. */
  readonly soundtrack: readonly string[];
  /** What it wants to spend in a month at most, and what its owner paid in at the beginning of each. */
  readonly budget: Micro;
  readonly topUp: Micro;
}

/** Closed on Mondays; music in the afternoon, on weekends from before noon. */
const WEEKDAY = { from: 14 * 60, to: 19 * 60 };
const WEEKEND = { from: 11 * 60, to: 20 * 60 };

/** Premises by the lake in which it mostly rains. */
export const TEA_HOUSE: SampleShop = {
  owner: "owner",
  shop: { name: "听雨茶馆", trade: "tea_house", city: "杭州" },
  place: {
    name: "听雨茶馆 · 南山路店",
    address: "杭州市上城区南山路 18 号",
    city: "杭州",
    sizeM2: 120,
    zoneName: "大堂",
    timeZone: "Asia/Shanghai",
    opening: [null, WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, WEEKEND, WEEKEND],
  },
  soundtrack: [
    "听雨",
    "茶烟",
    "West Lake, Slowly",
    "石桥",
    "问茶",
    "晚归",
    "Lantern Street",
    "月光信",
    "萤火",
    "茉莉花",
    "Paper Boats",
    "Last Ferry",
  ],
  budget: yuan("115.00"),
  topUp: yuan("150.00"),
};

/** People look at coats after work. */
const EVENING = { from: 19 * 60 + 30, to: 22 * 60 };

/** A shop on the web whose pages play music while somebody looks at them; it is run from a small studio. */
export const WEB_SHOP: SampleShop = {
  owner: "tailor",
  shop: { name: "慢线衣铺", trade: "clothing", city: "苏州" },
  place: {
    name: "慢线衣铺 · 网店",
    address: "苏州市姑苏区平江路 7 号",
    city: "苏州",
    sizeM2: 40,
    use: "web",
    zoneName: "首页",
    timeZone: "Asia/Shanghai",
    opening: [EVENING, EVENING, EVENING, EVENING, EVENING, EVENING, EVENING],
  },
  soundtrack: [
    "汽水夏天",
    "霓虹慢车",
    "Hello, Tuesday",
    "Lantern Street",
    "West Lake, Slowly",
    "Kettle Blues",
    "石桥",
    "晚归",
  ],
  budget: yuan("20.00"),
  topUp: yuan("20.00"),
};
