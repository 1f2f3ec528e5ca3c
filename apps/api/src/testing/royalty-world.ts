import { CURRENCY, month, yuan } from "@songkeeper/base";
import { cashAccount, type OrderEvent, shopWallet, transfer, transferId } from "@songkeeper/ledger";
import { FIRST_PREV_HASH } from "@songkeeper/licensing";
import { writeTransfers } from "../ledger/transfer-queries.ts";
import { ruleOnPlay } from "../metering/rule-on-play.ts";
import { insertPlatformKey } from "../proof/key-queries.ts";
import {
  DEVICES,
  type DeviceName,
  deviceKey,
  fixedKey,
  type Head,
  deliverPlays,
  type ToldPlay,
} from "./royalty-journal.ts";
import { placeSale, tellSale, type ToldSale } from "./royalty-sales.ts";
import { openTestServices, type TestServices } from "./test-services.ts";

/**
 * A world of royalties with nothing random in it, so that two of them are the same to the byte. Mei wrote "rain" with Lin
 * and sang it with He; "snow" is He's. Lin has not joined; He's name and payout account are in order. Shops pay 0.02
 * yuan for a play of rain, 0.005 for one of snow, nothing for wind.
 */
export interface RoyaltyWorld {
  readonly services: TestServices;
  /** Delivers a chunk of a device's journal as the platform would have judged it. */
  deliver(plays: readonly ToldPlay[], device?: DeviceName): Promise<void>;
  /** Orders a song for somebody new; gives the order's id. */
  place(told?: ToldSale): Promise<string>;
  /** The same, and pays. */
  sell(told?: ToldSale): Promise<string>;
  tell(orderId: string, event: OrderEvent): Promise<void>;
  refund(orderId: string): Promise<void>;
  /** Decides a held play. */
  rule(seq: number, verdict: "billed" | "rejected", device?: DeviceName): Promise<void>;
  moveTo(at: string): void;
  readonly close: () => Promise<void>;
}

const CREDITS = [
  ["rain", "lyricist", 0, "lin", 1000],
  ["rain", "composer", 0, "mei", 1000],
  ["rain", "recording", 0, "mei", 667],
  ["rain", "recording", 1, "he", 333],
  ["snow", "recording", 0, "he", 1000],
  ["wind", "recording", 0, "mei", 1000],
] as const;

/** Opens the world on 10 March 2026 with 100 yuan in the tea house's wallet. */
export async function openRoyaltyWorld(): Promise<RoyaltyWorld> {
  const opened = await openTestServices();
  const secrets = { ...opened.secrets, media: new Uint8Array(32).fill(7), platform: fixedKey(1) };
  const services: TestServices = { ...opened, secrets };
  await services.transact((tx) => insertPlatformKey(tx, secrets.platform, services.now()));
  await fill(services);
  const heads = new Map<string, Head>();
  let sales = 0;
  return {
    services,
    place: (told = {}) => placeSale(services, told, ++sales),
    async sell(told = {}) {
      const orderId = await placeSale(services, told, ++sales);
      await tellSale(services, orderId, "paid");
      return orderId;
    },
    tell: (orderId, event) => tellSale(services, orderId, event),
    refund: (orderId) => tellSale(services, orderId, "refunded"),
    deliver: (plays, device = "tablet") => deliverPlays(services, heads, { plays, device }),
    async rule(seq, verdict, deviceId = "tablet") {
      const ruled = await services.transact((tx) =>
        ruleOnPlay(tx, { deviceId, seq }, { verdict, by: "operator" }, services.now()),
      );
      if (!ruled.ok) throw new Error(ruled.reason);
    },
    moveTo: (at) => void (services.clock.at = new Date(at)),
    close: services.close,
  };
}

async function fill({ database: { db }, now, transact }: TestServices): Promise<void> {
  await fillParties(db, now().toISOString());
  await fillTracks(db, now().toISOString());
  await fillShop(db, now().toISOString());
  const id = transferId.topUp("o1");
  const accounts = { debit: cashAccount("sandbox"), credit: shopWallet("tea") };
  const about = { currency: CURRENCY, code: "top_up", ref: "o1", period: month("2026-03") } as const;
  const topUp = transfer({ id, ...accounts, ...about, amount: yuan("100"), createdAt: now() });
  await transact((tx) => writeTransfers(tx, [topUp]));
}

type Db = TestServices["database"]["db"];

async function fillParties(db: Db, created_at: string): Promise<void> {
  const nobody = { user_id: null, real_name: null, real_name_confirmed_at: null };
  const unpaid = { payout_provider: null, payout_account: null, payout_bound_at: null };
  const party = { ...nobody, ...unpaid, min_payout_micro: yuan("1.00"), created_at };
  const bound = { payout_provider: "sandbox", payout_account: "he@sandbox", payout_bound_at: created_at };
  const known = { user_id: "u-he", real_name: "何山", real_name_confirmed_at: created_at };
  await db
    .insertInto("party")
    .values([
      { ...party, id: "mei", name: "林小满", user_id: "u-mei" },
      { ...party, id: "lin", name: "周墨" },
      { ...party, ...bound, ...known, id: "he", name: "何山", min_payout_micro: 100_000n },
      { ...party, id: "zoe", name: "Zoe", user_id: "u-zoe" },
    ])
    .execute();
}

async function fillTracks(db: Db, created_at: string): Promise<void> {
  const version = { version: 1n, created_at };
  const audio = { audio_object: "audio/x.wav", audio_sha256: "00", audio_bytes: 1n };
  const track = { ...audio, ...version, owner_id: "u-mei", duration_ms: 60_000n, withdrawn_at: null };
  for (const [id, title] of Object.entries({ rain: "雨", snow: "雪", wind: "风" })) {
    await db
      .insertInto("track")
      .values({ ...track, id })
      .execute();
    await db
      .insertInto("track_version")
      .values({ ...version, track_id: id, title, artist: "林小满", isrc: null })
      .execute();
  }
  const credits = CREDITS.map(([track_id, role, position, party_id, perMille]) => {
    const place = { track_id, version: 1n, role, position: BigInt(position) };
    return { ...place, party_id, name: party_id, per_mille: BigInt(perMille) };
  });
  await db.insertInto("credit").values(credits).execute();
}

async function fillShop(db: Db, created_at: string): Promise<void> {
  const shop = { id: "tea", name: "听雨茶馆", trade: "tea_house", city: "杭州", monthly_micro: yuan("1000") };
  await db
    .insertInto("shop")
    .values({ ...shop, day_cap_micro: null, budget_mode: "stop", created_at })
    .execute();
  await db
    .insertInto("place")
    .values({ id: "house", shop_id: "tea", name: "总店", address: "1", city: "杭州", size_m2: 120n, created_at })
    .execute();
  for (const device of DEVICES) {
    const zone_id = `zone-${device}`;
    const zone = { id: zone_id, shop_id: "tea", place_id: "house", name: device, use: "premises_small", opening: "[]" };
    await db
      .insertInto("zone")
      .values({ ...zone, time_zone: "Asia/Shanghai", offline_days: 1n, created_at })
      .execute();
    const { publicKey } = deviceKey(device);
    const paired = { id: device, zone_id, shop_id: "tea", public_key: publicKey, token_hash: `${device}-token` };
    await db
      .insertInto("device")
      .values({ ...paired, expected_seq: 1n, head_hash: FIRST_PREV_HASH, paired_at: created_at })
      .execute();
  }
}
