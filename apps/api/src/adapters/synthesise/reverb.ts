/** Lengths of the combs and allpasses in samples, without common divisors, so that no echo stands out (Schroeder). */
const COMBS = [557, 593, 641, 677, 709, 746] as const;
const ALLPASSES = [278, 171] as const;
/** The right ear hears the same room from a little farther away. */
const SPREAD = 12;
const FEEDBACK = 0.84;
const DAMPING = 0.35;
const LEVEL = 0.2;

/** Adds a gentle room to both channels: of what was sent to it. */
export function addReverb(buses: { left: Float32Array; right: Float32Array; room: Float32Array }): void {
  for (const [channel, spread] of [[buses.left, 0] as const, [buses.right, SPREAD] as const]) {
    const wet = new Float32Array(buses.room.length);
    for (const length of COMBS) addComb(buses.room, wet, length + spread);
    for (const length of ALLPASSES) allpass(wet, length + spread);
    for (let at = 0; at < wet.length; at++) channel[at] = (channel[at] ?? 0) + (wet[at] ?? 0) * LEVEL;
  }
}

/** Echoes that come again and again, each softer and duller than the one before. */
function addComb(from: Float32Array, to: Float32Array, length: number): void {
  const line = new Float32Array(length);
  let dull = 0;
  for (let at = 0, place = 0; at < from.length; at++) {
    const echo = line[place] ?? 0;
    dull = echo + DAMPING * (dull - echo);
    line[place] = (from[at] ?? 0) + dull * FEEDBACK;
    to[at] = (to[at] ?? 0) + echo;
    place = place + 1 === length ? 0 : place + 1;
  }
}

/** Smears echoes in time and leaves their colour as it is. */
function allpass(sound: Float32Array, length: number): void {
  const line = new Float32Array(length);
  for (let at = 0, place = 0; at < sound.length; at++) {
    const old = line[place] ?? 0;
    const now = (sound[at] ?? 0) + 0.5 * old;
    line[place] = now;
    sound[at] = old - 0.5 * now;
    place = place + 1 === length ? 0 : place + 1;
  }
}
