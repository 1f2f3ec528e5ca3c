import type { SongRecipe } from "../../adapters/synthesise/song-recipe.ts";

/** Slow, five tones, a bowl of rain outside: guqin, and a xiao for the second thought. */
export const LISTENING_TO_RAIN: SongRecipe = {
  seed: 1_310,
  tempo: 66,
  beats: 4,
  key: 2,
  room: 3.2,
  loudnessLufs: -16,
  texture: { kind: "rain", gain: 0.055 },
  bits: 24,
  sections: {
    intro: { chords: "Cadd9 | Am7 | Fmaj7 | G7sus4" },
    verse: {
      chords: "Cadd9 | Am7 | Fmaj7 | G7sus4 | Cadd9 | Am7 | Dm7 G7sus4 | C",
      tune: ["3 -5 6 - | 5 -3 2 -", "1 -2 3 5 | 2 - - 0", "3 -5 6 1' | 6 -5 3 -", "2 -3 5 -2 | 1 - - 0"],
    },
    chorus: {
      chords: "Fmaj7 | Am7 | Dm7 | Em7 | Fmaj7 | C/E | Dm7 G7sus4 | C",
      tune: ["1' - 6 5 | 6 - - 5", "3 5 6 -5 | 3 - - 0", "2' - 1' 6 | 5 - 6 1'", "2' -1' 6 5 | 1' - - 0"],
    },
    end: { chords: "Fmaj7 | Cadd9", tune: ["6 -5 3 2 | 1 - - -"] },
  },
  band: {
    qin: { plays: "tune", voice: "guqin", gain: 0.476, pan: -0.08, room: 0.3, graces: 0.6 },
    xiao: { plays: "tune", voice: "xiao", gain: 0.348, pan: 0.15, room: 0.45, graces: 0.45 },
    under: { plays: "harmony", voice: "xiao", gain: 0.185, pan: -0.3, room: 0.5 },
    drops: { plays: "answer", voice: "musicbox", octave: 0, gain: 0.157, pan: 0.45, room: 0.5, echo: 0.3 },
    harp: {
      plays: "figure",
      voice: "harp",
      pattern: "r.0.2.1.|r.1.3.2.",
      gain: 0.282,
      pan: -0.4,
      room: 0.35,
      ring: true,
    },
    pad: { plays: "pad", voice: "warm", gain: 0.232, room: 0.35, open: true },
    low: { plays: "bass", voice: "cello", pattern: "r------.", gain: 0.201, octave: 1, room: 0.25 },
    wood: { plays: "drums", gain: 0.689, patterns: { block: "....,..o|......,.", hand: "o.......|o....,.." } },
  },
  form: [
    { section: "intro", players: "harp pad", energy: 0.3 },
    { section: "verse", players: "qin harp pad", energy: 0.4, sung: true },
    { section: "chorus", players: "xiao harp pad low wood", energy: 0.65, sung: true },
    { section: "verse", players: "qin under harp pad low drops", energy: 0.5, vary: 0.3, sung: true },
    { section: "end", players: "qin harp pad low wood", energy: 0.35 },
  ],
  hold: 1.8,
};

/** A bossa for a hot afternoon: nylon strings, a vibraphone, and a stick on the rim. */
export const TEA_SMOKE: SongRecipe = {
  seed: 2_040,
  tempo: 126,
  beats: 4,
  key: 5,
  room: 1.5,
  scale: [0, 2, 4, 5, 7, 9, 11],
  sections: {
    intro: { chords: "Cmaj9 | Am7 | Dm9 | G13" },
    verse: {
      chords: "Cmaj9 | Am7 | Dm9 | G13 | Em7 | A7 | Dm9 | G7 | Cmaj9 | C6 | Fmaj7 | Fm6 | Em7 | A7 | Dm7 G13 | C69",
      tune: [
        "0 35 -5 -6 | 5 -3 - 0",
        "0 24 -4 -6 | 5 -3 - 0",
        "0 35 -7 -6 | 5 -#1 - 0",
        "0 24 -6 -1' | 7 -5 - 0",
        "0 35 -5 -7 | 6 -5 - 0",
        "0 6 1' -3' | 2' -1' b6 -",
        "5 -3 - 7, | #1 -3 - 0",
        "4 -3 2 7, | 1 - - 0",
      ],
    },
    bridge: {
      chords: "Fmaj7 | Fm6 | Em7 | Am7 | Dm7 | Dm7 G7 | Em7 A7 | Dm7 G7",
      tune: ["6 - -5 6 | b6 - -5 4", "5 - -3 5 | 3 - - 0", "4 - -3 4 | 2 -4 6 1'", "7 -5 #1 -3 | 2 -4 5 7"],
    },
    end: { chords: "Dm9 G13 | C69", tune: ["2 -4 6 -7 | 1' - - -"] },
  },
  band: {
    vibes: { plays: "tune", voice: "vibraphone", octave: 1, gain: 0.402, pan: 0.15, room: 0.3, graces: 0.15 },
    flute: { plays: "tune", voice: "xiao", octave: 0, gain: 0.37, pan: 0.05, room: 0.35, graces: 0.35 },
    nylon: {
      plays: "figure",
      voice: "nylon",
      pattern: "x-.x-.x.|..x-.x-.",
      gain: 0.187,
      pan: -0.35,
      room: 0.18,
      strum: 0.009,
    },
    keys: { plays: "pad", voice: "ooh", gain: 0.0871, room: 0.4, center: 64 },
    bass: { plays: "bass", voice: "upright", pattern: "r--55--r|r--55--a", gain: 0.281, octave: 0, room: 0.05 },
    sticks: {
      plays: "drums",
      gain: 0.955,
      patterns: { rim: "x..x..x.|..x..x..", kick: "o..oo..o", shaker: "x,o,x,o," },
    },
    light: { plays: "drums", gain: 4.35, patterns: { shaker: "x,o,x,o,", rim: "......x.|..x....." } },
  },
  form: [
    { section: "intro", players: "nylon light", energy: 0.4 },
    { section: "verse", players: "vibes nylon bass sticks", energy: 0.55 },
    { section: "bridge", players: "flute nylon bass sticks keys", energy: 0.7 },
    { section: "verse", players: "vibes nylon bass sticks keys", energy: 0.65, vary: 0.35 },
    { section: "end", players: "vibes nylon bass sticks keys", energy: 0.5 },
  ],
};

