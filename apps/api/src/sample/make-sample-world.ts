import { micro, type Month } from "@songkeeper/base";
import { changePrice } from "../catalog/change-price.ts";
import type { TrackDetails } from "../catalog/track-queries.ts";
import { closeMonth } from "../close/close-month.ts";
import type { Tx } from "../db/transact.ts";
import type { Services } from "../services.ts";
import type { PlaceDescription } from "../shops/create-place.ts";
import { makePeople, type SamplePeople } from "./make-people.ts";
import { findSongs, joinPeople, makeSong } from "./make-songs.ts";
import { makeTeaHouse, servicesAt, topUpOnce } from "./make-tea-house.ts";
import { type History, type HistoryEvent, playHistory } from "./play-history.ts";
import { findSampleMark, hasUsers, type SampleMark, saveSampleMark } from "./queries.ts";
import { daysBetween, type SampleCalendar, sampleCalendar } from "./sample-calendar.ts";
import {
  PEOPLE,
  PRICE_CHANGES,
  SAMPLE_PASSWORD,
  type SamplePriceChange,
  type SampleSong,
  SONGS,
} from "./sample-songs.ts";
import { sampleState, setSampleState } from "./sample-state.ts";
import { TEA_HOUSE_PLACE } from "./sample-tea-house.ts";

/** What the sample world is made of; tests make a smaller one. */
export interface SamplePlan {
  readonly songs: readonly SampleSong[];
  readonly place: PlaceDescription;
}

/** Writes one line for people who watch the start. */
export type Print = (line: string) => void;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The history ends so long ago: a song that sounds now is nobody's but the visitor's own player's. */
const SILENCE_MS = 10 * 60_000;

/**
 * Makes, in an empty platform, the people, songs and tea house that show what it does: weeks of plays through the same
 * use cases as any other, one month closed. Ended in the middle it goes on at the next start; where others have
 * accounts already, nothing is made.
 */
export async function makeSampleWorld(
  services: Services,
  print: Print,
  plan: SamplePlan = { songs: SONGS, place: TEA_HOUSE_PLACE },
): Promise<void> {
  const mark = await begin(services);
  if (!mark) return;
  if (mark.state === "done") {
    setSampleState({ state: "done", done: 1, total: 1 });
    print(`The sample world is there. ${accounts()}`);
    return;
  }
  print(`Making the sample world. ${accounts()}`);
  try {
    await make(services, { plan, mark, print });
    await services.transact(markDone);
  } catch (error) {
    setSampleState({ ...sampleState(), state: "failed" });
    services.log.error("sample_world_failed", { error });
    print("The sample world could not be finished; the next start goes on with it.");
    return;
  }
  setSampleState({ ...sampleState(), state: "done", done: sampleState().total });
  print("The sample world is ready.");
}

async function begin({ transact, now }: Services): Promise<SampleMark | undefined> {
  return transact(async (tx) => {
    const known = await findSampleMark(tx);
    if (known || (await hasUsers(tx))) return known;
    const mark = { state: "making", begunAt: now(), topUps: 0 } as const;
    await saveSampleMark(tx, mark);
    return mark;
  });
}

async function markDone(tx: Tx): Promise<void> {
  const mark = await findSampleMark(tx);
  if (mark) await saveSampleMark(tx, { ...mark, state: "done" });
}

/** Who there is to be, by what each comes to do: a name alone would not say whose shop it is. */
function accounts(): string {
  const { owner, lyricist, musician, operator } = PEOPLE;
  const who = [
    `${owner.email} (owns the tea house)`,
    `${lyricist.email} (writes words)`,
    `${musician.email} (writes and records)`,
    `${operator.email} (runs the platform)`,
  ];
  return [`Sign in with the password ${SAMPLE_PASSWORD} as`, ...who].join("\n  ");
}

async function make(
  services: Services,
  { plan, mark, print }: { plan: SamplePlan; mark: SampleMark; print: Print },
): Promise<void> {
  const calendar = sampleCalendar(mark.begunAt, services.config.timeZone);
  const until = new Date(services.now().getTime() - SILENCE_MS);
  const days = daysBetween(calendar.firstPlayAt, until, plan.place.timeZone);
  const step = counter(plan.songs.length + days.length + 2, print);

  const people = await makePeople(services);
  step("The sample's people have their accounts.");
  for (const [at, song] of plan.songs.entries()) {
    await makeSong(services, people.musician, song, new Date(calendar.songsAt.getTime() + at * HOUR_MS));
    step(`The song "${song.title}" is there.`);
  }
  const songs = await findSongs(services, people.musician);
  await joinPeople(services, people, songs, calendar.songsAt);
  const trackIds = songs.map(({ trackId }) => trackId);
  const zone = await makeTeaHouse(services, { ownerId: people.owner, trackIds, place: plan.place }, calendar.shopAt);
  step("The tea house is open; now its days.");
  const { firstPlayAt, pairedAt } = calendar;
  const events = eventsOf(services, { calendar, people, shopId: zone.shopId, songs });
  const dayDone: History["dayDone"] = (day) =>
    step(day.endsWith("-15") ? `The tea house has played until ${day}.` : "");
  const { begunAt } = mark;
  await playHistory(services, { zone, days, events, firstPlayAt, pairedAt, begunAt, until, dayDone });
}

/** What happens beside the music: money comes in, prices change, the month is closed. */
function eventsOf(
  services: Services,
  of: { calendar: SampleCalendar; people: SamplePeople; shopId: string; songs: readonly TrackDetails[] },
): HistoryEvent[] {
  const { calendar, people, shopId, songs } = of;
  const topUp = () => topUpOnce(services, { shopId, userId: people.owner, count: 2 }, calendar.secondTopUpAt);
  const changes = PRICE_CHANGES.map((change): HistoryEvent => {
    const at = new Date(calendar.firstPlayAt.getTime() + change.afterDays * DAY_MS);
    return { at, happen: () => changeSongPrice(services, { songs, ownerId: people.musician }, change, at) };
  });
  const close = () => closeSampleMonth(servicesAt(services, calendar.closedAt), calendar.month);
  return [{ at: calendar.secondTopUpAt, happen: topUp }, ...changes, { at: calendar.closedAt, happen: close }];
}

async function changeSongPrice(
  { transact }: Services,
  { songs, ownerId }: { songs: readonly TrackDetails[]; ownerId: string },
  { title, feeMicro }: SamplePriceChange,
  now: Date,
): Promise<void> {
  const song = songs.find((one) => one.title === title);
  if (!song) return;
  const change = { use: "premises_small", fee: micro(feeMicro) } as const;
  await transact((tx) => changePrice(tx, { ownerId, trackId: song.trackId }, change, now));
}

async function closeSampleMonth(services: Services, month: Month): Promise<void> {
  const closed = await closeMonth(services, month);
  if (!closed.ok) throw new Error(`the sample's month ${month} cannot be closed: ${closed.reason}`);
  if (closed.value.state === "failed") throw new Error(`the close of ${month} failed: ${closed.value.failure}`);
}

/** Counts steps for `/api/ready`, and prints what is worth a line. */
function counter(total: number, print: Print): (line: string) => void {
  let done = 0;
  setSampleState({ state: "making", done, total });
  return (line) => {
    done += 1;
    setSampleState({ state: "making", done, total });
    if (line) print(line);
  };
}
