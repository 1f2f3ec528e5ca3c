import type { newTrack } from "@songkeeper/contracts";
import type { z } from "zod";

/** Everybody in the sample world who has an account; its operator runs the platform. All have this password. */
export const SAMPLE_PASSWORD = "songkeeper-sample";
export const PEOPLE = {
  operator: { name: "Songkeeper", email: "operator@songkeeper.example" },
  musician: { name: "林月", email: "lin.yue@songkeeper.example" },
  lyricist: { name: "周墨", email: "zhou.mo@songkeeper.example" },
  owner: { name: "陈茗", email: "chen.ming@songkeeper.example" },
} as const;

/** A song of the sample world, as its musician describes it. */
export type SampleSong = z.input<typeof newTrack> & {
  readonly audio: { readonly synthesised: { readonly seed: number; readonly durationMs: number } };
};
type Credits = SampleSong["credits"];

const LIN = PEOPLE.musician.name;
const ZHOU = PEOPLE.lyricist.name;
/** These have not joined: what they earn waits for them. */
const XU = "许晚";
const EWAN = "Ewan Hale";
const SHEN = "沈遥";

const words = (...parts: readonly (readonly [string, number])[]) => part("lyricist", parts);
const music = (...parts: readonly (readonly [string, number])[]) => part("composer", parts);
const recording = (...parts: readonly (readonly [string, number])[]) => part("recording", parts);

function part(role: Credits[number]["role"], parts: readonly (readonly [string, number])[]): Credits {
  return parts.map(([name, perMille]) => ({ role, name, perMille }));
}

function premises(small: string, large: string): SampleSong["prices"] {
  return { premises_small: small, premises_large: large, web: "2000", live_room: "200000" };
}

function synthesised(seed: number, seconds: number): SampleSong["audio"] {
  return { synthesised: { seed, durationMs: seconds * 1_000 } };
}

/** Eight songs of one musician: with writers who joined and who did not, shared roles, an instrumental, and a free one. */
export const SONGS: readonly SampleSong[] = [
  {
    title: "听雨",
    artist: LIN,
    isrc: "CNA012600001",
    credits: [...words([ZHOU, 1_000]), ...music([LIN, 1_000]), ...recording([LIN, 1_000])],
    prices: premises("20000", "30000"),
    audio: synthesised(1_310, 84),
  },
  {
    title: "茶烟",
    artist: LIN,
    isrc: "CNA012600002",
    credits: [...words([XU, 1_000]), ...music([LIN, 500], [ZHOU, 500]), ...recording([LIN, 1_000])],
    prices: premises("20000", "30000"),
    audio: synthesised(2_040, 78),
  },
  {
    title: "West Lake, Slowly",
    artist: LIN,
    isrc: "CNA012600003",
    credits: [...words([EWAN, 1_000]), ...music([LIN, 600], [EWAN, 400]), ...recording([LIN, 1_000])],
    prices: premises("15000", "25000"),
    audio: synthesised(771, 72),
  },
  {
    title: "石桥",
    artist: LIN,
    isrc: "CNA012600004",
    credits: [...music([LIN, 1_000]), ...recording([LIN, 700], [SHEN, 300])],
    prices: premises("20000", "30000"),
    audio: synthesised(95, 66),
  },
  {
    title: "晚归",
    artist: LIN,
    isrc: "CNA012600005",
    credits: [...words([ZHOU, 1_000]), ...music([LIN, 1_000]), ...recording([LIN, 1_000])],
    prices: premises("25000", "35000"),
    audio: synthesised(416, 90),
  },
  {
    title: "Lantern Street",
    artist: LIN,
    isrc: "CNA012600006",
    credits: [...words([ZHOU, 500], [LIN, 500]), ...music([LIN, 1_000]), ...recording([LIN, 1_000])],
    prices: premises("20000", "30000"),
    audio: synthesised(1_232, 62),
  },
  {
    title: "月光信",
    artist: LIN,
    isrc: "CNA012600007",
    credits: [...words([ZHOU, 1_000]), ...music([LIN, 334], [ZHOU, 333], [EWAN, 333]), ...recording([LIN, 1_000])],
    prices: premises("30100", "40000"),
    audio: synthesised(608, 88),
  },
  {
    title: "问茶",
    artist: LIN,
    isrc: "CNA012600008",
    credits: [...music([LIN, 1_000]), ...recording([LIN, 1_000])],
    prices: premises("0", "0"),
    audio: synthesised(1_654, 70),
  },
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
