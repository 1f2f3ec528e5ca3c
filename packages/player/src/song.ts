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

/** What the listener wishes to hear where there is a choice. */
export type Quality = "standard" | "lossless";

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
  readonly waveformUrl: string;
}

/** Why a song does not sound. */
export type Failure = "unreachable" | "gone" | "refused" | "unplayable" | "needs_tap";
