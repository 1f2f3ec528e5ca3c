import { bassOf, drumsOf, figureOf, padOf } from "./accompany.ts";
import { chordOf } from "./chord.ts";
import { makeTheme, melodyOf, type Theme } from "./melody.ts";
import { MOODS } from "./mood.ts";
import type { Bar, Part, Score, Setting } from "./score.ts";
import { between, pick, seededRandom } from "./seeded-random.ts";

const BARS_OF_PHRASE = 4;

/** The song that belongs to a seed, written so that its bars fill the length exactly. */
export function compose(seed: number, seconds: number): Score {
  const random = seededRandom(seed);
  const mood = MOODS[seed % MOODS.length] ?? pick(random, MOODS);
  const beat = beatFilling(seconds, 60 / between(random, ...mood.tempo), mood.beats);
  const setting: Setting = { mood, key: 60 + Math.floor(random() * 12), beat, random };
  const bars = barsOf(setting, seconds);
  const themes = { verse: makeTheme(setting), bridge: makeTheme(setting) };
  return {
    seconds,
    padCutoff: mood.padCutoff,
    parts: [...leadsOf(bars, setting, themes), ...accompanimentOf(bars, setting)],
    drums: drumsOf(bars, setting),
  };
}

/** The beat nearest to the wanted one with which whole phrases fill the length (whole bars, where it is short). */
function beatFilling(seconds: number, wanted: number, beats: number): number {
  const bars = seconds / (wanted * beats);
  const unit = bars >= 2 * BARS_OF_PHRASE ? BARS_OF_PHRASE : 1;
  return seconds / (Math.max(1, Math.round(bars / unit)) * unit * beats);
}

function barsOf(setting: Setting, seconds: number): Bar[] {
  const { mood, beat, random } = setting;
  const length = beat * mood.beats;
  const count = Math.max(1, Math.round(seconds / length));
  const phrases = Math.ceil(count / BARS_OF_PHRASE);
  const [verse, bridge] = [pick(random, mood.verses), pick(random, mood.bridges)];
  return Array.from({ length: count }, (_, index): Bar => {
    const phrase = Math.floor(index / BARS_OF_PHRASE);
    const inPhrase = index % BARS_OF_PHRASE;
    const section = sectionOf({ phrase, phrases, isLast: index === count - 1 });
    const degrees = section === "bridge" ? bridge : verse;
    const degree = section === "end" ? 0 : (degrees[inPhrase] ?? 0);
    return {
      start: index * length,
      seconds: length,
      chord: chordOf(setting, degree),
      section,
      inPhrase,
      isAnswer: phrase % 2 === 1,
      drums: phrase >= 2 && phrase < phrases - 1,
      lead: section !== "intro",
    };
  });
}

/** An introduction, then verses with a bridge as every third phrase, and a last bar on the home chord. */
function sectionOf({ phrase, phrases, isLast }: { phrase: number; phrases: number; isLast: boolean }): Bar["section"] {
  if (isLast) return "end";
  if (phrase === 0 && phrases > 2) return "intro";
  return phrase % 3 === 0 && phrase < phrases - 1 ? "bridge" : "verse";
}

function leadsOf(bars: readonly Bar[], setting: Setting, themes: { verse: Theme; bridge: Theme }): Part[] {
  const { mood } = setting;
  const of = (section: Bar["section"]) => bars.filter((bar) => bar.lead && bar.section === section);
  const verse = melodyOf([...of("verse"), ...of("end")], setting, themes.verse);
  const bridge = melodyOf(of("bridge"), setting, themes.bridge);
  return [
    { voice: mood.lead, gain: 0.4, pan: 0.12, room: 0.3, notes: verse },
    { voice: mood.bridgeLead, gain: 0.38, pan: -0.1, room: 0.32, notes: bridge },
  ];
}

function accompanimentOf(bars: readonly Bar[], setting: Setting): Part[] {
  const pad = padOf(bars);
  const detuned = (cents: number) => pad.map((note) => ({ ...note, cents }));
  return [
    { voice: "pad", gain: 0.07, pan: -0.7, room: 0.25, notes: detuned(-6) },
    { voice: "pad", gain: 0.07, pan: 0.7, room: 0.25, notes: detuned(6) },
    { voice: setting.mood.accompaniment, gain: 0.2, pan: -0.35, room: 0.25, notes: figureOf(bars, setting) },
    { voice: "bass", gain: 0.34, pan: 0, room: 0.02, notes: bassOf(bars, setting) },
  ];
}
