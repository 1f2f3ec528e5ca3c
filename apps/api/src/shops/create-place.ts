import { randomUUID } from "node:crypto";
import { accept, refuse, type Use } from "@songkeeper/base";
import { useOfPremises } from "@songkeeper/catalog";
import type { OpeningWeek } from "@songkeeper/licensing";
import { isTimeZone } from "../config.ts";
import type { Tx } from "../db/transact.ts";
import { insertPlace, insertZone } from "./queries.ts";
import type { Zone } from "./shop.ts";

/** Premises as their owner describes them. */
export interface PlaceDescription {
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly sizeM2: number;
  readonly zoneName: string;
  readonly timeZone: string;
  readonly opening: OpeningWeek;
  /** Said of a place from which music goes to where its people are, such as a web shop; else the size decides. */
  readonly use?: Extract<Use, "web">;
}

/** How many days ahead a zone's lease runs until its owner asks for more. */
const OFFLINE_DAYS = 1;

/** Adds a place with its first zone, whose use follows from the size where none is said. Refused for an unknown time zone. */
export async function createPlace(tx: Tx, shopId: string, described: PlaceDescription, now: Date) {
  if (!isTimeZone(described.timeZone))
    return refuse("invalid_fields", { errors: [{ path: "timeZone", rule: "unknown_time_zone" }] });
  const { name, address, city, sizeM2, zoneName, timeZone, opening, use } = described;
  const place = { id: randomUUID(), shopId, name, address, city, sizeM2 };
  const zone: Zone = {
    id: randomUUID(),
    shopId,
    placeId: place.id,
    name: zoneName,
    use: use ?? useOfPremises(sizeM2),
    timeZone,
    opening,
    offlineDays: OFFLINE_DAYS,
  };
  await insertPlace(tx, place, now);
  await insertZone(tx, zone, now);
  return accept({ place, zone });
}
