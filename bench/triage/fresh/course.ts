import type { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { type Curve, ramp, steady } from '../../../src/local/world/curve.ts';
import { ago, between, MINUTE_MS } from '../setting.ts';

/** How trouble starts and ends. */
export type CourseName = 'step' | 'ramp' | 'flapping' | 'over' | 'old';

export interface Course {
  readonly name: CourseName;
  /** When it begins; null if that is before all data that lmon can see. */
  readonly sinceMs: number | null;
  /** When it is at its worst. */
  readonly fullMs: number;
  /** How bad it is, from 0 to 1. */
  readonly strength: Curve;
}

const FLAPS_EVERY_MS = 5 * MINUTE_MS;
const FLAP_LASTS_MS = 3 * MINUTE_MS;

/** @param nowMs when triage is run. */
export function courseOf(name: CourseName, nowMs: number, dice: RandomStream): Course {
  switch (name) {
    case 'step': {
      const sinceMs = ago(dice, nowMs, 7, 45);
      return { name, sinceMs, fullMs: sinceMs, strength: (timeMs) => Number(timeMs >= sinceMs) };
    }
    case 'ramp': {
      const sinceMs = ago(dice, nowMs, 25, 55);
      const fullMs = Math.round(sinceMs + between(dice, 8, 18) * MINUTE_MS);
      const strength = ramp([
        [sinceMs / MINUTE_MS, 0],
        [fullMs / MINUTE_MS, 1],
      ]);
      return { name, sinceMs, fullMs, strength };
    }
    case 'flapping': {
      const sinceMs = ago(dice, nowMs, 14, 50);
      const strength: Curve = (timeMs) =>
        Number(timeMs >= sinceMs && (timeMs - sinceMs) % FLAPS_EVERY_MS < FLAP_LASTS_MS);
      return { name, sinceMs, fullMs: sinceMs, strength };
    }
    case 'over': {
      const sinceMs = ago(dice, nowMs, 32, 50);
      const endMs = ago(dice, nowMs, 11, 18);
      const strength: Curve = (timeMs) => Number(timeMs >= sinceMs && timeMs < endMs);
      return { name, sinceMs, fullMs: sinceMs, strength };
    }
    case 'old':
      return { name, sinceMs: null, fullMs: nowMs, strength: steady(1) };
  }
}

/** Between `before` and `at`, in proportion to the strength of the trouble. */
export function shifted(before: number, at: number, { strength }: Course): Curve {
  return (timeMs) => before + (at - before) * strength(timeMs);
}
