import type { ShopView, ZoneView } from "@songkeeper/client";

/** The steps to a shop that plays, in order. */
export const START_STEPS = ["shop", "place", "licence", "soundtrack", "budget", "player"] as const;
export type StartStep = (typeof START_STEPS)[number];

/** Whether a word names a step. */
export function isStartStep(word: string): word is StartStep {
  return START_STEPS.some((step) => step === word);
}

/** The zone that the steps set up: the first of the first place. */
export function firstZone(shop: ShopView): ZoneView | undefined {
  return shop.places[0]?.zones[0];
}

/** Which steps are done, as the shop itself tells: nothing is remembered beside it. */
export function doneSteps(shop: ShopView | undefined): ReadonlySet<StartStep> {
  const done = new Set<StartStep>();
  if (!shop) return done;
  done.add("shop");
  const zone = firstZone(shop);
  if (!zone) return done;
  done.add("place");
  if (shop.licences.some(({ use }) => use === zone.use)) done.add("licence");
  if (zone.soundtrack.length > 0) done.add("soundtrack");
  // A shop opens with a budget that nobody has looked at yet: it counts once the songs that it pays for are chosen.
  if (shop.budget.monthlyMicro !== "0" && done.has("soundtrack")) done.add("budget");
  if (zone.device) done.add("player");
  return done;
}

/** The first step that is still to be done; undefined when the shop plays. */
export function nextStep(shop: ShopView): StartStep | undefined {
  const done = doneSteps(shop);
  return START_STEPS.find((step) => !done.has(step));
}
