import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { TimelineEvent } from './timeline.ts';

/** An alarm that began to ring, and may be quiet again. */
export interface RungAlarm {
  readonly name: RawText;
  readonly metric: RawText | null;
  /** The function that it watches; null for one that watches something else. */
  readonly functionName: RawText | null;
  readonly sinceMs: EpochMs | null;
  /** When it was found quiet; null while it rings. */
  readonly quietMs: EpochMs | null;
}

/** What Lambda measures of the account as a whole. */
const ACCOUNT_METRICS: ReadonlySet<string> = new Set([
  'ConcurrentExecutions',
  'UnreservedConcurrentExecutions',
  'ClaimedAccountConcurrency',
]);

/** The timeline with the alarms of functions and of the account's concurrency; those of other services tell of others. */
export function withAlarms(
  timeline: readonly TimelineEvent[],
  alarms: readonly RungAlarm[],
): readonly TimelineEvent[] {
  // Of one moment what came last is first, as in the timeline: quiet, and then ringing again.
  const rang = alarms.filter(isOfLambda).toReversed().flatMap(eventsOf);
  return rang.length === 0 ? timeline : [...timeline, ...rang].toSorted((a, b) => b.atMs - a.atMs);
}

function isOfLambda({ functionName, metric }: RungAlarm): boolean {
  return functionName !== null || ACCOUNT_METRICS.has(metric ?? '');
}

function eventsOf({ name, functionName, sinceMs, quietMs }: RungAlarm): readonly TimelineEvent[] {
  if (sinceMs === null) return [];
  const rang: TimelineEvent = { atMs: sinceMs, functionName, kind: 'alarmRang', name };
  if (quietMs === null) return [rang];
  return [{ atMs: quietMs, functionName, kind: 'alarmQuiet', name, lastedMs: quietMs - sinceMs }, rang];
}
