import { expect, test } from "vitest";
import { accept, refuse } from "./outcome.ts";

test("an outcome is a value, or a reason with what helps to go on", () => {
  expect(accept(3)).toEqual({ ok: true, value: 3 });
  expect(refuse("no_licence")).toEqual({ ok: false, reason: "no_licence" });
  expect(refuse("fork", { facts: { expectedSeq: 7 } })).toEqual({
    ok: false,
    reason: "fork",
    facts: { expectedSeq: 7 },
  });
  expect(refuse("invalid", { errors: [{ path: "name", rule: "too_long" }] })).toMatchObject({
    errors: [{ path: "name", rule: "too_long" }],
  });
});
