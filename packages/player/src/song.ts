/** A song as the player shows and keeps it. */
export interface Song {
  readonly id: string;
  readonly title: string;
  readonly artist: { readonly id: string; readonly name: string };
  readonly release: { readonly id: string; readonly title: string };
  readonly coverId: string | null;
  readonly color: string | null;
  readonly durationMs: number;
}

/** How much of a song is heard, and how well. */
export type Tier = "preview" | "standard" | "lossless";

/** What the listener wishes to hear where there is a choice, the least first. */
export const QUALITIES = ["saver", "standard", "high", "lossless"] as const;
export type Quality = (typeof QUALITIES)[number];

/** What can really sound: a rendition, by its name. */
export const SOUNDINGS = ["preview", "aac64", "aac128", "aac256", "flac"] as const;
export type Sounding = (typeof SOUNDINGS)[number];

/** Leave to hear a song now. */
export interface Source {
  readonly tier: Tier;
  readonly playlistUrl: string;
  /** When the address stops working; null where it does not. */
  readonly expiresAt: string | null;
  /** Of what is heard: a preview is shorter than its song. */
  readonly durationMs: number;
  /** Where in the song that begins. */
  readonly startMs: number;
  /** How much louder the song is made, in dB, so that all are equally loud. */
  readonly gainDb: number;
  /** The same for a whole release, which keeps its songs' differences; null where it is not known. */
  readonly releaseGainDb: number | null;
  readonly waveformUrl: string;
}

/** Why a song does not sound. */
export type Failure = "unreachable" | "gone" | "refused" | "unplayable" | "needs_tap";
