import type { Lease, LeaseTrack } from "@songkeeper/client";
import { pickPriced } from "@songkeeper/licensing";
import type { Played, Saved } from "./saved.ts";
import { canSpend } from "./tally.ts";

/** The next song, and where the soundtrack stands once it has begun. */
export interface Choice {
  readonly track: LeaseTrack;
  readonly played: Played;
}

/** Why there is silence. `loading`: no song is on this machine yet. */
export type Silence = "no_lease" | "nothing_to_play" | "budget_used" | "loading";

/** After these refusals no new song begins, even where an older lease would still permit it. */
const STOPPING_REFUSALS: readonly (string | null)[] = ["no_licence", "device_ended"];
const OUT_OF_MONEY: readonly (string | null)[] = ["budget_used", "wallet_empty"];

/**
 * The next song of the soundtrack: in its order, again from the start at its end, and never the same twice in a row where
 * there is another. A priced song begins only when the platform day has its fee left, and while the budget is paced only
 * as often as the lease says; free songs take the other turns.
 */
export function chooseSong(
  saved: Saved,
  now: number,
  isReady: (track: LeaseTrack) => boolean,
): { readonly choice: Choice } | { readonly silence: Silence } {
  const { lease, played, refusal, standing } = saved;
  if (refusal === "nothing_to_play") return { silence: "nothing_to_play" };
  if (standing === "ended" || STOPPING_REFUSALS.includes(refusal)) return { silence: "no_lease" };
  if (!lease || isOver(lease, now)) return { silence: OUT_OF_MONEY.includes(refusal) ? "budget_used" : "no_lease" };
  if (lease.tracks.length === 0) return { silence: "nothing_to_play" };
  const affordable = lease.tracks.filter((track) => canSpend(lease, saved.days, track.feeMicro, now));
  if (affordable.length === 0 || mustStop(lease, affordable)) return { silence: "budget_used" };
  const ready = affordable.filter(isReady);
  if (ready.length === 0) return { silence: "loading" };
  return { choice: take(lease, ready, played) };
}

/** A budget that stops the music leaves no free songs either, until there is money for a priced one again. */
function mustStop(lease: Lease, affordable: readonly LeaseTrack[]): boolean {
  return lease.budgetMode === "stop" && lease.tracks.some(isPriced) && !affordable.some(isPriced);
}

function isOver(lease: Lease, now: number): boolean {
  return now >= Date.parse(lease.endsAt);
}

function isPriced({ feeMicro }: LeaseTrack): boolean {
  return feeMicro !== "0";
}

function take(lease: Lease, ready: readonly LeaseTrack[], played: Played): Choice {
  const free = ready.filter((track) => !isPriced(track));
  const isFreeTurn = free.length > 0 && !pickPriced(played.songs, lease.pricedPerMille);
  const track = isFreeTurn
    ? nextAfter(lease.tracks, played.freeId, free, played.trackId)
    : nextAfter(lease.tracks, played.inOrderId, ready, played.trackId);
  return {
    track,
    played: {
      trackId: track.trackId,
      inOrderId: isFreeTurn ? played.inOrderId : track.trackId,
      freeId: isPriced(track) ? played.freeId : track.trackId,
      songs: played.songs + 1,
    },
  };
}

/** The first of `from` that follows a song in the soundtrack's order, and is not the one just played if there is another. */
function nextAfter(
  order: readonly LeaseTrack[],
  afterId: string | null,
  from: readonly LeaseTrack[],
  justPlayedId: string | null,
): LeaseTrack {
  const start = order.findIndex(({ trackId }) => trackId === afterId) + 1;
  const turned = [...order.slice(start), ...order.slice(0, start)].filter((track) => from.includes(track));
  const next = turned.find(({ trackId }) => trackId !== justPlayedId) ?? turned[0];
  if (!next) throw new RangeError("no song to choose from");
  return next;
}
