import type { SongRecipe } from "../../adapters/synthesise/song-recipe.ts";

/** The last bus home: a lazy beat, an electric piano, dust on the record. */
export const LATE_HOME: SongRecipe = {
  seed: 416,
  tempo: 76,
  beats: 4,
  key: 3,
  swing: { of: "half", late: 0.24 },
  room: 1.4,
  texture: { kind: "crackle", gain: 0.09 },
  sections: {
    intro: { chords: "Fmaj7 | Em7 A7 | Dm9 | G13" },
    verse: {
      chords: "Fmaj7 | Em7 A7 | Dm9 | G13 | Fmaj7 | Em7 | Dm9 G13 | Cmaj9",
      tune: ["0 1'6 -5 6 | 5 -3 - 0", "0 65 -3 5 | 3 -2 - 0", "0 1'6 -5 6 | 7 -5 - 3", "2 -3 5 -6 | 5 - - 0"],
    },
    chorus: {
      chords: "Am7 | D9 | Fmaj7 | Fm6 | Em7 | A7 | Dm9 | G13",
      tune: ["1' -3' - 1' | 2' -1' 6 -", "1' -6 - 5 | b6 - - 5", "7 -5 - 3 | 5 -6 - #1'", "1' -6 4 - | 3 - - 0"],
    },
    end: { chords: "Dm9 G13 | Cmaj9", tune: ["6 -5 3 2 | 5 - - -"] },
  },
  band: {
    lead: { plays: "tune", voice: "ooh", gain: 0.455, pan: 0.05, room: 0.35, echo: 0.15, graces: 0.4 },
    vibes: { plays: "tune", voice: "vibraphone", gain: 0.333, pan: 0.2, room: 0.35, echo: 0.2 },
    spark: { plays: "answer", voice: "vibraphone", gain: 0.202, pan: 0.45, room: 0.4, echo: 0.35 },
    keys: {
      plays: "figure",
      voice: "epiano",
      pattern: "x---...x--.x----|x---..x---.xx---",
      gain: 0.215,
      pan: -0.25,
      room: 0.2,
      strum: 0.012,
    },
    warm: { plays: "pad", voice: "warm", gain: 0.157, room: 0.3 },
    bass: {
      plays: "bass",
      voice: "round",
      pattern: "r-----.r.-r-....|r-----..5-.a....",
      gain: 0.773,
      octave: 0,
      room: 0,
    },
    beat: {
      plays: "drums",
      gain: 1.24,
      patterns: { kick: "X......x..x.....|X..,...x..x..,..", snare: "....x.......x..,", hat: "x.o.x.o,x.o.x,o." },
    },
    soft: { plays: "drums", gain: 6.61, patterns: { hat: "x.o.x.o,x.o.x,o.", rim: "....o.......o..." } },
  },
  form: [
    { section: "intro", players: "keys warm soft", energy: 0.4 },
    { section: "verse", players: "lead keys bass beat", energy: 0.55, fill: true, sung: true },
    { section: "chorus", players: "lead vibes keys warm bass beat", energy: 0.75, fill: true, sung: true },
    { section: "verse", players: "vibes spark keys warm bass beat", energy: 0.6, vary: 0.35, sung: true },
    { section: "intro", players: "keys warm bass soft spark", energy: 0.45 },
    { section: "end", players: "lead keys warm bass beat", energy: 0.45 },
  ],
};

