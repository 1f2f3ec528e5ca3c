import { json, type Send, TestPlayer } from "../../../apps/api/src/testing/test-player.ts";
import type { TeaHouse } from "../../../apps/api/src/testing/tea-house.ts";

/** Pairs a player with the tea house's zone as an owner does, by a code; the player sends its requests through `send`. */
export async function pairPlayer(house: TeaHouse, send: Send, zoneId: string = house.zone.id): Promise<TestPlayer> {
  const made = await house.asOwner(`/api/zones/${zoneId}/pairing-codes`, json("POST", {}));
  const { code } = (await made.json()) as { code: string };
  return TestPlayer.pair(send, code);
}
