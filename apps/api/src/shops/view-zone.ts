import { isOffered } from "@songkeeper/catalog";
import { type Day, dayOf, micro, type Use } from "@songkeeper/base";
import { type CatalogueItem, nowPlaying, type ZoneView } from "@songkeeper/contracts";
import { gapsOf } from "@songkeeper/licensing";
import { z } from "zod";
import { trialUrl } from "../catalog/listen-url.ts";
import { findPricedTracks, type PricedTrack } from "../catalog/queries.ts";
import type { Tx } from "../db/transact.ts";
import type { Device } from "../devices/device.ts";
import { findDeviceOfZone } from "../devices/queries.ts";
import { type DeviceDay, findLeaseEnd } from "../leases/queries.ts";
import { listWaitingRanges } from "../metering/chunk-queries.ts";
import { findPlaysOfDay } from "../metering/rollup-queries.ts";
import type { Services } from "../services.ts";
import { estimateCost } from "./estimate-cost.ts";
import { findLicence } from "./licence-queries.ts";
import { licenseSongs } from "./licensed-songs.ts";
import { listSoundtrack } from "./queries.ts";
import type { Zone } from "./shop.ts";

/** What views are drawn from beside the database. */
export interface ViewContext {
  readonly now: Date;
  readonly timeZone: string;
  readonly mediaSecret: Uint8Array;
}

/** What views need, as it is now. */
export function contextOf({ config, secrets, now }: Pick<Services, "config" | "secrets" | "now">): ViewContext {
  return { now: now(), timeZone: config.timeZone, mediaSecret: secrets.media };
}

const told = nowPlaying.extend({ at: z.string() });

/** A zone as its shop's console shows it. `days` are the shop's device days of this month. */
export async function viewZone(
  tx: Tx,
  zone: Zone,
  { days, context }: { days: readonly DeviceDay[]; context: ViewContext },
): Promise<ZoneView> {
  const { now, timeZone } = context;
  const songs = await listSongs(tx, zone, now);
  const estimate = estimateCost(
    songs.map(({ price, durationMs }) => ({ fee: price.fee, durationMs })),
    zone,
    { now, timeZone },
  );
  const today = dayOf(now, timeZone);
  const device = await findDeviceOfZone(tx, zone.id);
  return {
    id: zone.id,
    name: zone.name,
    use: zone.use,
    timeZone: zone.timeZone,
    opening: [...zone.opening],
    offlineDays: zone.offlineDays,
    soundtrack: songs.map((song) => toCatalogueItem(song, context)),
    estimate: {
      playsPerDay: estimate.playsPerDay,
      perDayMicro: `${estimate.perDay}`,
      perMonthMicro: `${estimate.perMonth}`,
    },
    device: device ? await viewDevice(tx, device) : null,
    today: await viewToday(tx, zone, today, days),
  };
}

/** The songs of a zone at the prices that its licence gives, or at today's where it has none yet. */
export async function listSongs(tx: Tx, zone: Zone, now: Date) {
  return priceSongs(tx, zone, await findPricedTracks(tx, await listSoundtrack(tx, zone.id), zone.use, now), now);
}

/** What songs on offer cost a shop for a use: the prices of its licence, or today's where it has none yet. */
export async function priceSongs(
  tx: Tx,
  of: { readonly shopId: string; readonly use: Use },
  tracks: readonly PricedTrack[],
  now: Date,
) {
  const licence = await findLicence(tx, of, now);
  return licence ? licenseSongs(tx, licence, tracks, now) : tracks.filter(isOffered(now));
}

/** A song with what one play of it costs, and an address to hear it. */
export function toCatalogueItem(
  song: PricedTrack & { readonly price: NonNullable<PricedTrack["price"]> },
  { mediaSecret, now }: ViewContext,
): CatalogueItem {
  return {
    trackId: song.trackId,
    title: song.title,
    artist: song.artist,
    durationMs: song.durationMs,
    feeMicro: song.price.fee.toString(),
    ai: song.ai,
    tempoBpm: song.tempoBpm,
    energy: song.energy,
    listenUrl: trialUrl(mediaSecret, song, now),
  };
}

async function viewDevice(tx: Tx, device: Device): Promise<NonNullable<ZoneView["device"]>> {
  const leaseEndsAt = await findLeaseEnd(tx, device.id);
  return {
    id: device.id,
    pairedAt: device.pairedAt.toISOString(),
    lastSeenAt: device.lastSeenAt?.toISOString() ?? null,
    leaseEndsAt: leaseEndsAt?.toISOString() ?? null,
    expectedSeq: device.expectedSeq,
    gaps: gapsOf(device.expectedSeq, await listWaitingRanges(tx, device.id)),
    flags: [...device.flags, ...(device.forkedAt ? ["fork"] : [])],
    now: await viewNow(tx, device),
  };
}

async function viewNow(tx: Tx, device: Device) {
  if (device.nowPlaying === null) return null;
  const said = told.parse(JSON.parse(device.nowPlaying));
  const [track] =
    said.trackId === null ? [] : await findPricedTracks(tx, [said.trackId], "premises_small", new Date(0));
  return { ...said, title: track?.title ?? null, artist: track?.artist ?? null };
}

async function viewToday(tx: Tx, zone: Zone, day: Day, days: readonly DeviceDay[]): Promise<ZoneView["today"]> {
  const here = days.filter((of) => of.zoneId === zone.id && of.day === day);
  const charged = here.reduce((sum, of) => sum + of.charged, 0n);
  const held = here.reduce((sum, of) => sum + of.held, 0n);
  return {
    day,
    chargedMicro: `${micro(charged)}`,
    reservedMicro: `${micro(held - charged)}`,
    plays: await findPlaysOfDay(tx, zone.id, day),
  };
}
