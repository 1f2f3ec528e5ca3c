/** How strong each band of a sound is, in equal steps of time; of these its beat and its energy are estimated. */
export interface Rhythm {
  /** Steps a second. */
  readonly rate: number;
  /** The power in each step, of bands from the lowest to the highest. */
  readonly bands: readonly Float32Array[];
}

/** Steps a second, nearly: a step is a whole number of samples. */
const STEPS_A_SECOND = 100;
/** The first ten minutes say enough of a longer sound. */
const STEPS_MAX = 60_000;
/** The bands are told apart at about this rate, which is enough for all but the highest. */
const BAND_RATE = 11_025;
/** Where the lowest band ends, and the middle one, in Hz. */
const LOW_HZ = 150;
const MIDDLE_HZ = 1_500;
const BANDS = 4;

/** Gathers the bands of a sound as it comes by, by the simplest filters there are: they only have to find onsets. */
export class RhythmMeter {
  readonly #channels: number;
  readonly #together: number;
  readonly #perStep: number;
  readonly #rate: number;
  readonly #lowShare: number;
  readonly #middleShare: number;
  #bands = Array.from({ length: BANDS }, () => new Float32Array(4096));
  #steps = 0;
  readonly #state = { last: 0, sum: 0, gathered: 0, low: 0, middle: 0, inStep: 0 };
  readonly #powers = new Float64Array(BANDS);

  constructor(sampleRate: number, channels: number) {
    this.#channels = channels;
    this.#together = Math.max(1, Math.round(sampleRate / BAND_RATE));
    const bandRate = sampleRate / this.#together;
    this.#perStep = Math.round(bandRate / STEPS_A_SECOND);
    this.#rate = bandRate / this.#perStep;
    this.#lowShare = 1 - Math.exp((-2 * Math.PI * LOW_HZ) / bandRate);
    this.#middleShare = 1 - Math.exp((-2 * Math.PI * MIDDLE_HZ) / bandRate);
  }

  /** Takes interleaved samples of 32 bits. */
  add(samples: Int32Array): void {
    if (this.#steps === STEPS_MAX) return;
    const state = this.#state;
    let { last, sum, gathered } = state;
    let high = 0;
    const [channels, together] = [this.#channels, this.#together];
    for (let at = 0; at < samples.length; at += channels) {
      const first = samples[at] ?? 0;
      const value = channels === 1 ? first : (first + (samples[at + 1] ?? 0)) / 2;
      // From one sample to the next only what is high changes much.
      const change = value - last;
      last = value;
      high += change * change;
      sum += value;
      if (++gathered < together) continue;
      this.#addBand(sum / together, high);
      high = 0;
      sum = 0;
      gathered = 0;
    }
    this.#powers[3] = (this.#powers[3] ?? 0) + high / FULL_POWER;
    Object.assign(state, { last, sum, gathered });
  }

  /** The rhythm of all that came by. */
  finish(): Rhythm {
    return { rate: this.#rate, bands: this.#bands.map((band) => band.slice(0, this.#steps)) };
  }

  #addBand(value: number, high: number): void {
    const [state, powers] = [this.#state, this.#powers];
    state.low += this.#lowShare * (value - state.low);
    state.middle += this.#middleShare * (value - state.middle);
    const [middle, upper] = [state.middle - state.low, value - state.middle];
    powers[0] = (powers[0] ?? 0) + (state.low * state.low) / FULL_POWER;
    powers[1] = (powers[1] ?? 0) + (middle * middle) / FULL_POWER;
    powers[2] = (powers[2] ?? 0) + (upper * upper) / FULL_POWER;
    powers[3] = (powers[3] ?? 0) + high / this.#together / FULL_POWER;
    if (++state.inStep === this.#perStep) this.#endStep();
  }

  #endStep(): void {
    if (this.#steps === STEPS_MAX) return;
    const [length] = this.#bands.map((band) => band.length);
    if (this.#steps === length) {
      this.#bands = this.#bands.map((band) => {
        const larger = new Float32Array(band.length * 2);
        larger.set(band);
        return larger;
      });
    }
    this.#bands.forEach((band, index) => (band[this.#steps] = (this.#powers[index] ?? 0) / this.#perStep));
    this.#powers.fill(0);
    this.#steps += 1;
    this.#state.inStep = 0;
  }
}

/** The power of the largest sample. */
const FULL_POWER = 2 ** 62;