/** Lanterns, strummed strings and clapping hands. */
export const LANTERN_STREET: SongRecipe = {
  seed: 1_232,
  tempo: 116,
  beats: 4,
  key: -3,
  room: 1.3,
  loudnessLufs: -14.5,
  sections: {
    intro: { chords: "C | C | F | G" },
    verse: {
      chords: "C | C | F | C | Am | F | C | G",
      tune: ["3 35 5 3 | 2 -1 - 0", "4 46 6 4 | 5 -3 - 0", "6 61' 1' 6 | 5 -4 - 0", "3 35 3 1 | 2 - - 0"],
    },
    chorus: {
      chords: "F | G | C | Am | F | G | C | C",
      tune: ["6 -1' 1' 6 | 7 -2' - 5", "3' -2' 1' 5 | 6 - - 5", "6 -1' 1' 2' | 2' 1'7 5 -", "1' - - - | 0 0 0 0"],
    },
    bridge: {
      chords: "Am | Em | F | C | Am | Em | Dm7 | G",
      tune: ["1' - 6 - | 7 - 5 -", "6 -5 4 6 | 5 - 3 -", "1' - 6 - | 7 - 5 -", "4 -6 1' 6 | 7 - 5 -"],
    },
    end: { chords: "F G | C", tune: ["6 1' 2' 7 | 1' - - -"] },
  },
  band: {
    lead: { plays: "tune", voice: "aah", gain: 0.491, pan: 0, room: 0.28, graces: 0.35 },
    second: { plays: "harmony", voice: "aah", gain: 0.258, pan: 0.3, room: 0.3 },
    whistle: { plays: "tune", voice: "dizi", octave: 1, gain: 0.279, pan: 0.15, room: 0.35, echo: 0.15 },
    strum: {
      plays: "figure",
      voice: "steel",
      pattern: "X-x-u-u-x-uu-u--",
      gain: 0.162,
      pan: -0.4,
      room: 0.12,
      strum: 0.011,
    },
    pick: {
      plays: "figure",
      voice: "steel",
      pattern: "r.2.1.3.r.2.3.1.",
      gain: 0.357,
      pan: -0.3,
      room: 0.15,
      ring: true,
    },
    uke: {
      plays: "figure",
      voice: "ukulele",
      pattern: "x.u.x.uu",
      center: 70,
      gain: 0.129,
      pan: 0.45,
      room: 0.12,
      strum: 0.012,
    },
    box: { plays: "answer", voice: "marimba", gain: 0.221, pan: 0.4, room: 0.25 },
    bass: { plays: "bass", voice: "upright", pattern: "r-.r5-.r|r-.r5-a.", gain: 0.254, room: 0.05 },
    beat: {
      plays: "drums",
      gain: 0.887,
      patterns: { kick: "X.....x.X.......", snare: "....x.......x...", tambourine: "o.x.o.x.o.x.o.x." },
    },
    claps: { plays: "drums", gain: 1.11, patterns: { clap: "....x.......x..." } },
    stomp: { plays: "drums", gain: 0.638, patterns: { kick: "X...X...X...X...", shaker: "o.x.o.x.o.x.o.x." } },
  },
  form: [
    { section: "intro", players: "pick stomp", energy: 0.5 },
    { section: "verse", players: "lead pick bass stomp", energy: 0.55, sung: true },
    { section: "chorus", players: "lead second strum uke bass beat claps", energy: 0.9, fill: true, sung: true },
    { section: "verse", players: "lead pick uke bass beat box", energy: 0.65, vary: 0.2, sung: true },
    { section: "chorus", players: "lead second strum uke bass beat claps", energy: 0.9, sung: true },
    { section: "bridge", players: "whistle pick bass stomp", energy: 0.5, fill: true },
    { section: "chorus", players: "lead second whistle strum uke bass beat claps", energy: 1, fill: true, sung: true },
    { section: "end", players: "lead second strum uke bass beat", energy: 0.8 },
  ],
};

