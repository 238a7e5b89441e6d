import type { EpochMs } from '../../../lambda/time.ts';
import { type LogChoice, originOf } from '../../../logs/selection/log-choice.ts';
import type { LogOrigin, TailItem } from '../../../logs/tail-item.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { FollowEnd, FollowProgress } from '../follow-request.ts';
import {
  statusAfterEnd,
  statusAfterItems,
  statusAfterProgress,
  type TailCondition,
  type TailStatus,
} from './tail-status.ts';

/** The state of one of a tail's logs. */
export interface FollowedLog extends TailCondition {
  readonly choice: LogChoice;
  readonly origin: LogOrigin;
  /** Everything from here to `readThroughMs` has been read. */
  readonly readFromMs: EpochMs;
  /** Null until it has been read up to now for the first time. */
  readonly readThroughMs: EpochMs | null;
  /** How far its reading has come, even the first; null before the first answer. */
  readonly reachedMs: EpochMs | null;
  readonly newestMs: EpochMs | null;
  /** What is still read during a flood; null while everything is. */
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
    reachedMs: null,
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

/** Its call has no answer yet: a log that seems to stand still may not. */
export function overdueLog(log: FollowedLog): FollowedLog {
  return isHealthy(log) ? { ...log, status: 'unanswered' } : log;
}

export function logAfterEnd(log: FollowedLog, end: FollowEnd): FollowedLog {
  return { ...log, ...statusAfterEnd(log, end) };
}

/**
 * The status of logs together, by weight: first what affects all logs of a Region, last what one log may be while the
 * others go on.
 */
const BY_WEIGHT: readonly TailStatus[] = [
  'expired',
  'busy',
  'unreachable',
  'unanswered',
  'starting',
  'live',
  'denied',
  'waiting',
  'ended',
];

/** What affects all logs of one Region leaves those of the others alone. */
export function conditionOfAll(logs: readonly FollowedLog[]): TailCondition {
  return weightiest(inHealthyRegions(logs));
}

/** Regions whose logs can't be read, while those of others can. */
export function troubledRegions(logs: readonly FollowedLog[]): readonly RegionCondition[] {
  const conditions = regionConditions(logs);
  return conditions.some(isHealthy) ? conditions.filter((condition) => !isHealthy(condition)) : [];
}

/** All logs where no Region is healthy. */
function inHealthyRegions(logs: readonly FollowedLog[]): readonly FollowedLog[] {
  const troubled = new Set(troubledRegions(logs).map(({ region }) => region));
  return logs.filter((log) => !troubled.has(regionOf(log)));
}

interface RegionCondition extends TailCondition {
  /** Null where the logs don't tell. */
  readonly region: RawText | null;
}

function regionConditions(logs: readonly FollowedLog[]): readonly RegionCondition[] {
  const regions = new Set(logs.map(regionOf));
  return [...regions].map((region) => ({
    region,
    ...weightiest(logs.filter((log) => regionOf(log) === region)),
  }));
}

function regionOf({ origin }: FollowedLog): RawText | null {
  return origin.region?.name ?? null;
}

function isHealthy({ status }: TailCondition): boolean {
  return status === 'live' || status === 'starting';
}

function weightiest(logs: readonly FollowedLog[]): TailCondition {
  const weighed = logs.some(({ status }) => status === 'live')
    ? logs.filter((log) => !isUnderWay(log))
    : logs;
  for (const status of BY_WEIGHT) {
    const one = weighed.find((each) => each.status === status && (status !== 'ended' || each.error !== null));
    if (one !== undefined) return { status, error: one.error };
  }
  return { status: 'ended', error: null };
}

/** A first reading of minutes leaves the log behind others, not the others unread. */
function isUnderWay({ status, reachedMs }: FollowedLog): boolean {
  return status === 'starting' && reachedMs !== null;
}

/**
 * Logs whose lines are awaited. Those of a Region that can't be read hold up nothing while those of others can.
 */
export function readingLogs(logs: readonly FollowedLog[]): readonly FollowedLog[] {
  return inHealthyRegions(logs).filter(isReadable);
}

/** The time up to which a log has been read, even for the first time; null before the first answer. */
export function reachedMsOf({ readThroughMs, reachedMs }: FollowedLog): EpochMs | null {
  return readThroughMs ?? reachedMs;
}

/** The time up to which all these logs have been read, even for the first time; null before all have an answer. */
export function reachedMsOfAll(logs: readonly FollowedLog[]): EpochMs | null {
  const reading = readingLogs(logs);
  const known = reading.flatMap((log) => reachedMsOf(log) ?? []);
  return known.length === 0 || known.length < reading.length ? null : Math.min(...known);
}

/** The same once one of them has been read up to now; null until then. */
export function readThroughMsOfAll(logs: readonly FollowedLog[]): EpochMs | null {
  const hasRead = readingLogs(logs).some(({ readThroughMs }) => readThroughMs !== null);
  return hasRead ? reachedMsOfAll(logs) : null;
}

export function newestMsOfAll(logs: readonly FollowedLog[]): EpochMs | null {
  const newestMs = Math.max(...logs.map((log) => log.newestMs ?? Number.NEGATIVE_INFINITY));
  return Number.isFinite(newestMs) ? newestMs : null;
}

/** Whether lines can come of it: an absent or denied log holds nothing up. */
export function isReadable({ status, error }: FollowedLog): boolean {
  return status !== 'waiting' && status !== 'denied' && !(status === 'ended' && error !== null);
}
