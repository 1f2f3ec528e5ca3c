import type { Beat, Mood } from "./score.ts";

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];
const MAJOR_FIVE = [0, 2, 4, 7, 9];
const MINOR_FIVE = [0, 3, 5, 7, 10];

const IN_FOUR: readonly (readonly Beat[])[] = [
  [
    [0, 1.5],
    [1.5, 0.5],
    [2, 2],
  ],
  [
    [0, 1],
    [1, 0.5],
    [1.5, 0.5],
    [2, 1],
    [3, 1],
  ],
  [
    [0, 2],
    [2, 1],
    [3, 1],
  ],
  [
    [0.5, 0.5],
    [1, 1],
    [2, 1.5],
    [3.5, 0.5],
  ],
  [
    [0, 0.5],
    [0.5, 0.5],
    [1, 2],
    [3, 0.5],
    [3.5, 0.5],
  ],
  [
    [0, 3],
    [3, 1],
  ],
];
const IN_THREE: readonly (readonly Beat[])[] = [
  [
    [0, 2],
    [2, 1],
  ],
  [
    [0, 1],
    [1, 1],
    [2, 1],
  ],
  [
    [0, 1.5],
    [1.5, 0.5],
    [2, 1],
  ],
  [
    [0, 1],
    [1, 0.5],
    [1.5, 0.5],
    [2, 1],
  ],
];

const TEA: Mood = {
  tempo: [64, 76],
  beats: 4,
  scale: MAJOR,
  melodyScale: MAJOR_FIVE,
  verses: [
    [0, 5, 3, 4],
    [0, 3, 5, 4],
    [5, 3, 0, 4],
  ],
  bridges: [
    [3, 4, 2, 5],
    [5, 2, 3, 4],
  ],
  sevenths: false,
  lead: "pluck",
  bridgeLead: "flute",
  accompaniment: "pluck",
  figures: [
    [0, 2, 3, 2, 1, 3, 2, 1],
    [0, -1, 2, 3, -1, 2, 1, 2],
  ],
  rhythms: IN_FOUR,
  drums: {
    shaker: [
      [1, 0.5],
      [3, 0.6],
    ],
    block: [[2.5, 0.4]],
  },
  swing: 0,
  padCutoff: 900,
};

const LOFI: Mood = {
  tempo: [70, 82],
  beats: 4,
  scale: MAJOR,
  melodyScale: MAJOR_FIVE,
  verses: [
    [1, 4, 0, 5],
    [3, 2, 1, 4],
    [0, 5, 1, 4],
  ],
  bridges: [
    [5, 1, 4, 0],
    [3, 4, 2, 5],
  ],
  sevenths: true,
  lead: "flute",
  bridgeLead: "piano",
  accompaniment: "piano",
  figures: [
    [0, -1, -1, 2, -1, 3, -1, 1],
    [0, -1, 3, -1, 1, -1, 2, -1],
  ],
  rhythms: IN_FOUR,
  drums: {
    kick: [
      [0, 0.9],
      [2.5, 0.6],
    ],
    snare: [
      [1, 0.5],
      [3, 0.55],
    ],
    hat: [
      [0, 0.4],
      [0.5, 0.3],
      [1, 0.4],
      [1.5, 0.3],
      [2, 0.4],
      [2.5, 0.3],
      [3, 0.4],
      [3.5, 0.35],
    ],
  },
  swing: 0.3,
  padCutoff: 700,
};

const BRIGHT: Mood = {
  tempo: [96, 112],
  beats: 4,
  scale: MAJOR,
  melodyScale: MAJOR_FIVE,
  verses: [
    [0, 4, 5, 3],
    [0, 5, 3, 4],
    [0, 2, 3, 4],
  ],
  bridges: [
    [5, 3, 0, 4],
    [3, 4, 5, 5],
  ],
  sevenths: false,
  lead: "bell",
  bridgeLead: "flute",
  accompaniment: "pluck",
  figures: [
    [0, 1, 2, 3, 2, 1, 2, 1],
    [0, 2, 1, 2, 3, 2, 1, 2],
  ],
  rhythms: IN_FOUR,
  drums: {
    kick: [
      [0, 1],
      [2, 0.8],
      [2.5, 0.5],
    ],
    snare: [
      [1, 0.6],
      [3, 0.65],
    ],
    hat: [
      [0.5, 0.4],
      [1.5, 0.4],
      [2.5, 0.4],
      [3.5, 0.45],
    ],
    shaker: [
      [0, 0.3],
      [1, 0.3],
      [2, 0.3],
      [3, 0.3],
    ],
  },
  swing: 0,
  padCutoff: 1_300,
};

const NIGHT: Mood = {
  tempo: [82, 94],
  beats: 4,
  scale: MINOR,
  melodyScale: MINOR_FIVE,
  verses: [
    [0, 5, 2, 6],
    [0, 3, 5, 4],
    [5, 6, 0, 0],
  ],
  bridges: [
    [3, 4, 0, 5],
    [5, 2, 6, 0],
  ],
  sevenths: true,
  lead: "bell",
  bridgeLead: "piano",
  accompaniment: "piano",
  figures: [
    [0, 2, 1, 3, 2, 1, 3, 2],
    [0, 3, 2, 1, 0, 3, 2, 1],
  ],
  rhythms: IN_FOUR,
  drums: {
    kick: [
      [0, 0.9],
      [1.5, 0.4],
      [2, 0.8],
    ],
    snare: [
      [1, 0.4],
      [3, 0.5],
    ],
    hat: [
      [0.5, 0.3],
      [1.5, 0.3],
      [2.5, 0.3],
      [3.5, 0.35],
    ],
  },
  swing: 0.12,
  padCutoff: 1_000,
};

const WALTZ: Mood = {
  tempo: [88, 104],
  beats: 3,
  scale: MAJOR,
  melodyScale: MAJOR_FIVE,
  verses: [
    [0, 5, 3, 4],
    [0, 2, 3, 4],
    [0, 3, 0, 4],
  ],
  bridges: [
    [5, 2, 3, 0],
    [1, 4, 2, 5],
  ],
  sevenths: false,
  lead: "bell",
  bridgeLead: "flute",
  accompaniment: "piano",
  figures: [
    [0, -1, 2, -1, 3, -1],
    [0, 1, 2, 3, 2, 1],
  ],
  rhythms: IN_THREE,
  drums: {
    shaker: [
      [1, 0.35],
      [2, 0.4],
    ],
    block: [[0, 0.25]],
  },
  swing: 0,
  padCutoff: 1_100,
};

/** The kinds of song there are; a seed takes the one at its remainder. */
export const MOODS: readonly Mood[] = [TEA, LOFI, BRIGHT, NIGHT, WALTZ];
