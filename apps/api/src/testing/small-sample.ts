import type { SongRecipe } from "../adapters/synthesise/song-recipe.ts";
import type { SamplePlan } from "../sample/sample-plan.ts";
import type { SampleRelease, SampleTrack } from "../sample/sample-release.ts";
import { RELEASES } from "../sample/sample-releases.ts";
import { type SampleShop, TEA_HOUSE, WEB_SHOP } from "../sample/sample-shops.ts";

/** Four seconds of an octave up and down. */
const SHORT: SongRecipe = {
  seed: 1,
  tempo: 120,
  beats: 4,
  key: 0,
  sections: { all: { chords: "C | F", tune: ["1 3 5 1'", "1' 6 4 1"] } },
  band: { lead: { plays: "tune", voice: "ooh", gain: 0.5 } },
  form: [{ section: "all", players: "lead", energy: 0.7 }],
};

const [ALBUM] = RELEASES;

/** The sample world with two short songs of its album, and music on Sundays only: the same, sooner. */
export const SMALL_SAMPLE: SamplePlan = {
  releases: ALBUM ? [small(ALBUM)] : [],
  shops: [TEA_HOUSE, WEB_SHOP].map(onSundays),
};

/** One by a lyricist who joined, one by a writer who has not. */
function small(release: SampleRelease): SampleRelease {
  const tracks = release.tracks.filter(({ title }) => title === "听雨" || title === "West Lake, Slowly");
  return { ...release, tracks: tracks.map((track, at): SampleTrack => ({ ...track, recipe: { ...SHORT, seed: at } })) };
}

function onSundays(shop: SampleShop, at: number): SampleShop {
  const from = 840 + at * 60;
  const opening = [null, null, null, null, null, null, { from, to: from + 12 }];
  return { ...shop, place: { ...shop.place, opening }, soundtrack: ["听雨", "West Lake, Slowly"] };
}
