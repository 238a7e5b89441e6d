import type { RandomStream } from '../../src/local/world/chance/random-stream.ts';

/** What an incident happens in: what the date decides and the cause does not. */
export interface Setting {
  /** Account time at which somebody asks what happened, and when it began. */
  readonly nowMs: number;
  readonly onsetMs: number;
  readonly callsPerMinute: number;
  readonly runtime: string;
  readonly logFormat: 'Text' | 'JSON';
  /** Whether a part of the log's lines is missing. */
  readonly isSampled: boolean;
  /** Draws whatever else an incident leaves open. */
  readonly dice: RandomStream;
}

export const CALLS_PER_MINUTE = [10, 100, 1_000] as const;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Shown history, and before it a few minutes in which the environments warm up. */
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

/** A time by a random second between two ages in minutes. */
export function ago(dice: RandomStream, nowMs: number, fewestMinutes: number, mostMinutes: number): number {
  return Math.round(nowMs - between(dice, fewestMinutes, mostMinutes) * MINUTE_MS);
}
