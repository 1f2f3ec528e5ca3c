/** How loud the parts of the sound are set: the media element, and the amplifier behind it where there is one. */
export interface Levels {
  readonly element: number;
  readonly amplifier: number;
}

/**
 * A song's levels, given how loud the listener wants it (0 to 1) and how many dB louder it is made. A media element by
 * itself can only make a song quieter; with an amplifier the element stays at full and the amplifier does all.
 */
export function levelsOf(volume: number, gainDb: number, amplified: boolean): Levels {
  // The ear hears a square as even steps.
  const wanted = volume ** 2 * 10 ** (gainDb / 20);
  return amplified ? { element: 1, amplifier: wanted } : { element: Math.min(1, wanted), amplifier: 1 };
}
