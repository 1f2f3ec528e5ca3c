/** The instruments of the synthesiser that hold a tone. */
export type VoiceName =
  | "guqin"
  | "guzheng"
  | "nylon"
  | "steel"
  | "ukulele"
  | "harp"
  | "upright"
  | "piano"
  | "epiano"
  | "vibraphone"
  | "musicbox"
  | "marimba"
  | "bells"
  | "xiao"
  | "dizi"
  | "erhu"
  | "strings"
  | "cello"
  | "harmonica"
  | "organ"
  | "ooh"
  | "aah"
  | "warm"
  | "glass"
  | "saw"
  | "square"
  | "round"
  | "synthbass";

/** The drums. */
export type DrumName =
  | "kick"
  | "deepkick"
  | "snare"
  | "brush"
  | "rim"
  | "clap"
  | "hat"
  | "openhat"
  | "ride"
  | "crash"
  | "shaker"
  | "tambourine"
  | "block"
  | "hightom"
  | "lowtom"
  | "hand"
  | "slap";

/** Where an instrument stands, and how much of it goes to the room and to the echo. */
export interface Place {
  readonly gain: number;
  readonly pan?: number;
  readonly room?: number;
  readonly echo?: number;
  /** Whether the kick pushes it down for a moment, as in dance music. */
  readonly ducked?: boolean;
}

/** A figure of the chords' tones, of a bass or of drums: what is played in each equal step of a bar; bars part at "|". */
export type Pattern = string;

/** A member of the band: its instrument and what it plays of the song. */
export type Player =
  | (Place & {
      readonly plays: "tune" | "harmony" | "answer";
      readonly voice: VoiceName;
      readonly octave?: number;
      /** How often, from 0 to 1, long tones are slid into, shaken or preceded by a grace note. */
      readonly graces?: number;
    })
  | (Place & {
      readonly plays: "pad";
      readonly voice: VoiceName;
      readonly center?: number;
      readonly open?: boolean;
    })
  | (Place & {
      readonly plays: "figure";
      readonly voice: VoiceName;
      readonly pattern: Pattern;
      readonly center?: number;
      /** Whether tones sound on until the chord changes. */
      readonly ring?: boolean;
      readonly strum?: number;
    })
  | (Place & { readonly plays: "bass"; readonly voice: VoiceName; readonly pattern: Pattern; readonly octave?: number })
  | (Place & { readonly plays: "drums"; readonly patterns: Readonly<Partial<Record<DrumName, Pattern>>> });

/**
 * A part of a song, written in C (or A minor). The tune is one text a phrase, in numbered notation: bars part at "|", each
 * word is a beat divided evenly among its notes; "-" holds, "0" rests, "'" and "," are an octave up and down.
 */
export interface Section {
  readonly chords: string;
  readonly tune?: readonly string[];
}

/** A section as it comes in the song: who plays, how strongly, and what changes there. */
export interface Passage {
  readonly section: string;
  /** Names of players, parted by spaces. */
  readonly players: string;
  /** From 0 (a whisper) to 1. */
  readonly energy: number;
  /** Whether the drums lead into what follows. */
  readonly fill?: boolean;
  /** How freely the tune is varied, from 0 to 1. */
  readonly vary?: number;
  /** Semitones that this passage is higher than written. */
  readonly raised?: number;
  /** Whether a line of the words belongs to each phrase. */
  readonly sung?: boolean;
}

/** What fixes a synthesised song to the last sample: its notes, its band, its form, and the chances of a seed. */
export interface SongRecipe {
  readonly seed: number;
  /** Beats a minute. */
  readonly tempo: number;
  /** Beats of a bar: in 6/8 there are two, of three parts each. */
  readonly beats: 2 | 3 | 4;
  /** The key note's semitones above C. */
  readonly key: number;
  /** How much later than written the second half of a beat (or of half a beat) comes, as a part of it. */
  readonly swing?: { readonly of: "beat" | "half"; readonly late: number };
  /** Pitch classes that ornaments and answers may use, as written in C. */
  readonly scale?: readonly number[];
  readonly sections: Readonly<Record<string, Section>>;
  readonly band: Readonly<Record<string, Player>>;
  readonly form: readonly Passage[];
  /** How many times as long as written the last bar is held. */
  readonly hold?: number;
  /** Seconds of the room's tail. */
  readonly room?: number;
  /** Something that is heard behind the music. */
  readonly texture?: { readonly kind: "rain" | "crackle" | "waves"; readonly gain: number };
  readonly loudnessLufs?: number;
  readonly bits?: 16 | 24;
}
