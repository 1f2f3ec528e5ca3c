import fc from "fast-check";
import { expect, test } from "vitest";
import { applyToOrder, ORDER_EVENTS, ORDER_STATES, type OrderEvent } from "./order.ts";

test.each([
  { state: "created", event: "submitted", next: "pending", effect: "none" },
  { state: "created", event: "released", next: "paid", effect: "fulfil" },
  { state: "created", event: "paid", next: "paid", effect: "fulfil" },
  { state: "created", event: "lapsed", next: "expired", effect: "none" },
  { state: "created", event: "fulfilled", next: "created", effect: "none" },
  { state: "pending", event: "paid", next: "paid", effect: "fulfil" },
  { state: "pending", event: "declined", next: "failed", effect: "none" },
  { state: "pending", event: "lapsed", next: "expired", effect: "none" },
  { state: "pending", event: "released", next: "pending", effect: "none" },
  { state: "pending", event: "refunded", next: "pending", effect: "none" },
  { state: "paid", event: "fulfilled", next: "fulfilled", effect: "none" },
  { state: "paid", event: "refunded", next: "refunded", effect: "send_back" },
  { state: "paid", event: "lapsed", next: "paid", effect: "none" },
  { state: "fulfilled", event: "paid", next: "fulfilled", effect: "none" },
  { state: "fulfilled", event: "declined", next: "fulfilled", effect: "none" },
  { state: "fulfilled", event: "lapsed", next: "fulfilled", effect: "none" },
  { state: "fulfilled", event: "refunded", next: "refunded", effect: "take_back" },
  { state: "fulfilled", event: "charged_back", next: "charged_back", effect: "take_back" },
  { state: "failed", event: "paid", next: "refunded", effect: "send_back" },
  { state: "failed", event: "lapsed", next: "failed", effect: "none" },
  { state: "expired", event: "paid", next: "refunded", effect: "send_back" },
  { state: "expired", event: "declined", next: "expired", effect: "none" },
  { state: "refunded", event: "paid", next: "refunded", effect: "none" },
  { state: "refunded", event: "charged_back", next: "refunded", effect: "none" },
  { state: "charged_back", event: "refunded", next: "charged_back", effect: "none" },
] as const)("an order that is $state and is $event becomes $next, with the effect $effect", (row) => {
  expect(applyToOrder(row.state, row.event)).toEqual({ state: row.next, effect: row.effect });
});

/** What becomes of an order to which all this is told; the server fulfils at once what it is told to fulfil. */
function tell(events: readonly OrderEvent[]) {
  const effects: string[] = [];
  let state: (typeof ORDER_STATES)[number] = "created";
  for (const event of events) {
    const step = applyToOrder(state, event);
    state = step.effect === "fulfil" ? applyToOrder(step.state, "fulfilled").state : step.state;
    if (step.effect !== "none") effects.push(step.effect);
  }
  return { state, effects };
}

test("whatever is told, how often and in what order: songs are given once at most, and money goes back once at most", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ORDER_EVENTS)), (events) => {
      const { state, effects } = tell(events);
      expect([[], ["fulfil"], ["send_back"], ["fulfil", "take_back"]]).toContainEqual(effects);
      if (effects.includes("send_back")) expect(state).toBe("refunded");
      expect(state).not.toBe("paid");
    }),
  );
});

test("an event that is told again changes nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ORDER_EVENTS)), fc.constantFrom(...ORDER_EVENTS), (before, event) => {
      expect(tell([...before, event, event])).toEqual(tell([...before, event]));
    }),
  );
});
