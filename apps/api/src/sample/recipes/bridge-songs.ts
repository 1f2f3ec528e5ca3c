import type { SongRecipe } from "../../adapters/synthesise/song-recipe.ts";

/** An old stone bridge with many feet on it: guzheng, hand drums, and a dizi over the water. */
export const STONE_BRIDGE: SongRecipe = {
  seed: 95,
  tempo: 92,
  beats: 4,
  key: -5,
  room: 2,
  bits: 24,
  sections: {
    intro: { chords: "Am | Am | F | Em" },
    theme: {
      chords: "Am | Am | C | G | Am | F | Em | Am",
      tune: ["6,1 23 5 3 | 23 21 6, -", "1 23 5 6 | 53 23 5 -", "6 1'6 53 5 | 6 65 3 -", "3 52 3 1 | 6, - - 0"],
    },
    crossing: {
      chords: "F | G | Am | Am | F | G | C | E7",
      tune: [
        "1' 1'6 1' 2' | 2' 1'6 5 -",
        "3' 2'1' 6 1' | 6 - - 0",
        "1' 65 6 1' | 2' 1'2' 3' 2'",
        "1' 65 3 5 | 3 - #5 -",
      ],
    },
    water: {
      chords: "Am | Em | F | C | Dm | Am | Em | Am",
      tune: ["3' - 2' 1' | 7 - 5 -", "6 - 1' 6 | 5 - 3 -", "2 - 6 - | 1' - 6 -", "7 6 5 3 | 6 - - 0"],
    },
    end: { chords: "F Em | Am", tune: ["1' 6 53 52 | 6, - - -"] },
  },
  band: {
    zheng: { plays: "tune", voice: "guzheng", gain: 0.529, pan: 0.08, room: 0.25, graces: 0.5 },
    octave: { plays: "tune", voice: "guzheng", octave: 1, gain: 0.254, pan: 0.35, room: 0.3, graces: 0.2 },
    dizi: { plays: "tune", voice: "dizi", gain: 0.436, pan: -0.1, room: 0.4, graces: 0.4 },
    under: { plays: "harmony", voice: "cello", octave: -1, gain: 0.247, pan: -0.25, room: 0.3 },
    ripples: {
      plays: "figure",
      voice: "guzheng",
      pattern: "0123 4321 0123 4321",
      center: 64,
      gain: 0.164,
      pan: -0.4,
      room: 0.3,
      ring: true,
    },
    pluck: {
      plays: "figure",
      voice: "guqin",
      pattern: "r.2.1.3.|r.3.1.2.",
      gain: 0.194,
      pan: -0.3,
      room: 0.22,
      ring: true,
    },
    strings: { plays: "pad", voice: "strings", gain: 0.207, room: 0.4, open: true },
    bass: { plays: "bass", voice: "upright", pattern: "r--r..5.|r--r..a.", gain: 0.313, room: 0.08 },
    hands: { plays: "drums", gain: 0.764, patterns: { hand: "X..o..x.", slap: "..,.o.,o", shaker: "o,o,o,o," } },
    feet: {
      plays: "drums",
      gain: 0.785,
      patterns: { hand: "X.o.x..o|X..ox.oo", slap: "..o.X..o", lowtom: "........|......oo", shaker: "x,xox,xo" },
    },
  },
  form: [
    { section: "intro", players: "pluck hands", energy: 0.4 },
    { section: "theme", players: "zheng pluck bass hands", energy: 0.5 },
    { section: "crossing", players: "zheng octave under pluck bass feet strings", energy: 0.85 },
    { section: "water", players: "dizi ripples strings bass", energy: 0.5 },
    { section: "theme", players: "zheng octave under pluck bass feet strings", energy: 0.9, vary: 0.2 },
    { section: "end", players: "zheng pluck strings bass feet", energy: 0.6 },
  ],
};

