/** Tables are cut into this many equal shares: the 12 high bits of a word choose one, the others interpolate in it. */
const SHARES = 4096;
const SHARE_BITS = 20;

/** Normal quantiles at the middles of equal shares; one more at the end so that a sample may interpolate. */
const NORMAL_QUANTILES = normalQuantiles();
/** Exponential quantiles at the ends of equal shares; the last share has no end. */
const EXPONENTIAL_QUANTILES = Float64Array.from(
  { length: SHARES },
  (_, index) => -Math.log(1 - index / SHARES),
);

/**
 * A seeded stream of random numbers: the small fast counting generator with 32-bit words, which passes the usual
 * statistical batteries and costs a few nanoseconds.
 *
 * @see https://pracrand.sourceforge.net/RNG_engines.txt
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = Math.imul(seed, 0x9e3779b1) | 0;
    this.#c = ~seed | 0;
    for (let round = 0; round < 12; round++) this.word();
  }

  /** @returns a whole number of 32 bits, signed. */
  word(): number {
    const output = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + output) | 0;
    return output;
  }

  /** @returns 0 to just under 1. */
  share(): number {
    return (this.word() >>> 0) * 2 ** -32;
  }

  /** @returns a waiting time with mean 1. */
  exponential(): number {
    const word = this.word() >>> 0;
    const index = word >>> SHARE_BITS;
    // A logarithm costs more than all the rest of a draw, so only the last share, with its long tail, takes one.
    if (index === SHARES - 1) return -Math.log(1 - word * 2 ** -32);
    return interpolated(EXPONENTIAL_QUANTILES, word);
  }

  /** @returns mean 0, standard deviation 1, within ± 3.7. */
  normal(): number {
    return this.quantile(NORMAL_QUANTILES);
  }

  /** @returns a draw from the distribution that a table of quantiles describes. */
  quantile(quantiles: Float64Array): number {
    return interpolated(quantiles, this.word() >>> 0);
  }
}

/**
 * The table for `quantile` of a log-normal variable with mean 1.
 *
 * @param spread the standard deviation of its logarithm.
 */
export function logNormalQuantiles(spread: number): Float64Array {
  return NORMAL_QUANTILES.map((normal) => Math.exp(spread * normal - spread ** 2 / 2));
}

/** @param word 0 to 2³² − 1, which becomes a draw from the normal distribution. */
export function normalOf(word: number): number {
  return interpolated(NORMAL_QUANTILES, word);
}

function interpolated(quantiles: Float64Array, word: number): number {
  const index = word >>> SHARE_BITS;
  const low = quantiles[index] ?? 0;
  const high = quantiles[index + 1] ?? low;
  return low + (high - low) * (word & ((1 << SHARE_BITS) - 1)) * 2 ** -SHARE_BITS;
}

/** Integrates the density once, so that a draw is a table lookup and neither a logarithm nor a cosine. */
function normalQuantiles(): Float64Array {
  const quantiles = new Float64Array(SHARES + 1);
  const step = 1 / 2048;
  let share = 0;
  let index = 0;
  for (let z = -6; z < 6 && index < SHARES; z += step) {
    share += (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * step;
    while (index < SHARES && share >= (index + 0.5) / SHARES) quantiles[index++] = z;
  }
  quantiles[SHARES] = quantiles[SHARES - 1] ?? 0;
  return quantiles;
}
