import { expect, test } from "vitest";
import { isOffered } from "./is-offered.ts";

const withdrawnAt = new Date("2026-03-01T00:00:00.000Z");

test.each([
  { price: 1, withdrawnAt: null, at: "2026-03-10T00:00:00.000Z", offered: true },
  { price: 0, withdrawnAt: null, at: "2026-03-10T00:00:00.000Z", offered: true },
  { price: undefined, withdrawnAt: null, at: "2026-03-10T00:00:00.000Z", offered: false },
  { price: 1, withdrawnAt, at: "2026-03-30T23:59:59.999Z", offered: true },
  { price: 1, withdrawnAt, at: "2026-03-31T00:00:00.000Z", offered: false },
])("a song at $price, withdrawn at $withdrawnAt, is offered at $at: $offered", ({ at, offered, ...track }) => {
  expect(isOffered(new Date(at))(track)).toBe(offered);
});
