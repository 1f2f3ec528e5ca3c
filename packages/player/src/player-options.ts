import type { Dice } from "./queue.ts";
import type { Failure, Quality, Source } from "./song.ts";

/** What the player needs of the world around it. */
export interface PlayerOptions {
  /** Leave to hear a song now; throws where there is none. */
  readonly source: (songId: string) => Promise<Source>;
  readonly failureOf: (error: unknown) => Failure;
  readonly storage: { readonly read: () => string | null; readonly write: (text: string) => void };
  readonly dice: Dice;
  readonly now: () => number;
  /** What is heard until the listener chooses; lossless if nothing speaks against it. */
  readonly quality?: Quality;
}
