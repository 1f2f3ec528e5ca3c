import { micro, type Month } from "@songkeeper/base";
import { changePrice } from "../catalog/change-price.ts";
import { listTracks } from "../catalog/track-queries.ts";
import { closeMonth } from "../close/close-month.ts";
import type { Services } from "../services.ts";
import type { Zone } from "../shops/shop.ts";
import { eventsOfSale } from "./make-sale.ts";
import { makeShop, servicesAt, topUpOnce } from "./make-shop.ts";
import { type HistoryEvent, playHistory } from "./play-history.ts";
import type { Progress } from "./progress.ts";
import { daysBetween, type SampleCalendar } from "./sample-calendar.ts";
import type { SamplePeople } from "./sample-people.ts";
import type { SamplePlan } from "./sample-plan.ts";
import { PRICE_CHANGES, SALES, type SamplePriceChange } from "./sample-sales.ts";
import type { SampleShop } from "./sample-shops.ts";

const DAY_MS = 86_400_000;
/** The history ends so long ago: a song that sounds now is nobody's but the visitor's own player's. */
const SILENCE_MS = 10 * 60_000;

/** What a history is made from: the people, their songs, and when it was. */
export interface HistoryToMake {
  readonly plan: SamplePlan;
  readonly people: SamplePeople;
  readonly calendar: SampleCalendar;
  readonly begunAt: Date;
  readonly goOn: () => void;
}

interface OpenShop {
  readonly described: SampleShop;
  readonly ownerId: string;
  readonly zone: Zone;
}

interface OwnSong {
  readonly trackId: string;
  readonly ownerId: string;
}

/** The days that a history has, until now. */
export function daysOfHistory(calendar: SampleCalendar, { config, now }: Pick<Services, "config" | "now">) {
  return daysBetween(calendar.firstPlayAt, endOfHistory(now()), config.timeZone);
}

/** Opens the shops and lives through their days, with what listeners bought meanwhile, to the month that is closed. */
export async function makeHistory(services: Services, of: HistoryToMake, progress: Progress): Promise<void> {
  const { plan, people, calendar, begunAt, goOn } = of;
  const songs = await findSongs(services, people);
  const shops: OpenShop[] = [];
  for (const described of plan.shops) {
    const ownerId = people[described.owner];
    const trackIds = described.soundtrack.flatMap((title) => songs.get(title)?.trackId ?? []);
    const zone = await makeShop(services, { described, ownerId, trackIds }, calendar.shopAt);
    shops.push({ described, ownerId, zone });
    progress.step(`${described.shop.name} is open.`);
  }
  const until = endOfHistory(services.now());
  await playHistory(services, {
    zones: shops.map(({ zone }) => zone),
    days: daysOfHistory(calendar, services),
    events: [
      ...eventsOfShops(services, shops, calendar),
      ...eventsOfSongs(services, { songs, people, calendar, until }),
      {
        at: calendar.closedAt,
        happen: () => closeSampleMonth(servicesAt(services, calendar.closedAt), calendar.month),
      },
    ],
    firstPlayAt: calendar.firstPlayAt,
    pairedAt: calendar.pairedAt,
    begunAt,
    until,
    dayDone: (day) => progress.step(day.endsWith("-15") ? `Played and sold until ${day}.` : ""),
    goOn,
  });
}

function endOfHistory(now: Date): Date {
  return new Date(now.getTime() - SILENCE_MS);
}

/** The sample's songs by title. */
async function findSongs({ transact }: Services, people: SamplePeople): Promise<Map<string, OwnSong>> {
  const found = new Map<string, OwnSong>();
  for (const ownerId of [people.musician, people.duo, people.mara]) {
    const { items } = await transact((tx) => listTracks(tx, ownerId));
    for (const { trackId, title } of items) found.set(title, { trackId, ownerId });
  }
  return found;
}

/** Money comes in a second time. */
function eventsOfShops(services: Services, shops: readonly OpenShop[], calendar: SampleCalendar): HistoryEvent[] {
  const at = calendar.secondTopUpAt;
  return shops.map(({ described, ownerId, zone }) => ({
    at,
    happen: () => topUpOnce(services, { shopId: zone.shopId, ownerId, described }, at),
  }));
}

/** Fees change, and listeners buy. */
function eventsOfSongs(
  services: Services,
  of: { songs: ReadonlyMap<string, OwnSong>; people: SamplePeople; calendar: SampleCalendar; until: Date },
): HistoryEvent[] {
  const { songs, people, calendar } = of;
  const trackIds = new Map([...songs].map(([title, { trackId }]) => [title, trackId]));
  const changes = PRICE_CHANGES.map((change): HistoryEvent => {
    const at = new Date(calendar.firstPlayAt.getTime() + change.afterDays * DAY_MS);
    return { at, happen: () => changeSongPrice(services, songs.get(change.title), change, at) };
  });
  const sales = SALES.flatMap((sale) =>
    eventsOfSale(services, sale, { buyerId: people[sale.buyer], trackIds, firstDayAt: calendar.firstPlayAt }),
  );
  return [...changes, ...sales].filter(({ at }) => at <= of.until);
}

async function changeSongPrice(
  { transact }: Services,
  song: OwnSong | undefined,
  { feeMicro }: SamplePriceChange,
  now: Date,
): Promise<void> {
  if (!song) return;
  const change = { use: "premises_small", fee: micro(feeMicro) } as const;
  await transact((tx) => changePrice(tx, song, change, now));
}

async function closeSampleMonth(services: Services, month: Month): Promise<void> {
  const closed = await closeMonth(services, month);
  if (!closed.ok) throw new Error(`the sample's month ${month} cannot be closed: ${closed.reason}`);
  if (closed.value.state === "failed") throw new Error(`the close of ${month} failed: ${closed.value.failure}`);
}
