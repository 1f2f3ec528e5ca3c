import { type SongCard, ProblemError } from "@songkeeper/client";
import { loudnessGain } from "@songkeeper/media";
import { type Failure, joinMediaSession, Player, type PlayerState, type Song, type Source } from "@songkeeper/player";
import { useSyncExternalStore } from "react";
import { client } from "../shell/client.ts";
import { keep, recall } from "../shell/language.ts";
import { coverUrl } from "./cover-url.ts";

const KEY = "songkeeper.player";

/** The one player of this page; it sounds on while rooms change. */
export const player = new Player({
  source: askForSource,
  failureOf,
  storage: { read: () => recall(KEY), write: (text) => keep(KEY, text) },
  dice: () => Math.random(),
  now: () => Date.now(),
  quality: savesData() ? "saver" : "lossless",
});

joinMediaSession(player, ({ coverId }) =>
  coverId ? [{ src: coverUrl(coverId, 1400), sizes: "1400x1400", type: "image/jpeg" }] : [],
);

// Two tabs do not sound at once: who begins here pauses there.
const otherTabs = new BroadcastChannel(KEY);
otherTabs.addEventListener("message", () => player.pause());
player.store.subscribe(({ status }, before) => {
  if (status === "playing" && before.status !== "playing") otherTabs.postMessage("playing");
});

/** What a component shows of the player; `select` must give the same value until it changes. */
export function usePlayer<T>(select: (state: PlayerState) => T): T {
  return useSyncExternalStore(player.store.subscribe, () => select(player.store.getState()));
}

/** A listed song as the player keeps it. */
export function playable({ id, title, artist, release, coverId, color, durationMs }: SongCard): Song {
  return { id, title, artist, release, coverId, color, durationMs };
}

async function askForSource(songId: string): Promise<Source> {
  const { loudness, releaseLoudness, ...listening } = await client.listen.listen(songId);
  const releaseGainDb = releaseLoudness && loudnessGain(releaseLoudness);
  return { ...listening, gainDb: loudnessGain(loudness), releaseGainDb };
}

/** Whether the listener asked this browser to spare the line. */
function savesData(): boolean {
  const connection: unknown = Reflect.get(navigator, "connection");
  return typeof connection === "object" && connection !== null && Reflect.get(connection, "saveData") === true;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof ProblemError)) return "unreachable";
  if (error.status === 404 || error.status === 410) return "gone";
  return error.status === 0 || error.status >= 500 ? "unreachable" : "refused";
}
