import type { LeaseTrack, NowPlaying } from "@songkeeper/client";
import type { Silence } from "./choose-song.ts";
import type { Saved } from "./saved.ts";
import { waitingPlays } from "./seal.ts";
import { today } from "./tally.ts";

/** What the player is doing, as people see it. */
export type Doing = "starting" | "playing" | "paused" | "sound_blocked" | "ended" | Silence;

/** What people should know besides. */
export interface Notices {
  /** Since when there is no connection, epoch ms; null while there is one. */
  readonly offlineSince: number | null;
  /** The platform's time, epoch ms. */
  readonly now: number;
  /** Plays without a receipt. */
  readonly waiting: number;
  readonly isClockWrong: boolean;
  readonly isDiskLow: boolean;
  readonly isForked: boolean;
  /** Why the platform gave no new lease; null when it did. */
  readonly refusal: string | null;
  /** Why the platform does not take what is delivered; null when it does. */
  readonly problem: string | null;
}

/** Everything the page draws of a paired player. */
export interface View {
  readonly doing: Doing;
  readonly track: LeaseTrack | null;
  readonly positionMs: number;
  readonly volume: number;
  readonly names: { readonly shop: string; readonly place: string; readonly zone: string } | null;
  readonly songs: { readonly have: number; readonly of: number };
  readonly today: { readonly plays: number; readonly spentYuan: string };
  readonly notices: Notices;
  readonly leaseEndsAt: string | null;
}

/** What a view is made of besides the saved state. */
export interface Live {
  readonly doing: Doing;
  readonly track: LeaseTrack | undefined;
  readonly positionMs: number;
  readonly volume: number;
  readonly songs: View["songs"];
  readonly now: number;
  readonly offlineSince: number | null;
  readonly problem: string | null;
  readonly isClockWrong: boolean;
  readonly isDiskLow: boolean;
}

/** The player as people see it. */
export function viewOf(saved: Saved, live: Live): View {
  return {
    doing: live.doing,
    track: live.track ?? null,
    positionMs: live.track ? live.positionMs : 0,
    volume: live.volume,
    names: saved.lease?.names ?? null,
    songs: live.songs,
    today: today(saved.days, saved.lease?.timeZone ?? "UTC", live.now),
    leaseEndsAt: saved.lease?.endsAt ?? null,
    notices: {
      offlineSince: live.offlineSince,
      now: live.now,
      waiting: waitingPlays(saved),
      isClockWrong: live.isClockWrong,
      isDiskLow: live.isDiskLow || live.problem === "disk_low",
      isForked: saved.standing === "forked",
      refusal: saved.refusal,
      problem: live.problem === "disk_low" ? null : live.problem,
    },
  };
}

const TOLD_AS = {
  starting: "paused",
  loading: "paused",
  playing: "playing",
  paused: "paused",
  sound_blocked: "sound_blocked",
  ended: "no_lease",
  no_lease: "no_lease",
  nothing_to_play: "nothing_to_play",
  budget_used: "budget_used",
} as const satisfies Record<Doing, NowPlaying["state"]>;

/** The same as the shop is told it. */
export function nowPlayingOf({ doing, track, positionMs }: View): NowPlaying {
  const state = TOLD_AS[doing];
  const isLoaded = state === "playing" || doing === "paused" || doing === "sound_blocked";
  return {
    state,
    trackId: isLoaded ? (track?.trackId ?? null) : null,
    positionMs: isLoaded ? Math.floor(positionMs) : 0,
  };
}
