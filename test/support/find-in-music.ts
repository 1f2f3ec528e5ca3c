/** Where a recording lies in the music it was made of, how alike both are there, and how much louder it is. */
export interface Found {
  /** The first sample of the music that was recorded. */
  readonly at: number;
  /** Normalised correlation: 1 where both are the same but for loudness. */
  readonly correlation: number;
  readonly gainDb: number;
}

/** Finds a recording in the music by cross-correlation; both are of one sample rate, from -1 to 1. */
export function findInMusic(recorded: Float32Array, music: Float32Array): Found {
  return finderIn(music, recorded.length)(recorded);
}

/** Finds recordings of up to so many samples in the same music, of which the spectrum is then worked out once. */
function finderIn(music: Float32Array, length: number): (recorded: Float32Array) => Found {
  const size = 2 ** Math.ceil(Math.log2(length + music.length));
  const known = spectrumOf(music, size);
  return (recorded) => {
    const { re, im } = spectrumOf(recorded, size);
    for (let at = 0; at < size; at++) {
      const [a = 0, b = 0, c = 0, d = 0] = [known.re[at], known.im[at], re[at], im[at]];
      re[at] = a * c + b * d;
      // Conjugated once more, so that the forward transform serves as the inverse.
      im[at] = -(b * c - a * d);
    }
    transform(re, im);
    let best = 0;
    for (let lag = 1; lag < music.length; lag++) if ((re[lag] ?? 0) > (re[best] ?? 0)) best = lag;
    return alike(recorded, music, best);
  };
}

/**
 * The best pieces of a recording, each of so many samples, found one by one: a machine that is busy with other things may
 * lose a moment of what sounds, which says nothing of the file.
 */
export function findPieces(recorded: Float32Array, music: Float32Array, length: number): Found[] {
  const count = Math.floor(recorded.length / length);
  const pieces = Array.from({ length: count }, (_, at) => recorded.subarray(at * length, (at + 1) * length));
  return pieces.map(finderIn(music, length)).toSorted((a, b) => b.correlation - a.correlation);
}

function alike(recorded: Float32Array, music: Float32Array, lag: number): Found {
  let [both, mine, theirs] = [0, 0, 0];
  for (let at = 0; at < recorded.length; at++) {
    const [x = 0, y = 0] = [recorded[at], music[lag + at]];
    both += x * y;
    mine += x * x;
    theirs += y * y;
  }
  return { at: lag, correlation: both / Math.sqrt(mine * theirs || 1), gainDb: 10 * Math.log10(mine / (theirs || 1)) };
}

function spectrumOf(samples: Float32Array, size: number) {
  const re = new Float64Array(size);
  re.set(samples);
  const im = new Float64Array(size);
  transform(re, im);
  return { re, im };
}

/** The fast Fourier transform in place (Cooley and Tukey, radix 2). */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let at = 1, mirrored = 0; at < size; at++) {
    let bit = size >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored ^= bit;
    if (at < mirrored) for (const part of [re, im]) [part[at], part[mirrored]] = [part[mirrored] ?? 0, part[at] ?? 0];
  }
  for (let length = 2; length <= size; length *= 2) butterflies(re, im, length);
}

function butterflies(re: Float64Array, im: Float64Array, length: number): void {
  const half = length / 2;
  for (let at = 0; at < half; at++) {
    const angle = (-2 * Math.PI * at) / length;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    for (let low = at; low < re.length; low += length) {
      const high = low + half;
      const highRe = re[high] ?? 0;
      const highIm = im[high] ?? 0;
      const turnedRe = highRe * cos - highIm * sin;
      const turnedIm = highRe * sin + highIm * cos;
      const lowRe = re[low] ?? 0;
      const lowIm = im[low] ?? 0;
      re[high] = lowRe - turnedRe;
      im[high] = lowIm - turnedIm;
      re[low] = lowRe + turnedRe;
      im[low] = lowIm + turnedIm;
    }
  }
}
