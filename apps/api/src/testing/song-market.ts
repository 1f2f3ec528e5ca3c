import { randomUUID } from "node:crypto";
import type { OrderView, sandboxPayment } from "@songkeeper/contracts";
import type { z } from "zod";
import { createApp } from "../http/app.ts";
import { getBalance } from "../ledger/transfer-queries.ts";
import { markTied } from "../ledger/party-queries.ts";
import { publishSong, type SongTold } from "./published-song.ts";
import { signUp } from "./tea-house.ts";
import { json, type Send, withHeaders } from "./test-player.ts";
import { openTestServices, type TestServices } from "./test-services.ts";

type Person = Awaited<ReturnType<typeof signUp>>;

/** Songs to buy, their musician, a buyer, and ways to ask the platform for what they do. */
export interface SongMarket {
  readonly services: TestServices;
  readonly send: Send;
  readonly mei: Person;
  readonly buyer: Person;
  /**
   * All by Mei. "rain" costs 0.80 yuan; 周墨 wrote its words and has not joined. "snow" costs 1.01 yuan or more and has
   * three people's parts in each role. "wind" is free, or more. "echo" is a cover that waits for its writer.
   */
  readonly songs: Readonly<Record<SongName, string>>;
  /** The id of the party of this name. */
  readonly partyOf: (name: string) => Promise<string>;
  /** Publishes one more song of Mei's. */
  readonly publish: (told: SongTold) => Promise<string>;
  readonly join: (email: string) => Promise<Person>;
  readonly order: (amounts: Readonly<Record<string, bigint>>, more?: OrderMore) => Promise<Response>;
  readonly place: (amounts: Readonly<Record<string, bigint>>, more?: OrderMore) => Promise<OrderView>;
  /** Orders, pays, and gives the order as it is then. */
  readonly buy: (amounts: Readonly<Record<string, bigint>>, more?: OrderMore) => Promise<OrderView>;
  readonly decide: (
    order: OrderView,
    outcome: "pay" | "decline",
    by?: Person,
  ) => Promise<z.infer<typeof sandboxPayment>>;
  readonly view: (orderId: string, by?: Person) => Promise<OrderView>;
  readonly refund: (orderId: string, by?: Person) => Promise<Response>;
  readonly balance: (account: string) => Promise<bigint>;
  readonly moveClock: (ms: number) => void;
  readonly close: () => Promise<void>;
}

interface OrderMore {
  readonly by?: Person;
  readonly key?: string;
}

type SongName = "rain" | "snow" | "wind" | "echo";

const MEI = "林小满";
const thirds = (role: "lyricist" | "composer" | "recording", names: readonly string[]) =>
  names.map((name, at) => ({ role, name, perMille: at === 0 ? 334 : 333 }));

const SONGS: Readonly<Record<SongName, SongTold>> = {
  rain: { title: "听雨" },
  snow: {
    title: "雪",
    sale: { mode: "at_least", amountMicro: "1010000" },
    credits: [
      ...thirds("lyricist", ["周墨", MEI, "何山"]),
      ...thirds("composer", [MEI, "何山", "周墨"]),
      ...thirds("recording", ["何山", "周墨", MEI]),
    ],
  },
  wind: { title: "风", sale: { mode: "at_least", amountMicro: "0" } },
  echo: { title: "回声", origin: "cover", workTitle: "Echo", workWriters: "周墨" },
};

/** Opens the market at 10 March 2026, 10:00 in Shanghai; on other services if given. */
export async function openSongMarket(given?: TestServices): Promise<SongMarket> {
  const services = given ?? (await openTestServices());
  const app = createApp(services);
  const send: Send = async (path, init) => app.request(path, init);
  const mei = await signUp(send, "mei@example.com");
  const buyer = await signUp(send, "buyer@example.com");
  const publish = async (told: SongTold) => (await publishSong(services, { ownerId: mei.userId, ...told })).trackId;
  const songs: Record<string, string> = {};
  for (const [name, told] of Object.entries(SONGS)) songs[name] = await publish(told);
  const partyOf = async (name: string) => {
    const credits = services.database.db.selectFrom("credit").select("party_id");
    const credited = credits.where("track_id", "in", Object.values(songs)).where("name", "=", name);
    return (await credited.executeTakeFirstOrThrow()).party_id;
  };
  const meis = await partyOf(MEI);
  await services.transact((tx) => markTied(tx, meis, mei.userId));
  return {
    ...shopping(buyer),
    services,
    send,
    mei,
    buyer,
    songs: songs as SongMarket["songs"],
    partyOf,
    publish,
    join: (email) => signUp(send, email),
    balance: (account) => services.transact((tx) => getBalance(tx, account)),
    moveClock: (ms) => void (services.clock.at = new Date(services.clock.at.getTime() + ms)),
    close: services.close,
  };
}

function shopping(buyer: Person): Pick<SongMarket, "order" | "place" | "buy" | "decide" | "view" | "refund"> {
  const order: SongMarket["order"] = (amounts, { by = buyer, key = randomUUID() } = {}) => {
    const lines = Object.entries(amounts).map(([trackId, amount]) => ({ trackId, amountMicro: `${amount}` }));
    return by.send("/api/orders", withHeaders(json("POST", { lines }), { "idempotency-key": key }));
  };
  const decide: SongMarket["decide"] = async ({ payUrl }, outcome, by = buyer) => {
    const reference = payUrl?.split("/").at(-1) ?? "";
    return answerOf(await by.send(`/api/sandbox/payments/${reference}`, json("POST", { outcome })));
  };
  const view: SongMarket["view"] = async (orderId, by = buyer) => answerOf(await by.send(`/api/orders/${orderId}`));
  const place: SongMarket["place"] = async (amounts, more) => answerOf(await order(amounts, more));
  return {
    order,
    place,
    decide,
    view,
    async buy(amounts, more = {}) {
      const made = await place(amounts, more);
      if (made.payUrl !== null) await decide(made, "pay", more.by);
      return view(made.id, more.by);
    },
    refund: (orderId, by = buyer) =>
      by.send(`/api/orders/${orderId}/refund`, withHeaders(json("POST", {}), { "idempotency-key": randomUUID() })),
  };
}

/** An answer's JSON. Throws where it is a refusal. */
export async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
