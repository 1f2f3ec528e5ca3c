/** A sound of the tests: interleaved samples of 32 bits, of which only the upper `bits` are used. */
export interface Sound {
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  readonly bits: 16 | 24;
  readonly pcm: Int32Array;
}

/** What a sound is made of. */
export interface SoundPlan {
  readonly samples: number;
  readonly sampleRate?: number;
  readonly channels?: 1 | 2;
  readonly bits?: 16 | 24;
}

const FULL_SCALE = 2 ** 31;

/** A sound from its value at each sample, -1 to 1, for each channel. */
export function soundOf(plan: SoundPlan, valueAt: (sample: number, channel: number) => number): Sound {
  const { samples, sampleRate = 44_100, channels = 2, bits = 16 } = plan;
  const step = 2 ** (32 - bits);
  const pcm = new Int32Array(samples * channels);
  for (let index = 0; index < pcm.length; index++) {
    const value = valueAt(Math.floor(index / channels), index % channels) * FULL_SCALE;
    pcm[index] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - step, Math.round(value / step) * step));
  }
  return { sampleRate, channels, bits, pcm };
}

/** Something like music: a chord that swells, with noise in it; the same for the same plan. */
export function music(plan: SoundPlan): Sound {
  const rate = plan.sampleRate ?? 44_100;
  const dice = seeded(plan.samples);
  return soundOf(plan, (sample, channel) => {
    const swell = 0.6 + 0.4 * Math.sin((sample / rate) * 0.7);
    const chord = [220, 277.2, 329.6].map((hz, at) =>
      Math.sin((sample / rate) * 2 * Math.PI * hz * (1 + at * channel * 0.001)),
    );
    return 0.15 * swell * chord.reduce((sum, value) => sum + value, 0) + 0.05 * dice();
  });
}

/** A pure tone of so many decibels below full scale. */
export function tone(plan: SoundPlan, hz: number, decibels: number): Sound {
  const rate = plan.sampleRate ?? 44_100;
  const amplitude = 10 ** (decibels / 20);
  return soundOf(plan, (sample) => amplitude * Math.sin((sample / rate) * 2 * Math.PI * hz));
}

/** Numbers between -1 and 1 that look like chance and are not. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** The samples' bytes, as their checksum is made of. */
export function pcmBytes({ pcm }: Sound): Uint8Array {
  return new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
}
