import type { SeededRandom } from "../seeded-random.ts";
import type { Shape } from "./canvas.ts";

/** A place in the picture, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A disc. */
export function disc({ x, y }: Place, radius: number): Shape {
  return {
    distance: (px, py) => Math.hypot(px - x, py - y) - radius,
    box: { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius },
  };
}

/** A ring of some width. */
export function ring({ x, y }: Place, radius: number, width: number): Shape {
  const outer = disc({ x, y }, radius + width);
  return { ...outer, distance: (px, py) => Math.abs(Math.hypot(px - x, py - y) - radius) - width / 2 };
}

/** An ellipse, turned by an angle. Its distance is near enough for a smooth edge. */
export function ellipse(
  { x, y }: Place,
  { wide, high, turned = 0 }: { wide: number; high: number; turned?: number },
): Shape {
  const [cos, sin] = [Math.cos(turned), Math.sin(turned)];
  const reach = Math.max(wide, high);
  return {
    distance: (px, py) => {
      const [dx, dy] = [px - x, py - y];
      const [along, across] = [dx * cos + dy * sin, dy * cos - dx * sin];
      const scaled = Math.hypot(along / wide, across / high);
      return ((scaled - 1) * scaled) / Math.max(1e-6, Math.hypot(along / (wide * wide), across / (high * high)));
    },
    box: { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach },
  };
}

/** A line with round ends, as wide as told. */
export function line(from: Place, to: Place, width: number): Shape {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = Math.max(1e-6, dx * dx + dy * dy);
  return {
    distance: (px, py) => {
      const along = Math.max(0, Math.min(1, ((px - from.x) * dx + (py - from.y) * dy) / squared));
      return Math.hypot(px - from.x - along * dx, py - from.y - along * dy) - width / 2;
    },
    box: {
      left: Math.min(from.x, to.x) - width,
      top: Math.min(from.y, to.y) - width,
      right: Math.max(from.x, to.x) + width,
      bottom: Math.max(from.y, to.y) + width,
    },
  };
}

/** A figure of straight edges that bulges everywhere; its corners are given clockwise. */
export function convex(corners: readonly Place[]): Shape {
  const edges = corners.map((corner, at) => {
    const next = corners[(at + 1) % corners.length] ?? corner;
    const length = Math.hypot(next.x - corner.x, next.y - corner.y);
    return { corner, nx: (next.y - corner.y) / length, ny: -(next.x - corner.x) / length };
  });
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return {
    distance: (px, py) =>
      edges.reduce((most, { corner, nx, ny }) => Math.max(most, (px - corner.x) * nx + (py - corner.y) * ny), -1e9),
    box: { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) },
  };
}

/** An upright box with round corners. */
export function box({ x, y }: Place, { wide, high, round = 0 }: { wide: number; high: number; round?: number }): Shape {
  return {
    distance: (px, py) => {
      const [dx, dy] = [Math.abs(px - x - wide / 2) - wide / 2 + round, Math.abs(py - y - high / 2) - high / 2 + round];
      return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(0, Math.max(dx, dy)) - round;
    },
    box: { left: x, top: y, right: x + wide, bottom: y + high },
  };
}

/** All that lies below a line of heights. */
export function below(height: (x: number) => number, size: number): Shape {
  const heights = Float32Array.from({ length: size + 2 }, (_, x) => height(x));
  const top = heights.reduce((least, value) => Math.min(least, value), size);
  return {
    distance: (px, py) => {
      const at = Math.max(0, Math.min(size, Math.floor(px)));
      const [here, next] = [heights[at] ?? 0, heights[at + 1] ?? 0];
      // Divided by its slope, or steep edges would be ragged.
      return (here - py) / Math.hypot(1, next - here);
    },
    box: { left: 0, top, right: size, bottom: size },
  };
}

/** A line of hills: a few waves of chance, each half as high and twice as quick as the one before. */
export function ridge(
  random: SeededRandom,
  of: { at: number; high: number; waves: number; rough?: number },
): (x: number) => number {
  const layers = Array.from({ length: 6 }, (_, layer) => ({
    phase: random() * 2 * Math.PI,
    high: of.high * (of.rough ?? 0.42) ** layer,
    quick: of.waves * 1.9 ** layer * (0.9 + 0.2 * random()),
  }));
  return (x) =>
    layers.reduce(
      (sum, { phase, high, quick }) => sum + high * Math.sin((x / 1_400) * 2 * Math.PI * quick + phase),
      of.at,
    );
}
