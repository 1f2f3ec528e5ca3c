import { crc32, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { drawCoverInWorker } from "../synthesise-in-worker.ts";
import { Canvas, hex } from "./canvas.ts";
import { type CoverRecipe, drawCover } from "./draw-cover.ts";
import { disc } from "./shapes.ts";

const SCENES: readonly CoverRecipe["scene"][] = ["rain", "lanterns", "neon", "boats", "soda", "jasmine"];

/** A PNG file read chunk after chunk, and its lines undone. */
function readPng(bytes: Uint8Array) {
  const file = Buffer.from(bytes);
  expect(file.subarray(1, 4).toString("latin1")).toBe("PNG");
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const name = file.toString("latin1", at + 4, at + 8);
    expect(crc32(file.subarray(at + 4, at + 8 + length))).toBe(file.readUInt32BE(at + 8 + length));
    chunks.set(name, file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const header = chunks.get("IHDR") ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const lines = inflateSync(chunks.get("IDAT") ?? Buffer.alloc(0));
  expect(lines).toHaveLength((width * 3 + 1) * height);
  return { width, height, lines };
}

const drawn = new Map(SCENES.map((scene) => [scene, drawCover({ scene, seed: 7 })]));

test.each(SCENES)("the cover %s is a picture of 1,400 pixels a side with many colours", (scene) => {
  const { width, height, lines } = readPng(drawn.get(scene) ?? new Uint8Array());
  expect([width, height]).toEqual([1_400, 1_400]);
  const first = new Set<number>();
  const row = new Uint8Array(width * 3);
  for (let y = 0; y < height; y++)
    for (let at = 0; at < row.length; at++) {
      row[at] = (row[at] ?? 0) + (lines[y * (row.length + 1) + 1 + at] ?? 0);
      if (at % 3 === 0 && at % 99 === 0) first.add(((row[at] ?? 0) << 8) | (row[at + 1] ?? 0));
    }
  expect(first.size).toBeGreaterThan(500);
  expect(drawn.get(scene)?.length).toBeLessThan(4_000_000);
});

test("a recipe always gives the same picture, on a thread of its own too, and others another", async () => {
  const made = await drawCoverInWorker({ scene: "boats", seed: 7 });
  expect(Buffer.from(made.bytes).equals(drawn.get("boats") ?? Buffer.alloc(0))).toBe(true);
  expect(Buffer.from(drawCover({ scene: "boats", seed: 8 })).equals(made.bytes)).toBe(false);
  expect(new Set([...drawn.values()].map((bytes) => Buffer.from(bytes).toString("base64"))).size).toBe(SCENES.length);
});

test("an edge is smooth: pixels that a shape covers in part are in between", () => {
  const canvas = new Canvas(20);
  canvas.fill(hex("000000"));
  canvas.paint(disc({ x: 10, y: 10 }, 6.3), hex("ffffff"));
  const bytes = canvas.bytes(() => 0, 0);
  const reds = Array.from({ length: 20 }, (_, x) => bytes[(10 * 20 + x) * 3] ?? 0);
  expect([reds[0], reds[10]]).toEqual([0, 255]);
  expect(reds.some((red) => red > 20 && red < 235)).toBe(true);
});
