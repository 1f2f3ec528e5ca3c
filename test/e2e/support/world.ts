import { createHash } from "node:crypto";
import { yuan } from "@songkeeper/base";
import { newTrack } from "@songkeeper/contracts";
import { markOperator } from "../../../apps/api/src/accounts/queries.ts";
import { createTrack } from "../../../apps/api/src/catalog/create-track.ts";
import type { StoredAudio } from "../../../apps/api/src/catalog/stored-audio.ts";
import type { Services } from "../../../apps/api/src/services.ts";
import { chooseSoundtrack } from "../../../apps/api/src/shops/choose-soundtrack.ts";
import { createPlace } from "../../../apps/api/src/shops/create-place.ts";
import { grantLicence } from "../../../apps/api/src/shops/grant-licence.ts";
import { openShop } from "../../../apps/api/src/shops/open-shop.ts";
import { updateBudget } from "../../../apps/api/src/shops/queries.ts";
import { knownMusic, wavFile } from "../../support/known-music.ts";

export const PASSWORD = "correct horse battery";
export const OWNER = "owner@songkeeper.example";
export const LYRICIST = "zhou@songkeeper.example";
export const OPERATOR = "operator@songkeeper.example";

/** The ids that the test's addresses need. */
export interface World {
  readonly shopId: string;
  readonly zoneId: string;
}

const ALL_DAY = Array.from({ length: 7 }, () => ({ from: 0, to: 1440 }));
/** Songs of four seconds: a play counts once two of them were heard. */
const SONG_MS = 4_000;

/**
 * A tea house with a licence, two songs of 0.02 yuan a play and a day cap of 0.06, so that three plays use it up; its
 * owner, an operator, and a lyricist who has an account and no party yet. The wallet is empty.
 */
export async function makeWorld(services: Services): Promise<World> {
  const [owner, , operator] = await Promise.all([OWNER, LYRICIST, OPERATOR].map((email) => signUp(services, email)));
  if (!owner || !operator) throw new Error("nobody signed up");
  await services.transact((tx) => markOperator(tx, operator));
  return openShopWith(services, owner, [
    await addSong(services, "雨落龙井", 1),
    await addSong(services, "Snow on the West Lake", 2),
  ]);
}

/** A tea house with a licence that plays these songs all day, for at most 0.06 yuan. The wallet is empty. */
export async function openShopWith(services: Services, owner: string, songs: readonly string[]): Promise<World> {
  const shop = await openShop(services, owner, { name: "听雨茶馆", trade: "tea_house", city: "杭州" });
  return services.transact(async (tx) => {
    await updateBudget(tx, { id: shop.id, monthlyBudget: yuan("100"), dayCap: yuan("0.06"), budgetMode: "stop" });
    await grantLicence(tx, shop.id, "premises_small", services.now());
    const place = { name: "总店", address: "龙井路 1 号", city: "杭州", sizeM2: 120 };
    const described = { ...place, zoneName: "大堂", timeZone: "Asia/Shanghai", opening: ALL_DAY };
    const made = await createPlace(tx, shop.id, described, services.now());
    if (!made.ok) throw new Error(made.reason);
    const { zone } = made.value;
    const chosen = await chooseSoundtrack(tx, zone, songs, services.now());
    if (!chosen.ok) throw new Error(chosen.reason);
    return { shopId: shop.id, zoneId: zone.id };
  });
}

/** Makes an account and gives its user's id. */
export async function signUp({ auth }: Services, email: string): Promise<string> {
  const body = { email, name: email.split("@")[0] ?? email, password: PASSWORD };
  return (await auth.api.signUpEmail({ body })).user.id;
}

async function addSong(services: Services, title: string, seed: number): Promise<string> {
  const audio = await storeSong(services, seed);
  const credits = [
    { role: "lyricist", name: "周墨", perMille: 1000 },
    { role: "composer", name: "林小满", perMille: 1000 },
    { role: "recording", name: "林小满", perMille: 1000 },
  ];
  const song = newTrack.parse({ title, artist: "林小满", credits, prices: { premises_small: "20000" } });
  const made = await services.transact((tx) => createTrack(tx, "musician", { song, audio }, services.now()));
  if (!made.ok) throw new Error(made.reason);
  return made.value;
}

/** A song as shops' players got it before songs were uploaded: its WAV file itself. They must play on. */
async function storeSong({ objects }: Services, seed: number): Promise<StoredAudio> {
  const file = wavFile(knownMusic(seed, SONG_MS / 1_000));
  const sha256 = createHash("sha256").update(file).digest("hex");
  const object = `audio/${sha256}.wav`;
  await objects.put(object, file);
  return { object, sha256, bytes: file.length, durationMs: SONG_MS };
}
