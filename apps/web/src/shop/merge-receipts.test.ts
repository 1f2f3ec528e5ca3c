import type { PlayReceipt } from "@songkeeper/client";
import { expect, test } from "vitest";
import { mergeReceipt, type Pages } from "./merge-receipts.ts";

const play: PlayReceipt = {
  deviceId: "d",
  seq: 1,
  zoneId: "hall",
  zoneName: "Hall",
  trackId: "t",
  title: "Rain",
  artist: "A",
  startedAt: "2026-03-10T11:00:00Z",
  day: "2026-03-10",
  heardMs: 30_000,
  outcome: "completed",
  verdict: "held",
  reason: "overlap",
  feeMicro: "20000",
  receivedAt: "2026-03-10T11:05:00Z",
};
const known: Pages = {
  pages: [
    {
      items: [
        { ...play, seq: 3 },
        { ...play, seq: 2 },
      ],
      cursor: "c",
    },
    { items: [play], cursor: null },
  ],
  pageParams: [null, "c"],
};
const seqs = (pages: Pages) => pages.pages.map((page) => page.items.map(({ seq }) => seq));

test("a new play stands on top", () => {
  expect(seqs(mergeReceipt(known, { ...play, seq: 4 }, {}))).toEqual([[4, 3, 2], [1]]);
});

test("a play that is told twice stands once, with its latest verdict", () => {
  const merged = mergeReceipt(known, { ...play, verdict: "billed", reason: null }, {});
  expect(seqs(merged)).toEqual([[3, 2], [1]]);
  expect(merged.pages[1]?.items[0]?.verdict).toBe("billed");
});

test("a play that the filter leaves out does not appear, and goes when its verdict changes", () => {
  expect(seqs(mergeReceipt(known, { ...play, seq: 4 }, { zone: "garden" }))).toEqual([[3, 2], [1]]);
  expect(seqs(mergeReceipt(known, { ...play, verdict: "billed" }, { verdict: "held" }))).toEqual([[3, 2], []]);
});
