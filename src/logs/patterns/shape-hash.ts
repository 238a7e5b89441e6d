import { ANY, type Shape } from './shape.ts';

/** Hashes of shapes; two different shapes collide once in 2⁵³. */
export interface ShapeHashes {
  readonly whole: number;
  /** The hash with any value in one place. */
  withAnyAt(place: number): number;
  /** The hash with one place left out, as when a word is one value together with its neighbours. */
  without(place: number): number;
}

const LOW_BASE = 0x01000193;
const HIGH_BASE = 0x85ebca6b;
const ANY_HASH = 0x2545f491;

export function shapeHashes(shape: Shape): ShapeHashes {
  const parts = shape.map(partHash);
  const whole = sumsOf(parts);
  return {
    whole: hashOf(whole),
    withAnyAt(place) {
      const change = (ANY_HASH - (parts[place] ?? 0)) | 0;
      return hashOf({
        low: (whole.low + Math.imul(change, power(LOW_BASE, place))) | 0,
        high: (whole.high + Math.imul(change, power(HIGH_BASE, place))) | 0,
      });
    },
    without: (place) => hashOf(sumsOf(parts.filter((_, each) => each !== place))),
  };
}

/** Parts are hashed with their place: another order is another shape. */
interface Sums {
  readonly low: number;
  readonly high: number;
}

function sumsOf(parts: readonly number[]): Sums {
  let low = parts.length;
  let high = parts.length;
  for (const [place, part] of parts.entries()) {
    low = (low + Math.imul(part, power(LOW_BASE, place))) | 0;
    high = (high + Math.imul(part, power(HIGH_BASE, place))) | 0;
  }
  return { low, high };
}

function hashOf({ low, high }: Sums): number {
  return (low >>> 0) * 0x200000 + (high & 0x1fffff);
}

const POWERS: ReadonlyMap<number, number[]> = new Map([
  [LOW_BASE, [LOW_BASE]],
  [HIGH_BASE, [HIGH_BASE]],
]);

function power(base: number, place: number): number {
  const powers = POWERS.get(base) ?? [];
  while (powers.length <= place) powers.push(Math.imul(powers.at(-1) ?? 1, base));
  return powers[place] ?? 1;
}

function partHash(part: Shape[number]): number {
  if (part === ANY) return ANY_HASH;
  let hash = 0x811c9dc5;
  for (let at = 0; at < part.length; at++) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
