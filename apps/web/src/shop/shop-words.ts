import type { MessageDescriptor } from "@lingui/core";
import type { BudgetMode, NowPlaying, Trade, VerdictWord } from "@songkeeper/client";

export const TRADE_WORDS: Record<Trade, MessageDescriptor> = {
  tea_house: /* i18n */ { id: "trade.tea_house", message: "Tea house" },
  cafe: /* i18n */ { id: "trade.cafe", message: "Café" },
  restaurant: /* i18n */ { id: "trade.restaurant", message: "Restaurant" },
  clothing: /* i18n */ { id: "trade.clothing", message: "Clothing shop" },
  supermarket: /* i18n */ { id: "trade.supermarket", message: "Supermarket" },
  hair: /* i18n */ { id: "trade.hair", message: "Hairdresser" },
  fitness: /* i18n */ { id: "trade.fitness", message: "Fitness studio" },
  hotel: /* i18n */ { id: "trade.hotel", message: "Hotel" },
  other: /* i18n */ { id: "trade.other", message: "Something else" },
};

export const MODE_WORDS: Record<BudgetMode, { name: MessageDescriptor; effect: MessageDescriptor }> = {
  pacing: {
    name: /* i18n */ { id: "mode.pacing", message: "Make it last the month" },
    effect: /* i18n */ {
      id: "mode.pacing.effect",
      message: "The player mixes free songs in, so that the budget lasts and the music never stops.",
    },
  },
  free: {
    name: /* i18n */ { id: "mode.free", message: "Then only free songs" },
    effect: /* i18n */ {
      id: "mode.free.effect",
      message: "Songs play as you ordered them; when the budget is used, only free songs go on.",
    },
  },
  stop: {
    name: /* i18n */ { id: "mode.stop", message: "Then stop" },
    effect: /* i18n */ {
      id: "mode.stop.effect",
      message: "When the budget is used, the music stops until the next day or month.",
    },
  },
};

export const VERDICT_WORDS: Record<VerdictWord, MessageDescriptor> = {
  billed: /* i18n */ { id: "verdict.billed", message: "Billed" },
  unbilled: /* i18n */ { id: "verdict.unbilled", message: "Not billed" },
  held: /* i18n */ { id: "verdict.held", message: "Held" },
  rejected: /* i18n */ { id: "verdict.rejected", message: "Rejected" },
};

export const NOW_WORDS: Record<NowPlaying["state"], MessageDescriptor> = {
  playing: /* i18n */ { id: "now.playing", message: "Playing" },
  paused: /* i18n */ { id: "now.paused", message: "Paused" },
  budget_used: /* i18n */ { id: "now.budget_used", message: "Silent: the budget for today is used" },
  offline: /* i18n */ { id: "now.offline", message: "Playing without a connection" },
  sound_blocked: /* i18n */ {
    id: "now.sound_blocked",
    message: "Silent: the browser waits for a tap on the player before it may sound",
  },
  no_lease: /* i18n */ { id: "now.no_lease", message: "Silent: no permission to play at the moment" },
  nothing_to_play: /* i18n */ { id: "now.nothing_to_play", message: "Silent: the soundtrack has no song to play" },
};

export const FLAG_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  forked: /* i18n */ {
    id: "flag.forked",
    message: "Two different journals claim the same plays. The operator looks into it; pair the player anew to go on.",
  },
  no_lease: /* i18n */ {
    id: "flag.no_lease",
    message: "It played without permission; such plays are listed as rejected.",
  },
  lease_exhausted: /* i18n */ {
    id: "flag.lease_exhausted",
    message: "It played more than the day’s amount; what went beyond was not billed.",
  },
};
export const FLAG_SAME_AS: Readonly<Record<string, string>> = { fork: "forked" };

/** What published area tariffs in China come to for one play, in micros, where we know it: a comparison, not our price. */
export const AREA_TARIFFS: Readonly<Partial<Record<Trade, string>>> = {
  clothing: "20000",
  cafe: "32000",
  tea_house: "32000",
  supermarket: "76000",
};
