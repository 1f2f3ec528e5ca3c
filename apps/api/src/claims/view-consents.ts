import type { consentList } from "@songkeeper/contracts";
import type { z } from "zod";
import type { Tx } from "../db/transact.ts";
import { listAwaitedOf, listWriters } from "./consent-queries.ts";

/** More are shown as these are agreed to. */
const SHOWN_MAX = 100;

/** The covers and remixes that wait for the leave of one of a user's parties. */
export async function viewConsents(tx: Tx, userId: string): Promise<z.input<typeof consentList>> {
  const awaited = await listAwaitedOf(tx, userId, SHOWN_MAX);
  const songs = [...new Set(awaited.map(({ trackId }) => trackId))];
  const writers = await listWriters(tx, songs);
  const items = awaited.map((song) => ({
    ...song,
    publishedAt: song.publishedAt.toISOString(),
    parts: writers
      .filter(({ trackId, partyId }) => trackId === song.trackId && partyId === song.partyId)
      .map(({ role, perMille }) => ({ role, perMille })),
  }));
  return { items };
}
