import { ROLES } from "@songkeeper/base";
import { newTrack } from "@songkeeper/contracts";
import { createTrack } from "../../apps/api/src/catalog/create-track.ts";
import type { TeaHouse } from "../../apps/api/src/testing/tea-house.ts";
import { json, type TestPlayer } from "../../apps/api/src/testing/test-player.ts";
import { pairPlayer } from "../system/support/pair-player.ts";
import { withHeaders } from "../system/support/sign-in.ts";
import { BEGIN, storeWorld, type StoredWorld } from "../system/support/stored-world.ts";

export const DEVICES = 8;
/** Entries of a chunk: many after an outage, one (`--entries 1`) from a player on-line. */
export const ENTRIES = Number(optionOf("--entries") ?? 100);
const SONGS = 20;
const SONG_MS = 4_000;

/** What follows an option on the command line. */
export function optionOf(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at > 0 ? process.argv[at + 1] : undefined;
}

/** One delivery of one device, ready to be sent. */
export interface PreparedDelivery {
  readonly deviceId: string;
  readonly token: string;
  readonly body: string;
}

/** What all devices deliver at one moment. */
export interface Batch {
  readonly at: Date;
  readonly deliveries: readonly PreparedDelivery[];
}

/** A shop with several devices under leases, and so many batches of chunks of billed plays, sealed and signed before. */
export async function prepareWorld(batches: number): Promise<{ world: StoredWorld; batches: Batch[] }> {
  const made: Batch[] = [];
  const world = await storeWorld(async (house) => {
    const songs = await addSongs(house);
    await payAhead(house);
    const players: TestPlayer[] = [];
    for (let number = 0; number < DEVICES; number++) players.push(await openZone(house, number, songs));
    for (let batch = 1; batch <= batches; batch++) made.push(playBatch(players, songs, batch));
  });
  return { world, batches: made };
}

async function addSongs({ services }: TeaHouse): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < SONGS; number++) {
    const sha256 = `${number}`.padStart(64, "0");
    const audio = { object: `audio/${sha256}.wav`, sha256, bytes: 1_000, durationMs: SONG_MS };
    const credits = ROLES.map((role) => ({ role, name: "林小满", perMille: 1000 }));
    const song = newTrack.parse({
      title: `song ${number}`,
      artist: "林小满",
      credits,
      prices: { premises_small: "20000" },
    });
    const made = await services.transact((tx) => createTrack(tx, "musician", { song, audio }, services.now()));
    if (!made.ok) throw new Error(made.reason);
    ids.push(made.value);
  }
  return ids;
}

async function payAhead({ asOwner, shop }: TeaHouse): Promise<void> {
  const budget = { monthlyMicro: "100000000000", dayCapMicro: null, mode: "stop" };
  await expectOk(asOwner(`/api/shops/${shop.id}/budget`, json("PUT", budget)));
  const topUp = json("POST", { amountMicro: "100000000000" });
  await expectOk(asOwner(`/api/shops/${shop.id}/top-ups`, withHeaders(topUp, { "idempotency-key": "bench-top-up" })));
}

async function openZone(house: TeaHouse, number: number, trackIds: readonly string[]): Promise<TestPlayer> {
  const zone = await house.addZone(`zone ${number}`);
  await expectOk(house.asOwner(`/api/zones/${zone.id}/soundtrack`, json("PUT", { trackIds })));
  const player = await pairPlayer(house, house.send, zone.id);
  await player.takeLease();
  return player;
}

/** Every song sounds to its end, one after the other; the batch is delivered when the last has. */
function playBatch(players: readonly TestPlayer[], songs: readonly string[], batch: number): Batch {
  const deliveries = players.map((player) => {
    const entries = Array.from({ length: ENTRIES }, (_, at) =>
      player.play({ trackId: songs[at % songs.length] ?? "", heardMs: SONG_MS }),
    );
    const chunk = player.seal(entries);
    const body = JSON.stringify({ chunk, bootId: player.bootId, monoSent: player.mono });
    return { deviceId: player.deviceId, token: player.token, body };
  });
  return { at: new Date(BEGIN.getTime() + batch * ENTRIES * SONG_MS), deliveries };
}

async function expectOk(answer: Promise<Response>): Promise<void> {
  const { ok, status } = await answer;
  if (!ok) throw new Error(`the world could not be prepared: ${status} ${await (await answer).text()}`);
}
