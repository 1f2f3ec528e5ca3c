import { pitchOf } from "./chord.ts";
import type { Bar, Beat, Chord, Note, Setting } from "./score.ts";
import { between, pick } from "./seeded-random.ts";

/** A tune's idea: two bars of rhythm, and for each of their notes a step of the melody's scale. */
export interface Theme {
  readonly bars: readonly (readonly { readonly beat: Beat; readonly step: number }[])[];
}

/** From which step up to which a melody moves, around the key note. */
const LOWEST_STEP = -2;
const HIGHEST_STEP = 6;

/** A theme made by small steps, seldom a leap, that turns back before it gets too high or low. */
export function makeTheme({ mood, random }: Setting): Theme {
  let step = pick(random, [0, 2, 4]);
  const bars = [0, 1].map(() =>
    pick(random, mood.rhythms).map((beat) => {
      const stepped = { beat, step };
      const leap = pick(random, [-2, -1, -1, 0, 1, 1, 2, 3]);
      step = step + leap > HIGHEST_STEP || step + leap < LOWEST_STEP ? step - leap : step + leap;
      return stepped;
    }),
  );
  return { bars };
}

/** The melody over some bars: the theme's first bar, its second, its first again, and a long tone that ends the phrase. */
export function melodyOf(bars: readonly Bar[], setting: Setting, theme: Theme): Note[] {
  return bars.flatMap((bar) => {
    const cadence = bar.inPhrase === 3 || bar.section === "end";
    return cadence ? closingTone(bar, setting) : themeBar(bar, setting, theme.bars[bar.inPhrase % 2] ?? []);
  });
}

function themeBar(bar: Bar, { mood, key, beat, random }: Setting, notes: Theme["bars"][number]): Note[] {
  const first = notes[0]?.step ?? 0;
  return notes.map(({ beat: [at, length], step: written }) => {
    // Every second phrase answers: it falls where the one before it rose.
    const step = bar.isAnswer ? 2 * first - written : written;
    const late = at % 1 === 0.5 ? (mood.swing * beat) / 2 : 0;
    // The third bar of a phrase lifts the theme, so that it says the same a little more strongly.
    const lifted = key + pitchOf(mood.melodyScale, bar.inPhrase === 2 ? step + 1 : step);
    return {
      start: bar.start + at * beat + late + between(random, 0, 0.012),
      seconds: length * beat * 0.95,
      pitch: at % 2 === 0 ? nearestTone(lifted, bar.chord) : lifted,
      velocity: (at === 0 ? 0.85 : 0.7) + between(random, -0.08, 0.08),
      cents: 0,
    };
  });
}

function closingTone(bar: Bar, { key, random }: Setting): Note[] {
  const pitch = nearestTone(key + (bar.section === "end" ? 0 : 4), bar.chord);
  const start = bar.start + between(random, 0, 0.012);
  return [{ start, seconds: bar.seconds * 0.9, pitch, velocity: 0.75, cents: 0 }];
}

/** The tone of the chord, in any octave, that is nearest to a pitch: on strong beats a melody agrees with its harmony. */
function nearestTone(pitch: number, { tones }: Chord): number {
  const distances = tones.map((tone) => ((((tone - pitch) % 12) + 18) % 12) - 6);
  const nearest = distances.reduce((best, one) => (Math.abs(one) < Math.abs(best) ? one : best), 12);
  return pitch + nearest;
}
