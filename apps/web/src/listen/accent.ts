/** A colour as its three parts of red, green and blue, 0 to 255. */
type Rgb = readonly [number, number, number];

/** The colours of a page that takes its accent from a cover. */
export interface Accent {
  readonly accent: string;
  readonly accentDeep: string;
  readonly onAccent: string;
  readonly accentWash: string;
}

/** What a theme's texts stand on: the ground that asks most of an accent, and what stands on the accent itself. */
const GROUNDS = {
  light: { ground: [243, 236, 226], surface: [255, 253, 250], on: [255, 253, 250], towards: [0, 0, 0] },
  dark: { ground: [43, 37, 31], surface: [33, 28, 23], on: [23, 19, 15], towards: [255, 255, 255] },
} as const satisfies Record<string, Record<string, Rgb>>;

/** WCAG AA for text of any size, with a little to spare for rounding. */
const CONTRAST_MIN = 4.6;
const STEPS = 40;

/** A cover's colour as an accent that keeps every text readable in the theme; nothing for what is no colour. */
export function accentOf(color: string | null, theme: "light" | "dark"): Accent | undefined {
  const from = readColor(color);
  if (!from) return undefined;
  const { ground, surface, on, towards } = GROUNDS[theme];
  const washOf = (accent: Rgb) => mix(surface, accent, 0.12);
  for (let step = 0; step <= STEPS; step++) {
    const accent = mix(from, towards, step / STEPS);
    const grounds: Rgb[] = [ground, on, washOf(accent)];
    if (grounds.some((under) => contrast(accent, under) < CONTRAST_MIN)) continue;
    return {
      accent: written(accent),
      accentDeep: written(mix(accent, towards, 0.2)),
      onAccent: written(on),
      accentWash: written(washOf(accent)),
    };
  }
  return undefined;
}

/** How well two colours are told apart (WCAG 2): 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** "#rrggbb" as its parts. */
export function readColor(color: string | null): Rgb | undefined {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color ?? "");
  return parts ? [part(parts[1]), part(parts[2]), part(parts[3])] : undefined;
}

function part(hex = "0"): number {
  return Number.parseInt(hex, 16);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const between = (one: number, other: number) => Math.round(one + (other - one) * share);
  return [between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2])];
}

function written(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
