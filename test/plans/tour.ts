import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { Kysely } from "kysely";
import { closeHandlers } from "../../apps/api/src/close/jobs.ts";
import { readConfig } from "../../apps/api/src/config.ts";
import type { Tables } from "../../apps/api/src/db/schema.ts";
import { createApp } from "../../apps/api/src/http/app.ts";
import { HANDLERS } from "../../apps/api/src/jobs.ts";
import { runJobs } from "../../apps/api/src/jobs/run-jobs.ts";
import { openServices } from "../../apps/api/src/open-services.ts";
import { ROUTINES } from "../../apps/api/src/routines.ts";
import { makeSampleWorld } from "../../apps/api/src/sample/make-sample-world.ts";
import { PEOPLE, SAMPLE_PASSWORD } from "../../apps/api/src/sample/sample-people.ts";
import type { Services } from "../../apps/api/src/services.ts";
import { SMALL_SAMPLE } from "../../apps/api/src/testing/small-sample.ts";
import { openTeaHouse, type TeaHouse } from "../../apps/api/src/testing/tea-house.ts";
import { rowsOf } from "../../apps/api/src/testing/test-database.ts";
import { json, type Send } from "../../apps/api/src/testing/test-player.ts";
import { signIn, withHeaders } from "../system/support/sign-in.ts";
import type { QueryCollector } from "./collect-queries.ts";
import { tourTheMarket } from "./tour-of-the-market.ts";
import { tourTheMatches } from "./tour-of-matches.ts";
import { tourTheStudio } from "./tour-of-the-studio.ts";
import { listenAsEverybody } from "./tour-of-listening.ts";

/** A platform on whose database a tour has been made, still open. */
export interface ToldPlatform {
  readonly db: Kysely<Tables>;
  readonly close: () => Promise<void>;
}

const SAMPLE_ACCESS = { password: SAMPLE_PASSWORD, origin: "http://localhost" };

/** Does nearly everything that the platform can do, on SQLite in a folder of its own. */
export async function tourThePlatform(collector: QueryCollector): Promise<ToldPlatform> {
  Error.stackTraceLimit = 60;
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-tour-"));
  const config = { ...readConfig({ DATA_DIR: folder, LOG_LEVEL: "error" }), publicUrl: "http://localhost" };
  const clock = { at: new Date("2026-03-10T02:00:00.000Z") };
  const { services, db, close } = await openServices(config, () => new Date(clock.at), collector.wrap);
  await makeSample(services);
  const database = { db, databaseUrl: undefined, remove: close };
  const house = await openTeaHouse(undefined, { ...services, database, clock, close });
  await playInTheHouse(house);
  await tourTheMarket({ ...services, database, clock, close });
  await tourTheStudio(services, clock);
  await tourTheMatches(services, house.send, await collector.unheard(() => operatorIdOf(db)));
  await listenAsEverybody(services, house.send);
  await askEverything(services, house, await collector.unheard(() => idsOf(db)));
  await doWhatIsDueLater(services, clock);
  return {
    db,
    async close() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function operatorIdOf(db: Kysely<Tables>): Promise<string> {
  const { id } = await db.selectFrom("user").select("id").where("role", "=", "operator").executeTakeFirstOrThrow();
  return id;
}

/** The sample world is made through a server that listens and does its jobs. */
async function makeSample(services: Services): Promise<void> {
  const server = serve({ fetch: createApp(services).fetch, port: 0, hostname: "127.0.0.1" });
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const jobs = runJobs(services, HANDLERS);
  const url = `http://127.0.0.1:${port}`;
  await makeSampleWorld(services, { url, localUrl: url, print: () => undefined, plan: SMALL_SAMPLE });
  await jobs.stop();
  await new Promise((resolve) => void server.close(resolve));
}

/** A player whose answer was lost asks with the same code and key again. */
async function pairTwice(house: TeaHouse): Promise<void> {
  const response = await house.asOwner(`/api/zones/${house.zone.id}/pairing-codes`, { method: "POST" });
  const { code } = (await response.json()) as { code: string };
  const publicKey = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }).x;
  for (let round = 0; round < 2; round++) await house.send("/api/pairings", json("POST", { code, publicKey }));
}

/** Deliveries in order, ahead of a gap, twice, contradictory; a replaced player; plays that are held. */
async function playInTheHouse(house: TeaHouse): Promise<void> {
  await pairTwice(house);
  const first = await house.pair();
  const { rain, snow, wind } = house.songs;
  await first.takeLease();
  const chunk = first.seal([house.hear(first, { trackId: rain, heardMs: 60_000 })]);
  await first.deliver(chunk);
  await first.deliver(chunk);
  await first.deliver(first.sealAt(1, chunk.prevHash, [...chunk.entries, "other"]));
  await first.deliver(first.sealAt(1, chunk.prevHash, ["other"]));
  const player = await house.pair();
  await player.takeLease();
  const early = player.play({ trackId: wind, heardMs: 90_000 });
  const gap = player.seal([early]);
  await player.deliver(player.seal([player.play({ trackId: snow, heardMs: 4_000 })]));
  await player.deliver(gap);
  await player.deliver(
    player.seal([player.play({ trackId: rain, heardMs: 60_000, monoStart: player.mono + 900_000 })]),
  );
  await player.takeLease();
  const token = { authorization: `Bearer ${player.token}` };
  const said = { trackId: rain, state: "playing", positionMs: 0 };
  await house.send(`/api/devices/${player.deviceId}/now-playing`, withHeaders(json("PUT", said), token));
  player.reboot("boot-2");
  await player.deliver(player.seal([player.play({ trackId: wind, heardMs: 90_000, bootId: "boot-1" })]));
  player.nextSeq += 1; // a gap that stays
  await player.deliver(player.seal([player.play({ trackId: wind, heardMs: 90_000 })]));
}

