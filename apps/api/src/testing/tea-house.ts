import { type Micro, yuan } from "@songkeeper/base";
import { newTrack } from "@songkeeper/contracts";
import type { Entry } from "@songkeeper/licensing";
import { createTrack } from "../catalog/create-track.ts";
import { createPairingCode } from "../devices/pair-device.ts";
import { createApp } from "../http/app.ts";
import { chooseSoundtrack } from "../shops/choose-soundtrack.ts";
import { createPlace } from "../shops/create-place.ts";
import { grantLicence } from "../shops/grant-licence.ts";
import { openShop } from "../shops/open-shop.ts";
import { updateBudget } from "../shops/queries.ts";
import type { Shop, Zone } from "../shops/shop.ts";
import { topUpWallet } from "../wallet/top-up-wallet.ts";
import { json, type PlayTold, type Send, TestPlayer, withHeaders } from "./test-player.ts";
import { openTestServices, type TestServices } from "./test-services.ts";

/** The world that tests share: one licensed shop with one zone, three songs, money in the wallet, one fixed moment. */
export interface TeaHouse {
  readonly services: TestServices;
  /** Sends a request to the platform, in process. */
  readonly send: Send;
  readonly shop: Shop;
  readonly zone: Zone;
  /** "rain" costs 0.02 yuan and lasts 60 s, "snow" costs 0.05 and lasts 4 s, "wind" is free and lasts 90 s. */
  readonly songs: Readonly<Record<"rain" | "snow" | "wind", string>>;
  readonly ownerId: string;
  /** Sends a request as the shop's owner. */
  readonly asOwner: Send;
  /** Signs somebody up with a role in the shop, and gives a way to send requests as that person. */
  readonly hire: (email: string, role: "owner" | "admin" | "member") => Promise<Send>;
  /** Pairs a player with the zone; the one before is replaced. */
  readonly pair: (zoneId?: string) => Promise<TestPlayer>;
  /** Adds another zone with the same soundtrack. */
  readonly addZone: (name: string) => Promise<Zone>;
  readonly moveClock: (ms: number) => void;
  /** Plays a song and lets the world's time go by as the player's does. */
  readonly hear: (player: TestPlayer, told: PlayTold) => Entry;
  readonly close: () => Promise<void>;
}

const SONGS = [
  { name: "rain", fee: 20_000n, durationMs: 60_000 },
  { name: "snow", fee: 50_000n, durationMs: 4_000 },
  { name: "wind", fee: 0n, durationMs: 90_000 },
] as const;

const ALL_DAY = Array.from({ length: 7 }, () => ({ from: 0, to: 1440 }));

/** Opens the tea house at 10 March 2026, 10:00 in Shanghai, with 100 yuan in its wallet; on other services if given. */
export async function openTeaHouse(wallet: Micro = yuan("100"), given?: TestServices): Promise<TeaHouse> {
  const services = given ?? (await openTestServices());
  const app = createApp(services);
  const send: Send = async (path, init) => app.request(path, init);
  const owner = await signUp(send, "owner@example.com");
  const shop = await openShop(services, owner.userId, { name: "听雨茶馆", trade: "tea_house", city: "杭州" });
  const songs = await addSongs(services);
  const moment = { now: services.now(), timeZone: services.config.timeZone };
  const addZone = (zoneName: string) => addZoneTo(services, { shop, zoneName, songs: Object.values(songs) });
  await services.transact(async (tx) => {
    await updateBudget(tx, { ...shop, monthlyBudget: yuan("1000"), budgetMode: "stop" });
    await grantLicence(tx, shop.id, "premises_small", services.now());
    if (wallet > 0n) await topUpWallet(tx, { shopId: shop.id, amount: wallet, userId: owner.userId }, moment);
  });
  const zone = await addZone("大堂");
  return {
    services,
    send,
    shop,
    zone,
    songs,
    ownerId: owner.userId,
    asOwner: owner.send,
    addZone,
    async hire(email, role) {
      const person = await signUp(send, email);
      const body = { organizationId: shop.id, userId: person.userId, role };
      await services.auth.api.addMember({ body });
      return person.send;
    },
    async pair(zoneId = zone.id) {
      const { code } = await services.transact((tx) => createPairingCode(tx, zoneId, services.now()));
      return TestPlayer.pair(send, code);
    },
    hear(player, told) {
      const before = player.mono;
      const entry = player.play(told);
      services.clock.at = new Date(services.clock.at.getTime() + player.mono - before);
      return entry;
    },
    moveClock: (ms) => void (services.clock.at = new Date(services.clock.at.getTime() + ms)),
    close: services.close,
  };
}

/** Signs somebody up and gives a way to send requests as that person. */
export async function signUp(send: Send, email: string): Promise<{ userId: string; send: Send }> {
  const body = { name: email.split("@")[0], email, password: "correct horse battery" };
  const origin = { origin: "http://localhost" };
  const response = await send("/api/auth/sign-up/email", withHeaders(json("POST", body), origin));
  if (!response.ok) throw new Error(`sign-up failed: ${await response.text()}`);
  const { user } = (await response.json()) as { user: { id: string } };
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const asPerson: Send = (path, init = {}) => send(path, withHeaders(init, { ...origin, cookie }));
  return { userId: user.id, send: asPerson };
}

async function addSongs(services: TestServices): Promise<TeaHouse["songs"]> {
  const ids: Record<string, string> = {};
  for (const { name, fee, durationMs } of SONGS) {
    const sha256 = name.padEnd(64, "0").replaceAll(/[^0-9a-f]/g, "0");
    const audio = { object: `audio/${sha256}.wav`, sha256, bytes: 1_000, durationMs };
    const song = newTrack.parse({
      title: name,
      artist: "林小满",
      credits: [
        { role: "lyricist", name: "周墨", perMille: 1000 },
        { role: "composer", name: "林小满", perMille: 1000 },
        { role: "recording", name: "林小满", perMille: 1000 },
      ],
      prices: { premises_small: `${fee}` },
    });
    const made = await services.transact((tx) => createTrack(tx, "musician", { song, audio }, services.now()));
    if (!made.ok) throw new Error(made.reason);
    ids[name] = made.value;
  }
  return ids as TeaHouse["songs"];
}

async function addZoneTo(
  services: TestServices,
  { shop, zoneName, songs }: { shop: Shop; zoneName: string; songs: readonly string[] },
): Promise<Zone> {
  const place = { name: "总店", address: "龙井路 1 号", city: "杭州", sizeM2: 120 };
  const described = { ...place, zoneName, timeZone: "Asia/Shanghai", opening: ALL_DAY };
  return services.transact(async (tx) => {
    const made = await createPlace(tx, shop.id, described, services.now());
    if (!made.ok) throw new Error(made.reason);
    const chosen = await chooseSoundtrack(tx, made.value.zone, songs, services.now());
    if (!chosen.ok) throw new Error(chosen.reason);
    return made.value.zone;
  });
}
