import { awaitedWriters } from "@songkeeper/catalog";
import type { DraftView, draftList, ownReleasePage, RecordingMatch } from "@songkeeper/contracts";
import type { z } from "zod";
import { findSalePrices } from "../catalog/sale-queries.ts";
import { listWriters } from "../claims/consent-queries.ts";
import type { Tx } from "../db/transact.ts";
import type { Services } from "../services.ts";
import type { Recording } from "../uploads/recording.ts";
import { viewRecording } from "../uploads/view-recording.ts";
import type { Draft } from "./draft-queries.ts";
import {
  countSold,
  findLicensed,
  listOwnReleases,
  listReleaseTracks,
  type OwnReleaseTrack,
} from "./release-queries.ts";

/** What was uploaded to a draft, and what sounds the same. */
export interface DraftFiles {
  readonly recordings: readonly Recording[];
  readonly matches: ReadonlyMap<string, readonly RecordingMatch[]>;
}

/** A draft with its recordings, as its musician sees it. */
export function viewDraft(
  { id, revision, body, updatedAt, releaseId }: Draft,
  { recordings, matches }: DraftFiles,
  services: Pick<Services, "secrets" | "ingests" | "now">,
): DraftView {
  return {
    id,
    revision,
    body,
    recordings: recordings.map((recording) => viewRecording(recording, matches.get(recording.id) ?? [], services)),
    updatedAt: updatedAt.toISOString(),
    publishedReleaseId: releaseId,
  };
}

/** Drafts as a list shows them. */
export function viewDrafts(drafts: readonly Draft[]): z.input<typeof draftList> {
  return {
    drafts: drafts.map(({ id, body, updatedAt }) => ({
      id,
      title: body.title,
      artist: body.artist,
      coverId: body.coverId,
      tracks: body.tracks.length,
      updatedAt: updatedAt.toISOString(),
    })),
  };
}

/** A page of a musician's releases, with what became of each song. */
export async function viewOwnReleases(
  tx: Tx,
  ownerId: string,
  cursor: string | undefined,
): Promise<z.input<typeof ownReleasePage>> {
  const page = await listOwnReleases(tx, ownerId, cursor);
  const tracks = await viewTracks(
    tx,
    await listReleaseTracks(
      tx,
      page.items.map(({ id }) => id),
    ),
  );
  const items = page.items.map(({ id, title, artist, coverId, createdAt }) => ({
    id,
    title,
    artist,
    coverId,
    publishedAt: createdAt.toISOString(),
    tracks: tracks.flatMap(({ releaseId, view }) => (releaseId === id ? [view] : [])),
  }));
  return { items, cursor: page.cursor };
}

async function viewTracks(tx: Tx, tracks: readonly OwnReleaseTrack[]) {
  const ids = tracks.map(({ id }) => id);
  const [sold, licensed] = [await countSold(tx, ids), await findLicensed(tx, ids)];
  const prices = await findSalePrices(tx, ids);
  const uncleared = tracks.flatMap(({ id, clearedAt }) => (clearedAt ? [] : [id]));
  const awaited = awaitedWriters(await listWriters(tx, uncleared));
  return tracks.flatMap(({ releaseId, clearedAt, withdrawnAt, ...track }) => {
    const sale = prices.get(track.id);
    if (!sale) return [];
    const view = {
      ...track,
      sale: { mode: sale.mode, amountMicro: `${sale.amount}` },
      licensed: licensed.has(track.id),
      cleared: clearedAt !== null,
      waitsFor: awaited.flatMap(({ trackId, name }) => (trackId === track.id ? [name] : [])),
      sold: sold.get(track.id) ?? 0,
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    };
    return [{ releaseId, view }];
  });
}