/** A letter by moonlight: a piano and a voice, strings when it matters. */
export const MOONLIGHT_LETTER: SongRecipe = {
  seed: 608,
  tempo: 70,
  beats: 4,
  key: 1,
  room: 2.8,
  sections: {
    intro: { chords: "C | G/B | Am7 | F" },
    verse: {
      chords: "C | G/B | Am7 | F | C/E | F | Dm7 | G7sus4 G",
      tune: ["0 5,1 2 3 | 2 -1 7, -", "0 12 3 5 | 4 -3 1 -", "5 -5 3 2 | 6 -5 4 -", "4 34 3 1 | 2 - - 0"],
    },
    chorus: {
      chords: "F | G | Em7 | Am7 | Dm7 | G7 | C | C7",
      tune: ["1' -1' 7 6 | 7 -6 5 -", "5 -7 5 3 | 6 - - 0", "4 -6 5 4 | 7 -6 5 -", "5 -3 2 1 | 1 - - 0"],
    },
    end: { chords: "F Fm | C", tune: ["6 -5 b6 - | 5 - - -"] },
  },
  band: {
    voice: { plays: "tune", voice: "ooh", gain: 0.494, pan: 0, room: 0.34, graces: 0.45 },
    open: { plays: "tune", voice: "aah", gain: 0.466, pan: 0, room: 0.34, graces: 0.4 },
    right: { plays: "tune", voice: "piano", octave: 1, gain: 0.329, pan: 0.15, room: 0.3 },
    piano: {
      plays: "figure",
      voice: "piano",
      pattern: "r-1-2-3-2-1-2-1-|r-2-1-3-2-3-1-2-",
      gain: 0.325,
      pan: -0.1,
      room: 0.28,
      ring: true,
    },
    deep: {
      plays: "figure",
      voice: "piano",
      pattern: "x---..x-x---.x--",
      gain: 0.133,
      pan: -0.05,
      room: 0.28,
      strum: 0.008,
    },
    strings: { plays: "pad", voice: "strings", gain: 0.244, room: 0.42, open: true },
    cello: { plays: "harmony", voice: "cello", octave: -1, gain: 0.23, pan: -0.2, room: 0.38 },
    bass: { plays: "bass", voice: "upright", pattern: "r-------|r-----5-", gain: 0.265, room: 0.1 },
    brushes: { plays: "drums", gain: 0.713, patterns: { kick: "x.....o.", brush: "..x...x.", shaker: "o,o,o,o," } },
  },
  form: [
    { section: "intro", players: "piano", energy: 0.35 },
    { section: "verse", players: "voice piano", energy: 0.4, sung: true },
    { section: "chorus", players: "open piano strings bass", energy: 0.65, sung: true },
    { section: "verse", players: "voice piano cello bass", energy: 0.5, vary: 0.15, sung: true },
    { section: "chorus", players: "open right deep piano strings cello bass brushes", energy: 0.9, sung: true },
    { section: "end", players: "voice piano strings bass", energy: 0.4 },
  ],
  hold: 1.9,
};

/** A lullaby in six eighths, for somebody who counts glow-worms. */
export const GLOW_WORMS: SongRecipe = {
  seed: 2_717,
  tempo: 52,
  beats: 2,
  key: 5,
  room: 3,
  loudnessLufs: -16,
  sections: {
    intro: { chords: "C | Am | F | G" },
    verse: {
      chords: "C | Am | F | G | C | Am | F G | C",
      tune: ["5-3 5-3 | 6-5 3--", "4-6 1'-6 | 5-- 000", "5-3 5-6 | 1'-6 5-3", "4-3 2-7, | 1-- ---"],
    },
    bridge: {
      chords: "F | C | G | Am | F | C/E | Dm7 | G",
      tune: ["6-1' 1'-6 | 5-- 3--", "7-2' 2'-7 | 1'-- 6--", "6-1' 1'-2' | 3'-2' 1'--", "4-6 1'-6 | 5-- 000"],
    },
    end: { chords: "F | Fm | C", tune: ["6-1' 6-5 | b6-- 5-- | 3-- ---"] },
  },
  band: {
    voice: { plays: "tune", voice: "ooh", gain: 0.46, pan: 0, room: 0.4, graces: 0.35 },
    box: { plays: "tune", voice: "musicbox", octave: 1, gain: 0.306, pan: 0.2, room: 0.4 },
    second: { plays: "harmony", voice: "ooh", gain: 0.217, pan: -0.3, room: 0.4 },
    harp: { plays: "figure", voice: "harp", pattern: "r02321|r13231", gain: 0.225, pan: -0.3, room: 0.34, ring: true },
    stars: { plays: "answer", voice: "musicbox", octave: 0, gain: 0.195, pan: 0.5, room: 0.5, echo: 0.4 },
    warm: { plays: "pad", voice: "warm", gain: 0.207, room: 0.36, open: true },
    low: { plays: "bass", voice: "cello", pattern: "r--5--|r-----", octave: 1, gain: 0.18, room: 0.25 },
  },
  form: [
    { section: "intro", players: "harp", energy: 0.35 },
    { section: "verse", players: "voice harp warm", energy: 0.45, sung: true },
    { section: "bridge", players: "voice second box harp warm low", energy: 0.65, sung: true },
    { section: "verse", players: "box voice second harp warm low stars", energy: 0.5, vary: 0.1, sung: true },
    { section: "end", players: "box harp warm low", energy: 0.35 },
  ],
  hold: 2.2,
};
