import { RATE } from "./waves.ts";

/** Lengths of the lines in samples, without common divisors, so that no echo stands out. */
const LINES = [1_453, 1_777, 2_053, 2_399, 2_789, 3_181, 3_559, 3_947] as const;
const SMEARS = [241, 337, 479, 613] as const;
const DULLING = 0.32;
const LATE = Math.round(RATE * 0.018);

/** Each line has a ring of this many samples. */
const RING = 4_096;

/** Adds a room to both channels, of what was sent to it: eight lines that feed one another (a Householder network). */
export function addRoom(to: { left: Float32Array; right: Float32Array }, sent: Float32Array, seconds: number): void {
  const wet = smeared(sent);
  const net: Net = {
    rings: new Float32Array(LINES.length * RING),
    soft: new Float64Array(LINES.length),
    kept: Float64Array.from(LINES, (length) => 0.001 ** (length / RATE / seconds)),
    late: Int32Array.from(LINES),
  };
  for (let at = 0; at < wet.length; at++) {
    turn(net, at, wet[at] ?? 0);
    to.left[at] = (to.left[at] ?? 0) + heard(net.soft, 0) * 0.42;
    to.right[at] = (to.right[at] ?? 0) + heard(net.soft, 1) * 0.42;
  }
}

/** The lines' rings, what came out of each just now, what each keeps, and how late each is. */
interface Net {
  readonly rings: Float32Array;
  readonly soft: Float64Array;
  readonly kept: Float64Array;
  readonly late: Int32Array;
}

/** One sample's way through the lines. */
function turn({ rings, soft, kept, late }: Net, at: number, fresh: number): void {
  let sum = 0;
  for (let line = 0; line < 8; line++) {
    const echo = rings[line * RING + ((at - (late[line] ?? 0)) & (RING - 1))] ?? 0;
    const now = (echo + DULLING * ((soft[line] ?? 0) - echo)) * (kept[line] ?? 0);
    soft[line] = now;
    sum += now;
  }
  const fed = fresh - sum / 4;
  const place = at & (RING - 1);
  for (let line = 0; line < 8; line++) rings[line * RING + place] = (soft[line] ?? 0) + fed;
}

/** What one ear hears: every second line, with signs of their own. */
function heard(soft: Float64Array, ear: 0 | 1): number {
  return (soft[ear] ?? 0) - (soft[ear + 2] ?? 0) + (soft[ear + 4] ?? 0) - (soft[ear + 6] ?? 0);
}

/** What comes to the room a little later, without its lows, and smeared in time. */
function smeared(sent: Float32Array): Float32Array {
  const out = new Float32Array(sent.length);
  let low = 0;
  for (let at = LATE; at < sent.length; at++) {
    const now = sent[at - LATE] ?? 0;
    low += 0.025 * (now - low);
    out[at] = now - low;
  }
  for (const length of SMEARS) {
    const line = new Float32Array(length);
    for (let at = 0, place = 0; at < out.length; at++) {
      const old = line[place] ?? 0;
      const now = (out[at] ?? 0) + 0.6 * old;
      line[place] = now;
      out[at] = old - 0.6 * now;
      place = place + 1 === length ? 0 : place + 1;
    }
  }
  return out;
}

/** Adds echoes that go from one ear to the other, each softer and duller. */
export function addEcho(to: { left: Float32Array; right: Float32Array }, sent: Float32Array, seconds: number): void {
  const length = Math.max(1, Math.round(seconds * RATE));
  const [one, other] = [new Float32Array(length), new Float32Array(length)];
  let [dull, place] = [0, 0];
  for (let at = 0; at < sent.length; at++) {
    const [fromOne, fromOther] = [one[place] ?? 0, other[place] ?? 0];
    dull += 0.35 * (fromOther - dull);
    one[place] = (sent[at] ?? 0) + dull * 0.42;
    other[place] = fromOne * 0.7;
    to.left[at] = (to.left[at] ?? 0) + fromOne;
    to.right[at] = (to.right[at] ?? 0) + fromOther;
    place = place + 1 === length ? 0 : place + 1;
  }
}
