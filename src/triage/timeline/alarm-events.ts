import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { TimelineEvent } from './timeline.ts';

/** An alarm that went off, and may be quiet again. */
export interface RungAlarm {
  readonly name: RawText;
  readonly metric: RawText | null;
  /** The function that it watches; null for one that watches something else. */
  readonly functionName: RawText | null;
  readonly sinceMs: EpochMs | null;
  /** When it was found quiet; null while it is in ALARM. */
  readonly quietMs: EpochMs | null;
}

/** Lambda's metrics of the whole account. */
const ACCOUNT_METRICS: ReadonlySet<string> = new Set([
  'ConcurrentExecutions',
  'UnreservedConcurrentExecutions',
  'ClaimedAccountConcurrency',
]);

/** The timeline with the alarms on functions and on the account's concurrency; other services' alarms are left out. */
export function withAlarms(
  timeline: readonly TimelineEvent[],
  alarms: readonly RungAlarm[],
): readonly TimelineEvent[] {
  // Events of one moment are sorted latest first, as in the timeline: quiet, then ringing again.
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
