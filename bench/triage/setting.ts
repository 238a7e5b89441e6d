import type { RandomStream } from '../../src/local/world/chance/random-stream.ts';

/** The circumstances of an incident, independent of its cause. */
export interface Setting {
  /** Account time at which triage is run, and when the incident began. */
  readonly nowMs: number;
  readonly onsetMs: number;
  readonly callsPerMinute: number;
  readonly runtime: string;
  readonly logFormat: 'Text' | 'JSON';
  /** Whether some of the log's lines are missing. */
  readonly isSampled: boolean;
  /** Draws everything else that an incident leaves open. */
  readonly dice: RandomStream;
}

export const CALLS_PER_MINUTE = [10, 100, 1_000] as const;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The displayed history, preceded by a few minutes in which environments warm up. */
export const HISTORY_MS = 185 * MINUTE_MS;

export function pick<Item>(dice: RandomStream, items: readonly Item[]): Item {
  const item = items[Math.floor(dice.share() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

export function between(dice: RandomStream, low: number, high: number): number {
  return low + dice.share() * (high - low);
}

export function wholeBetween(dice: RandomStream, low: number, high: number): number {
  return low + Math.floor(dice.share() * (high - low + 1));
}

/** A random time between two ages in minutes. */
export function ago(dice: RandomStream, nowMs: number, fewestMinutes: number, mostMinutes: number): number {
  return Math.round(nowMs - between(dice, fewestMinutes, mostMinutes) * MINUTE_MS);
}
