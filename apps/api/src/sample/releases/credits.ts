import type { SampleCredit, SamplePrice, SampleUsePrices } from "../sample-release.ts";

/** Who wrote and recorded the sample's songs; some of them have not joined, and what they earn waits for them. */
export const NAMES = {
  lin: "林月",
  zhou: "周墨",
  he: "何橘",
  song: "宋海",
  mara: "Mara Quinn",
  xu: "许晚",
  ewan: "Ewan Hale",
  shen: "沈遥",
  tomas: "Tomás Ortega",
} as const;

type Part = readonly [name: string, perMille: number];

/** Credits of the words. */
export const words = (...parts: readonly Part[]) => part("lyricist", parts);
/** Credits of the music. */
export const music = (...parts: readonly Part[]) => part("composer", parts);
/** Credits of the recording. */
export const recording = (...parts: readonly Part[]) => part("recording", parts);

function part(role: SampleCredit["role"], parts: readonly Part[]): SampleCredit[] {
  return parts.map(([name, perMille]) => ({ role, name, perMille }));
}

/** What the form offers first. */
export const EIGHTY_FEN: SamplePrice = { kind: "fixed", priceMicro: "800000" };
export const FREE: SamplePrice = { kind: "free" };

/** At least so many micro-yuan; the buyer may add more. */
export function atLeast(priceMicro: string): SamplePrice {
  return { kind: "at_least", priceMicro };
}

/** A fee per play in small and large premises; web shops and live rooms pay what the form offers first. */
export function uses(small: string, large: string): SampleUsePrices {
  return { premises_small: small, premises_large: large, web: "2000", live_room: "200000" };
}
