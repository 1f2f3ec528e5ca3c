import { yuan } from "@songkeeper/base";

/** What the tea house wants to spend: in a month at most, and what its owner paid in at the beginning of each. */
export const TEA_HOUSE_BUDGET = yuan("115.00");
export const TEA_HOUSE_TOP_UP = yuan("150.00");

export const TEA_HOUSE = { name: "听雨茶馆", trade: "tea_house", city: "杭州" } as const;

/** Closed on Mondays; music in the afternoon, on weekends from before noon. */
const WEEKDAY = { from: 14 * 60, to: 19 * 60 };
const WEEKEND = { from: 11 * 60, to: 20 * 60 };

export const TEA_HOUSE_PLACE = {
  name: "听雨茶馆 · 南山路店",
  address: "杭州市上城区南山路 18 号",
  city: "杭州",
  sizeM2: 120,
  zoneName: "大堂",
  timeZone: "Asia/Shanghai",
  opening: [null, WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, WEEKEND, WEEKEND],
} as const;
