import type { RandomStream } from '../../src/local/world/chance/random-stream.ts';

/** A call that somebody makes, and how long it takes. */
export interface Call {
  readonly atS: number;
  readonly takesS: number;
}

/** Makes all calls of a time of `lengthS`, in any order; those beyond it are left out later. */
export type Arrivals = (random: RandomStream, lengthS: number) => readonly Call[];

export function moments(lengthS: number, pauseS: () => number): readonly number[] {
  const found: number[] = [];
  for (let atS = pauseS(); atS < lengthS; atS += pauseS()) found.push(atS);
  return found;
}

export function calls<Made>(count: number, make: () => Made): readonly Made[] {
  return Array.from({ length: Math.floor(count) }, make);
}

/** One at least; now and then far more. */
export function heavyTailed(random: RandomStream, shape: number): number {
  return (1 - random.share()) ** (-1 / shape);
}

export function spread(random: RandomStream, mean: number, deviation: number): number {
  return mean * Math.exp(deviation * random.normal() - deviation ** 2 / 2);
}

export function between(random: RandomStream, low: number, high: number): number {
  return low + (high - low) * random.share();
}