/** A waltz round the lake, with strings that come in at the second turn. */
export const WEST_LAKE: SongRecipe = {
  seed: 771,
  tempo: 98,
  beats: 3,
  key: -5,
  room: 2.4,
  sections: {
    intro: { chords: "C | Am | F | G7" },
    verse: {
      chords: "C | Am | F | G | C | Em | F | G7 | Am | Em | F | C/E | Dm7 | G7 | C | C",
      tune: [
        "3 - 5 | 6 - 5 | 1' - 6 | 5 - -",
        "3 - 5 | 7 - 5 | 6 1' 6 | 5 - -",
        "6 - 1' | 7 - 5 | 6 5 4 | 3 - -",
        "2 - 4 | 3 - 2 | 1 - - | 1 - 0",
      ],
    },
    bridge: {
      chords: "F | G/F | Em7 | Am7 | Dm7 | G7 | C | C7 | F | Fm | C/G | Am7 | D7 | D7 | G7 | G7",
      tune: [
        "1' - 6 | 7 - 5 | 5 - 3 | 6 - -",
        "4 - 6 | 5 - 4 | 3 - 5 | b7 - -",
        "6 - 1' | b6 - 1' | 5 - 1' | 3' - 1'",
        "2' - 1' | 1' - 6 | 7 - 2' | 5 - 0",
      ],
    },
    end: { chords: "F | Fm | C | C", tune: ["6 - 1' | b6 - 5 | 3 - - | 1 - -"] },
  },
  band: {
    box: { plays: "tune", voice: "musicbox", octave: 1, gain: 0.403, pan: 0.2, room: 0.35 },
    flute: { plays: "tune", voice: "dizi", gain: 0.377, pan: 0.1, room: 0.4, graces: 0.25 },
    violin: { plays: "tune", voice: "erhu", gain: 0.357, pan: -0.12, room: 0.42, graces: 0.4 },
    second: { plays: "harmony", voice: "cello", gain: 0.208, pan: -0.25, room: 0.35 },
    piano: { plays: "figure", voice: "piano", pattern: "r-x-x-", gain: 0.212, pan: -0.2, room: 0.22 },
    rolls: {
      plays: "figure",
      voice: "harp",
      pattern: "012321",
      center: 66,
      gain: 0.129,
      pan: 0.4,
      room: 0.35,
      ring: true,
    },
    strings: { plays: "pad", voice: "strings", gain: 0.234, room: 0.4, open: true },
    bass: { plays: "bass", voice: "upright", pattern: "r--", gain: 0.256, room: 0.08 },
    brushes: { plays: "drums", gain: 0.908, patterns: { brush: ".o,", kick: "o.." } },
  },
  form: [
    { section: "intro", players: "piano box", energy: 0.35 },
    { section: "verse", players: "box piano bass", energy: 0.45, sung: true },
    { section: "bridge", players: "violin second piano strings bass brushes", energy: 0.75, sung: true },
    { section: "verse", players: "flute second piano rolls strings bass brushes", energy: 0.7, vary: 0.25, sung: true },
    { section: "end", players: "violin box piano rolls strings bass", energy: 0.45 },
  ],
  hold: 2,
};
