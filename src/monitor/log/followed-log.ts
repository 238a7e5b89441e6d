import type { EpochMs } from '../../lambda/time.ts';
import { type LogChoice, originOf } from '../../logs/selection/log-choice.ts';
import type { LogOrigin, TailItem } from '../../logs/tail-item.ts';
import type { FollowEnd, FollowProgress } from './follow-request.ts';
import {
  statusAfterEnd,
  statusAfterItems,
  statusAfterProgress,
  type TailCondition,
  type TailStatus,
} from './tail-status.ts';

/** How one of the logs stands that a tail shows. */
export interface FollowedLog extends TailCondition {
  readonly choice: LogChoice;
  readonly origin: LogOrigin;
  /** All from here on has been read, as far as `readThroughMs`. */
  readonly readFromMs: EpochMs;
  /** Null before that is known. */
  readonly readThroughMs: EpochMs | null;
  readonly newestMs: EpochMs | null;
  /** What is read of it where it grows too fast; null while all of it is. */
  readonly floodKeeps: FollowProgress['floodKeeps'];
}

export function openedLog(choice: LogChoice, readFromMs: EpochMs): FollowedLog {
  return {
    choice,
    origin: originOf(choice),
    status: 'starting',
    error: null,
    readFromMs,
    readThroughMs: null,
    newestMs: null,
    floodKeeps: null,
  };
}

export function logAfterItems(log: FollowedLog, items: readonly TailItem[]): FollowedLog {
  return { ...log, ...statusAfterItems(log, items) };
}

export function logAfterProgress(log: FollowedLog, progress: FollowProgress): FollowedLog {
  return { ...log, ...progress, status: statusAfterProgress(log.status, progress.readThroughMs) };
}

export function logAfterEnd(log: FollowedLog, end: FollowEnd): FollowedLog {
  return { ...log, ...statusAfterEnd(log, end) };
}

/**
 * What is true of all logs as one, first what matters most: first what befalls them all alike, and last what a log may be
 * while the others go on.
 */
const BY_WEIGHT: readonly TailStatus[] = [
  'expired',
  'busy',
  'unreachable',
  'starting',
  'live',
  'denied',
  'waiting',
  'ended',
];

export function conditionOfAll(logs: readonly FollowedLog[]): TailCondition {
  for (const status of BY_WEIGHT) {
    const log = logs.find((each) => each.status === status && (status !== 'ended' || each.error !== null));
    if (log !== undefined) return { status, error: log.error };
  }
  return { status: 'ended', error: null };
}

/** Up to where all logs have been read that can be; null before that is known. */
export function readThroughMsOfAll(logs: readonly FollowedLog[]): EpochMs | null {
  const readable = logs.filter(isReadable);
  const known = readable.flatMap(({ readThroughMs }) => readThroughMs ?? []);
  return known.length === 0 || known.length < readable.length ? null : Math.min(...known);
}

export function newestMsOfAll(logs: readonly FollowedLog[]): EpochMs | null {
  const newestMs = Math.max(...logs.map((log) => log.newestMs ?? Number.NEGATIVE_INFINITY));
  return Number.isFinite(newestMs) ? newestMs : null;
}

/** Whether lines can come of it: one that does not exist yet or is denied holds nothing up. */
export function isReadable({ status, error }: FollowedLog): boolean {
  return status !== 'waiting' && status !== 'denied' && !(status === 'ended' && error !== null);
}
