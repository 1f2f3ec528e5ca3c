import { type Bar, type DrumHit, DRUMS, type Note, type Setting } from "./score.ts";
import { between, pick } from "./seeded-random.ts";

/** Held chords under everything: there is never silence. */
export function padOf(bars: readonly Bar[]): Note[] {
  return bars.flatMap(({ chord, start, seconds, section }) =>
    chord.tones.slice(0, 4).map((pitch) => ({
      start,
      seconds: seconds * (section === "end" ? 1.2 : 1.02),
      pitch,
      velocity: section === "intro" ? 0.75 : 0.6,
      cents: 0,
    })),
  );
}

/** The chord's tones one after the other, in a figure that a song keeps for its verses and another for its bridges. */
export function figureOf(bars: readonly Bar[], { mood, beat, random }: Setting): Note[] {
  const figures = { verse: pick(random, mood.figures), bridge: pick(random, mood.figures) };
  return bars.flatMap(({ chord, start, seconds, section }) => {
    if (section === "end") return broken(chord.tones, start, seconds);
    const figure = section === "bridge" ? figures.bridge : figures.verse;
    const step = seconds / figure.length;
    return figure.flatMap((tone, at) => {
      const pitch = chord.tones[tone];
      if (pitch === undefined) return [];
      const late = at % 2 === 1 ? (mood.swing * beat) / 2 : 0;
      const velocity = (at === 0 ? 0.75 : 0.55) + between(random, -0.1, 0.1);
      return [{ start: start + at * step + late, seconds: step * 1.8, pitch, velocity, cents: 0 }];
    });
  });
}

/** The last chord, its tones spread upwards by a hand that is in no hurry. */
function broken(tones: readonly number[], start: number, seconds: number): Note[] {
  return tones.map((pitch, at) => ({ start: start + at * 0.07, seconds, pitch, velocity: 0.7, cents: 0 }));
}

/** The root on the first beat, and its fifth or itself again in the middle of the bar. */
export function bassOf(bars: readonly Bar[], { mood, beat, random }: Setting): Note[] {
  return bars.flatMap(({ chord, start, seconds, section }) => {
    if (section === "intro") return [];
    const root = { start, seconds: beat * 1.6, pitch: chord.bass, velocity: 0.8, cents: 0 };
    if (section === "end") return [{ ...root, seconds }];
    const second = mood.beats === 3 ? 2 : pick(random, [2, 2, 2.5]);
    const pitch = chord.bass + pick(random, [0, 0, 7]);
    return [root, { start: start + second * beat, seconds: beat * 1.2, pitch, velocity: 0.6, cents: 0 }];
  });
}

/** The mood's pattern in every bar that has drums. */
export function drumsOf(bars: readonly Bar[], { mood, beat, random }: Setting): DrumHit[] {
  return bars
    .filter((bar) => bar.drums)
    .flatMap(({ start }) =>
      DRUMS.flatMap((drum) =>
        (mood.drums[drum] ?? []).map(([at, velocity]) => {
          const late = at % 1 === 0.5 ? (mood.swing * beat) / 2 : 0;
          return { start: start + at * beat + late, drum, velocity: velocity * between(random, 0.85, 1) };
        }),
      ),
    );
}
