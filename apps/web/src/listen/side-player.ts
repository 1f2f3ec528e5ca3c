import { Player, type Source } from "@songkeeper/player";
import { player as everybodysPlayer } from "./player.ts";

/** A player beside everybody's, for recordings that are in nobody's queue: it keeps nothing and shows no bar. */
export interface SidePlayer {
  readonly player: Player;
  /** Says where a recording is heard, before it is played. */
  readonly know: (recordingId: string, source: Source) => void;
  /** The recording that is heard, or stands ready to be. */
  readonly heardId: () => string | undefined;
}

/** Makes one. Two songs do not sound at once: what begins, here or there, ends the other. */
export function sidePlayer(): SidePlayer {
  const sources = new Map<string, Source>();
  const player = new Player({
    source: (recordingId) => {
      const source = sources.get(recordingId);
      return source ? Promise.resolve(source) : Promise.reject(new Error(`nothing is known to hear of ${recordingId}`));
    },
    failureOf: () => "unreachable",
    storage: { read: () => null, write: () => undefined },
    dice: Math.random,
    now: Date.now,
  });
  player.store.subscribe(({ status }, before) => {
    if (status === "loading" && before.status !== "loading") everybodysPlayer.pause();
  });
  everybodysPlayer.store.subscribe(({ status }, before) => {
    if (status === "playing" && before.status !== "playing") player.pause();
  });
  return {
    player,
    know: (recordingId, source) => void sources.set(recordingId, source),
    heardId() {
      const { queue } = player.store.getState();
      return queue.entries[queue.at]?.song.id;
    },
  };
}
