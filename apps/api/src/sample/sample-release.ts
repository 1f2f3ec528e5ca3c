import type { CoverRecipe } from "../adapters/synthesise/cover/draw-cover.ts";
import type { SongRecipe } from "../adapters/synthesise/song-recipe.ts";

/** A person's part in one role of a song, in per mille of that role. */
export interface SampleCredit {
  readonly role: "lyricist" | "composer" | "recording";
  readonly name: string;
  readonly perMille: number;
}

/** What a song costs who buys it. */
export type SamplePrice =
  | { readonly kind: "free" }
  | { readonly kind: "fixed"; readonly priceMicro: string }
  | { readonly kind: "at_least"; readonly priceMicro: string };

/** What one play costs a shop, in micro-yuan, for each use that the song is offered for. */
export interface SampleUsePrices {
  readonly premises_small?: string;
  readonly premises_large?: string;
  readonly web?: string;
  readonly live_room?: string;
}

/** A song's words: each line sung to one phrase of its tune, and timed by it, or just to be read. */
export interface SampleLyrics {
  readonly language: "zh" | "en";
  readonly timed: boolean;
  readonly lines: readonly string[];
}

/** A song of the sample world before it is uploaded. */
export interface SampleTrack {
  readonly title: string;
  readonly isrc?: string;
  readonly recipe: SongRecipe;
  readonly kind: "original" | "traditional";
  readonly credits: readonly SampleCredit[];
  readonly price: SamplePrice;
  readonly listening: "full" | "preview_only";
  readonly usePrices: SampleUsePrices;
  readonly lyrics?: SampleLyrics;
  readonly genre: string;
  readonly moods: readonly string[];
}

/** Several songs under one title and one cover. */
export interface SampleRelease {
  readonly title: string;
  readonly artist: string;
  readonly kind: "album" | "ep" | "single";
  /** Who uploads it. */
  readonly by: "musician" | "duo" | "mara";
  readonly releasedOn: string;
  readonly cover: CoverRecipe;
  readonly tracks: readonly SampleTrack[];
}
