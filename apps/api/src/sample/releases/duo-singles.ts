import { JASMINE } from "../recipes/bridge-songs.ts";
import { NEON_TRAIN, SODA_SUMMER } from "../recipes/city-songs.ts";
import type { SampleRelease } from "../sample-release.ts";
import { atLeast, EIGHTY_FEN, music, NAMES, recording, uses, words } from "./credits.ts";

const { he, song, xu, shen } = NAMES;
const DUO = "橘与海";

/** The duo's singles: one in neon, one in the sun, and an old song of everybody's. */
export const DUO_SINGLES: readonly SampleRelease[] = [
  {
    title: "霓虹慢车",
    artist: DUO,
    kind: "single",
    by: "duo",
    releasedOn: "2026-02-13",
    cover: { scene: "neon", seed: 7 },
    tracks: [
      {
        title: "霓虹慢车",
        recipe: NEON_TRAIN,
        kind: "original",
        credits: [...words([he, 1_000]), ...music([song, 700], [he, 300]), ...recording([he, 500], [song, 500])],
        price: { kind: "fixed", priceMicro: "1500000" },
        listening: "preview_only",
        usePrices: uses("40000", "60000"),
        genre: "synth_pop",
        moods: ["night", "driving"],
        lyrics: {
          language: "zh",
          timed: true,
          lines: [
            "霓虹把雨染成汽水",
            "慢车开得像在睡",
            "每一站都有人下",
            "没有人问我是谁",
            "就这样开吧不要停",
            "让城市变成流星",
            "你靠着窗我靠着你",
            "听轨道说给心听",
            "广告牌眨着眼睛",
            "倒影里我们很轻",
            "如果终点不存在",
            "那就不用说再见",
            "就这样开吧不要停",
            "让城市变成流星",
            "你靠着窗我靠着你",
            "天亮之前不要醒",
          ],
        },
      },
    ],
  },
  {
    title: "汽水夏天",
    artist: DUO,
    kind: "single",
    by: "duo",
    releasedOn: "2026-01-30",
    cover: { scene: "soda", seed: 7 },
    tracks: [
      {
        title: "汽水夏天",
        recipe: SODA_SUMMER,
        kind: "original",
        credits: [
          ...words([he, 600], [xu, 400]),
          ...music([song, 1_000]),
          ...recording([he, 450], [song, 450], [shen, 100]),
        ],
        price: EIGHTY_FEN,
        listening: "full",
        usePrices: uses("25000", "40000"),
        genre: "city_pop",
        moods: ["happy", "summer"],
        lyrics: {
          language: "zh",
          timed: false,
          lines: [
            "瓶盖一弹",
            "夏天就跑出来",
            "你的刘海",
            "沾着一点海",
            "咕嘟咕嘟往上冒",
            "心事藏也藏不了",
            "再来一口凉到笑",
            "太阳都想要",
          ],
        },
      },
    ],
  },
  {
    title: "茉莉花",
    artist: DUO,
    kind: "single",
    by: "duo",
    releasedOn: "2026-02-20",
    cover: { scene: "jasmine", seed: 7 },
    tracks: [
      {
        title: "茉莉花",
        recipe: JASMINE,
        kind: "traditional",
        // Nobody wrote it that we know: the music's part is the arrangement's.
        credits: [...music([song, 700], [he, 300]), ...recording([he, 500], [song, 500])],
        price: atLeast("300000"),
        listening: "full",
        usePrices: uses("5000", "8000"),
        genre: "folk",
        moods: ["tender", "traditional"],
        lyrics: {
          language: "zh",
          timed: false,
          lines: [
            "好一朵美丽的茉莉花",
            "好一朵美丽的茉莉花",
            "芬芳美丽满枝桠",
            "又香又白人人夸",
            "让我来将你摘下",
            "送给别人家",
            "茉莉花呀茉莉花",
          ],
        },
      },
    ],
  },
];