/** A question put to a bowl of tea: long tones, bells, and nobody in a hurry. */
export const ASKING_TEA: SongRecipe = {
  seed: 1_654,
  tempo: 56,
  beats: 4,
  key: 0,
  room: 4.5,
  loudnessLufs: -16,
  bits: 24,
  sections: {
    still: {
      chords: "Cmaj9 | Cmaj9 | Am9 | Fmaj9 | Cmaj9 | Dm9 | Em7 | G7sus4",
      tune: ["0 0 5 -6 | 1' - - -", "0 0 6 -5 | 3 - - -", "0 0 2 -3 | 5 - - 6", "5 - 3 2 | 2 - - -"],
    },
    steam: {
      chords: "Am9 | Em7 | Fmaj9 | Cmaj9 | Dm9 | Am7 | G7sus4 | Cmaj9",
      tune: ["3' - 2' 1' | 5 - - -", "6 - 5 3 | 5 - - -", "2 - 3 5 | 6 - 1' -", "2' - 1' 6 | 1' - - -"],
    },
    end: { chords: "Fmaj9 | Cmaj9", tune: ["0 5 6 3 | 1 - - -"] },
  },
  band: {
    xiao: { plays: "tune", voice: "xiao", gain: 0.305, pan: 0.05, room: 0.55, graces: 0.6 },
    qin: { plays: "tune", voice: "guqin", octave: -1, gain: 0.316, pan: -0.15, room: 0.4, graces: 0.6 },
    bells: { plays: "answer", voice: "bells", gain: 0.189, pan: 0.4, room: 0.6, echo: 0.35 },
    drops: {
      plays: "figure",
      voice: "harp",
      pattern: "r...1...2...3...",
      gain: 0.235,
      pan: -0.35,
      room: 0.5,
      ring: true,
    },
    glass: { plays: "pad", voice: "glass", gain: 0.245, room: 0.5, center: 67 },
    warm: { plays: "pad", voice: "warm", gain: 0.266, room: 0.4, center: 57, open: true },
    low: { plays: "bass", voice: "cello", pattern: "r------.", gain: 0.219, room: 0.3 },
    bowl: { plays: "drums", gain: 0.533, patterns: { hand: "o...............|................" } },
  },
  form: [
    { section: "still", players: "xiao glass warm bells", energy: 0.35 },
    { section: "steam", players: "qin xiao drops glass warm low bowl", energy: 0.6 },
    { section: "end", players: "xiao drops glass warm low", energy: 0.35 },
  ],
  hold: 1.6,
};

/** An old song from Jiangsu that everybody knows, set for huqin, zheng and strings. */
export const JASMINE: SongRecipe = {
  seed: 1_805,
  tempo: 82,
  beats: 4,
  key: 5,
  room: 2.6,
  sections: {
    intro: { chords: "Cadd9 | Am7 | Fmaj7 | Gsus4" },
    song: {
      chords: "C Am | C | C Am | C | C | F C | C G | Am | Am G | C | G | Em Am | Dm7 G | C",
      tune: [
        "3 35 61' 1'6 | 5 56 5 -",
        "3 35 61' 1'6 | 5 56 5 -",
        "5 5 5 35 | 6 6 5 -",
        "3 23 5 32 | 1 12 1 -",
        "32 13 2 -3 | 5 61' 5 -",
        "2 35 23 16, | 5, - 6, 1",
        "2 -3 12 16, | 5, - - 0",
      ],
    },
    end: { chords: "F G | Cadd9", tune: ["6 1' 2' 3' | 5 - - -"] },
  },
  band: {
    erhu: { plays: "tune", voice: "erhu", gain: 0.401, pan: -0.05, room: 0.38, graces: 0.55 },
    dizi: { plays: "tune", voice: "dizi", octave: 1, gain: 0.2, pan: 0.2, room: 0.4, graces: 0.45 },
    zheng: { plays: "tune", voice: "guzheng", gain: 0.536, pan: 0.1, room: 0.3, graces: 0.45 },
    under: { plays: "harmony", voice: "ooh", gain: 0.2, pan: -0.2, room: 0.4 },
    rolls: {
      plays: "figure",
      voice: "guzheng",
      pattern: "0123 4321 0123 4321",
      center: 62,
      gain: 0.118,
      pan: 0.4,
      room: 0.32,
      ring: true,
    },
    harp: { plays: "figure", voice: "harp", pattern: "r0213.2.", gain: 0.222, pan: -0.4, room: 0.3, ring: true },
    strings: { plays: "pad", voice: "strings", gain: 0.224, room: 0.4, open: true },
    bass: { plays: "bass", voice: "cello", pattern: "r---5---", octave: 1, gain: 0.234, room: 0.25 },
    drum: { plays: "drums", gain: 0.636, patterns: { hand: "x.....o.|x..o....", shaker: "..o...o." } },
  },
  form: [
    { section: "intro", players: "harp rolls", energy: 0.4 },
    { section: "song", players: "zheng harp strings bass", energy: 0.5, sung: true },
    { section: "song", players: "erhu dizi under rolls harp strings bass drum", energy: 0.8, vary: 0.2, sung: true },
    { section: "end", players: "erhu rolls harp strings bass drum", energy: 0.55 },
  ],
  hold: 1.8,
};