/** Every route of the documented API: reading with all ids there are, and what people change. */
async function askEverything(services: Services, house: TeaHouse, ids: Ids): Promise<void> {
  const app = createApp(services);
  const send: Send = async (path, init) => app.request(path, init);
  const { operator, musician, lyricist, owner, listener } = PEOPLE;
  const some = [operator, musician, lyricist, owner, listener];
  const people = await Promise.all(some.map(({ email }) => signIn(send, { email, ...SAMPLE_ACCESS })));
  people.push(house.asOwner);
  const document = (await (await send("/api/openapi.json")).json()) as { paths: Record<string, object> };
  for (const [path, methods] of Object.entries(document.paths)) {
    if (!("get" in methods) || path.endsWith("/live")) continue;
    for (const address of addressesOf(`/api${path}`, ids))
      for (const person of people) await (await person(address)).text();
  }
  await changeThings(house, people, ids);
}

type Ids = Readonly<Record<string, readonly string[]>>;

async function idsOf(db: Kysely<Tables>): Promise<Ids> {
  const column = async (table: keyof Tables, name: string) =>
    [...new Set(((await rowsOf(db, table)) as Record<string, unknown>[]).map((row) => String(row[name])))].slice(-3);
  return {
    shopId: await column("shop", "id"),
    zoneId: await column("zone", "id"),
    deviceId: await column("device", "id"),
    trackId: await column("track", "id"),
    draftId: await column("draft", "id"),
    recordingId: await column("recording", "id"),
    uploadId: await column("recording", "id"),
    songId: await column("track", "id"),
    releaseId: await column("release", "id"),
    artistId: await column("artist", "id"),
    partyId: await column("party", "id"),
    payoutId: await column("payout", "id"),
    month: ["2026-02", "2026-03"],
  };
}

/** A path with each combination of the ids it names; two filters of lists that have them. */
function addressesOf(path: string, ids: Ids): string[] {
  const [name] = /(?<=\{)\w+(?=[^}]*\})/.exec(path) ?? [];
  if (!name) return [path, `${path}?use=premises_small`];
  return (ids[name] ?? ["unknown"]).flatMap((id) => addressesOf(path.replace(/\{[^}]+\}/, id), ids));
}

async function changeThings(house: TeaHouse, people: readonly Send[], ids: Ids): Promise<void> {
  const { asOwner, shop, zone, songs } = house;
  const chosen = { trackIds: Object.values(songs) };
  await asOwner(`/api/zones/${zone.id}/estimate`, json("POST", chosen));
  await asOwner(`/api/zones/${zone.id}/soundtrack`, json("PUT", chosen));
  await asOwner(`/api/zones/${zone.id}`, json("PUT", { opening: zone.opening, offlineDays: 3 }));
  const budget = { monthlyMicro: "500000000", dayCapMicro: null, mode: "pacing" };
  await asOwner(`/api/shops/${shop.id}/budget`, json("PUT", budget));
  const topUp = withHeaders(json("POST", { amountMicro: "1000000" }), { "idempotency-key": "tour-1234" });
  await asOwner(`/api/shops/${shop.id}/top-ups`, topUp);
  for (const person of people) {
    const payee = { account: "he@sandbox", realName: "何山", minPayoutMicro: "1000000" };
    for (const partyId of ids["partyId"] ?? []) {
      await person(`/api/parties/${partyId}/payout-account`, json("PUT", payee));
      await person(`/api/operate/parties/${partyId}/confirm-name`, json("POST", {}));
      await person(`/api/operate/parties/${partyId}/tie`, json("POST", { email: PEOPLE.operator.email }));
    }
    const held = await person("/api/operate/held");
    const { items = [] } = (await held.json()) as { items?: { deviceId: string; seq: number }[] };
    for (const { deviceId, seq } of items.slice(0, 1))
      await person(`/api/operate/held/${deviceId}/${seq}`, json("POST", { verdict: "billed" }));
    await person("/api/operate/closes", json("POST", { month: "2026-03" }));
  }
}

/** What happens by itself: the close of the month, payouts, and the routines, now and after all delays. */
async function doWhatIsDueLater(services: Services, clock: { at: Date }): Promise<void> {
  for (const at of ["2026-04-04T02:00:00.000Z", "2026-05-20T02:00:00.000Z"]) {
    clock.at = new Date(at);
    for (const routine of ROUTINES) await routine.run(services);
    for (const month of ["2026-03", "2026-04"])
      await closeHandlers["close-month"]?.(services, { month }).catch(() => {});
    const jobs = runJobs(services, closeHandlers);
    await untilIdle(services);
    await jobs.stop();
  }
}

async function untilIdle({ transact }: Services): Promise<void> {
  const open = () =>
    transact((tx) =>
      tx.selectFrom("job").select("id").where("done_at", "is", null).where("dead_at", "is", null).execute(),
    );
  for (let turn = 0; turn < 200 && (await open()).length > 0; turn++) await new Promise(setImmediate);
}
