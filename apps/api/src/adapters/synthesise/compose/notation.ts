/** A tone of a tune: where it begins and how long it is, in beats from the section's start; and its MIDI pitch. */
export interface WrittenNote {
  readonly beat: number;
  readonly length: number;
  readonly pitch: number;
  readonly phrase: number;
}

/** A chord's name read: its pitch classes from the root on, and that of its bass. */
export interface ChordName {
  readonly classes: readonly number[];
  readonly bass: number;
}

const DEGREES = [0, 0, 2, 4, 5, 7, 9, 11];
const MIDDLE_C = 60;
const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const QUALITIES: Readonly<Record<string, readonly number[]>> = {
  "": [0, 4, 7],
  m: [0, 3, 7],
  "5": [0, 7],
  "6": [0, 4, 7, 9],
  m6: [0, 3, 7, 9],
  "69": [0, 4, 7, 9, 14],
  "7": [0, 4, 7, 10],
  "9": [0, 4, 7, 10, 14],
  "13": [0, 4, 10, 14, 21],
  maj7: [0, 4, 7, 11],
  maj9: [0, 4, 7, 11, 14],
  m7: [0, 3, 7, 10],
  m9: [0, 3, 7, 10, 14],
  m7b5: [0, 3, 6, 10],
  dim: [0, 3, 6],
  dim7: [0, 3, 6, 9],
  aug: [0, 4, 8],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  "7sus4": [0, 5, 7, 10],
  add9: [0, 4, 7, 14],
  madd9: [0, 3, 7, 14],
};

/** Reads a tune in numbered notation, a text a phrase. Throws a SyntaxError for a bar that has not its beats. */
export function readTune(phrases: readonly string[], beats: number): WrittenNote[] {
  const notes: { beat: number; length: number; pitch: number; phrase: number }[] = [];
  let beat = 0;
  let sounding = false;
  for (const [phrase, text] of phrases.entries())
    for (const word of wordsOf(text, beats)) {
      const marks = word.match(/[#b]?[0-7][',]*|-/g) ?? [];
      for (const mark of marks) {
        const length = 1 / marks.length;
        const last = notes.at(-1);
        if (mark !== "-") sounding = mark !== "0";
        if (mark === "-" && sounding && last) last.length += length;
        else if (sounding) notes.push({ beat, length, pitch: pitchOf(mark), phrase });
        beat += length;
      }
    }
  return notes;
}

/** How many beats a tune has. */
export function beatsOfTune(phrases: readonly string[], beats: number): number {
  return phrases.reduce((sum, text) => sum + wordsOf(text, beats).length, 0);
}

function wordsOf(text: string, beats: number): string[] {
  return text.split("|").flatMap((bar) => {
    const words = bar.trim().split(/\s+/);
    if (words.length !== beats) throw new SyntaxError(`"${bar.trim()}" has not ${beats} beats`);
    return words;
  });
}

function pitchOf(mark: string): number {
  const degree = DEGREES[Number(/[0-7]/.exec(mark)?.[0])] ?? 0;
  const count = (sign: string) => mark.split(sign).length - 1;
  return MIDDLE_C + degree + count("#") - count("b") + 12 * (count("'") - count(","));
}

/** Reads the chords of each bar: "C Am | F". Throws a SyntaxError for a chord that it does not know. */
export function readChords(text: string): ChordName[][] {
  return text.split("|").map((bar) => bar.trim().split(/\s+/).map(readChord));
}

function readChord(name: string): ChordName {
  const [chord = "", bass] = name.split("/");
  const [, root = "", quality = ""] = /^([A-G][#b]?)(.*)$/.exec(chord) ?? [];
  const tones = QUALITIES[quality];
  if (!tones || !root) throw new SyntaxError(`no chord is called "${name}"`);
  return { classes: tones.map((tone) => (classOf(root) + tone) % 12), bass: classOf(bass ?? root) };
}

function classOf(name: string): number {
  const shift = name.endsWith("#") ? 1 : name.endsWith("b") ? 11 : 0;
  return ((LETTERS[name.slice(0, 1)] ?? 0) + shift) % 12;
}

/** A pattern's bars, each a list of its steps' signs. */
export function readPattern(pattern: string): string[][] {
  return pattern.split("|").map((bar) => Array.from(bar.replaceAll(/\s/g, "")));
}
