import type { SampleRelease } from "./sample-release.ts";
import { RELEASES } from "./sample-releases.ts";
import type { SampleShop } from "./sample-shops.ts";
import { TEA_HOUSE, WEB_SHOP } from "./sample-shops.ts";

/** What the sample world is made of; tests make a smaller one. Of its songs, sales and soundtracks take what is there. */
export interface SamplePlan {
  readonly releases: readonly SampleRelease[];
  readonly shops: readonly SampleShop[];
}

/** The whole sample world. */
export const SAMPLE_PLAN: SamplePlan = { releases: RELEASES, shops: [TEA_HOUSE, WEB_SHOP] };
