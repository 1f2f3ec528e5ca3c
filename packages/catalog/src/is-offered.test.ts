import { expect, test } from "vitest";
import { isOffered } from "./is-offered.ts";

const clearedAt = new Date("2026-01-01T00:00:00.000Z");
const withdrawnAt = new Date("2026-03-01T00:00:00.000Z");

test.each([
  { price: 1, clearedAt, withdrawnAt: null, at: "2026-03-10T00:00:00.000Z", offered: true },
  { price: 0, clearedAt, withdrawnAt: null, at: "2026-03-10T00:00:00.000Z", offered: true },
  { price: undefined, clearedAt, withdrawnAt: null, at: "2026-03-10T00:00:00.000Z", offered: false },
  { price: 1, clearedAt, withdrawnAt, at: "2026-03-30T23:59:59.999Z", offered: true },
  { price: 1, clearedAt, withdrawnAt, at: "2026-03-31T00:00:00.000Z", offered: false },
  { price: 1, clearedAt: null, withdrawnAt: null, at: "2026-03-10T00:00:00.000Z", offered: false },
])(
  "a song at $price, cleared at $clearedAt, withdrawn at $withdrawnAt, is offered at $at: $offered",
  ({ at, offered, ...track }) => {
    expect(isOffered(new Date(at))(track)).toBe(offered);
  },
);
