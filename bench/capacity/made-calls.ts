import type { RandomStream } from '../../src/local/world/chance/random-stream.ts';

/** A call and its duration. */
export interface Call {
  readonly atS: number;
  readonly takesS: number;
}

/** Makes all calls of a run of `lengthS`, in any order; later calls are dropped by the caller. */
export type Arrivals = (random: RandomStream, lengthS: number) => readonly Call[];

export function moments(lengthS: number, pauseS: () => number): readonly number[] {
  const found: number[] = [];
  for (let atS = pauseS(); atS < lengthS; atS += pauseS()) found.push(atS);
  return found;
}

export function calls<Made>(count: number, make: () => Made): readonly Made[] {
  return Array.from({ length: Math.floor(count) }, make);
}

/** At least one; occasionally far more. */
export function heavyTailed(random: RandomStream, shape: number): number {
  return (1 - random.share()) ** (-1 / shape);
}

export function spread(random: RandomStream, mean: number, deviation: number): number {
  return mean * Math.exp(deviation * random.normal() - deviation ** 2 / 2);
}

export function between(random: RandomStream, low: number, high: number): number {
  return low + (high - low) * random.share();
}
