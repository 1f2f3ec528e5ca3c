/** A colour: red, green and blue from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A box in pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What is painted: how far a place lies outside of it (below 0: inside), and where it can lie at all. */
export interface Shape {
  readonly distance: (x: number, y: number) => number;
  readonly box: Box;
}

/** A colour everywhere, or one that depends on the place. */
export type Paint = Colour | ((x: number, y: number) => Colour);

interface Stroke {
  readonly alpha?: number;
  /** Over how many pixels the edge fades: 1 is a clean edge. */
  readonly soft?: number;
  /** Whether it adds its light to what is there, as a lamp does. */
  readonly light?: boolean;
}

/** A square picture of light, painted shape over shape. */
export class Canvas {
  readonly size: number;
  readonly #light: Float32Array;

  constructor(size: number) {
    this.size = size;
    this.#light = new Float32Array(size * size * 3);
  }

  /** Paints every pixel. */
  fill(paint: Paint): void {
    const { size } = this;
    this.paint({ distance: () => -1e3, box: { left: 0, top: 0, right: size, bottom: size } }, paint);
  }

  /** Paints a shape with a smooth edge over what is there. */
  paint({ distance, box }: Shape, paint: Paint, { alpha = 1, soft = 1.2, light = false }: Stroke = {}): void {
    const { size } = this;
    const inside = (value: number) => Math.max(0, Math.min(size, Math.round(value)));
    const [left, right] = [inside(box.left - soft), inside(box.right + soft)];
    for (let y = inside(box.top - soft); y < inside(box.bottom + soft); y++)
      for (let x = left; x < right; x++) {
        const part = 0.5 - distance(x + 0.5, y + 0.5) / soft;
        if (part <= 0) continue;
        const covered = part >= 1 ? alpha : alpha * part * part * (3 - 2 * part);
        this.#blend((y * size + x) * 3, typeof paint === "function" ? paint(x, y) : paint, { covered, light });
      }
  }

  #blend(at: number, colour: Colour, { covered, light }: { covered: number; light: boolean }): void {
    for (let channel = 0; channel < 3; channel++) {
      const now = this.#light[at + channel] ?? 0;
      const wanted = colour[channel] ?? 0;
      this.#light[at + channel] = light ? now + wanted * covered * (1 - now) : now + (wanted - now) * covered;
    }
  }

  /** The picture's bytes, red, green and blue of each pixel; a little noise keeps soft gradients from showing steps. */
  bytes(noise: () => number, grain: number): Uint8Array {
    const out = new Uint8Array(this.#light.length);
    for (let at = 0; at < out.length; at += 3) {
      const dust = grain * (noise() + noise());
      for (let channel = 0; channel < 3; channel++) {
        const value = (this.#light[at + channel] ?? 0) * 255 + dust;
        out[at + channel] = Math.max(0, Math.min(255, Math.round(value)));
      }
    }
    return out;
  }
}

/** A colour written as six hexadecimal digits. */
export function hex(text: string): Colour {
  const value = Number.parseInt(text, 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** A colour between two. */
export function blend(from: Colour, to: Colour, part: number): Colour {
  const place = Math.max(0, Math.min(1, part));
  return [
    from[0] + (to[0] - from[0]) * place,
    from[1] + (to[1] - from[1]) * place,
    from[2] + (to[2] - from[2]) * place,
  ];
}

/** Colours one below the other, evenly from one height to another. */
export function falling(colours: readonly Colour[], top: number, bottom: number): (x: number, y: number) => Colour {
  return (_, y) => {
    const place = Math.max(0, Math.min(0.9999, (y - top) / (bottom - top))) * (colours.length - 1);
    const at = Math.floor(place);
    const [from = [0, 0, 0], to = [0, 0, 0]] = [colours[at], colours[at + 1]];
    const part = place - at;
    return blend(from, to, part * part * (3 - 2 * part));
  };
}
