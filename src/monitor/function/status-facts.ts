import type { Known, PoolMinute } from '../../capacity/evidence.ts';
import type { InFlight } from '../../capacity/in-flight/in-flight.ts';
import type { FunctionConfiguration } from '../../lambda/function.ts';
import type { EpochMs } from '../../lambda/time.ts';
import { attemptsOf, type FunctionMinute } from '../../triage/minute/function-minute.ts';
import type { ChronicFailures } from '../../triage/rules/chronic-failures.ts';
import type { WeekOnset } from '../../triage/rules/week-onset.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Reading } from '../reading.ts';
import type { EventSourceStatus } from './event-sources.ts';
import type { FunctionLimits, FunctionReading, FunctionStatus } from './function-status.ts';
import type { RedriveStatus } from './redrive.ts';

/** What a function is judged by. */
export interface StatusFacts {
  readonly configuration: FunctionConfiguration;
  readonly limits: FunctionLimits;
  readonly hasStreamSource: boolean | null;
  readonly eventSources: Known<readonly EventSourceStatus[]>;
  readonly reading: FunctionReading;
  readonly minutes: readonly FunctionMinute[];
  /** When CloudWatch answered; null where all has settled long ago. */
  readonly readMs: EpochMs | null;
  /** To the second; null where nobody follows its log. */
  readonly inFlight: InFlight | null;
  /** Age of the oldest message in the queues that call it; null where none does. */
  readonly queueAgeMs: Reading | null;
  readonly redrives: readonly RedriveStatus[];
  readonly pool: readonly PoolMinute[];
  readonly thresholds: Thresholds;
  /** How it failed all week; null where it did not, or nobody knows. */
  readonly chronic: ChronicFailures | null;
  /** Whether it is still to be read how it failed all week, where it fails. */
  readonly isWeekAwaited?: boolean;
  /** Whether its limits that take a call each are read for the first time. */
  readonly areLimitsAwaited?: boolean;
  /** What began to fail this week, before its minutes; null where nothing did, or nobody knows. */
  readonly weekOnset: WeekOnset | null;
  readonly nowMs: EpochMs;
  /** What was said of the function before: when that began which still lasts. Null when it is new. */
  readonly before: FunctionStatus | null;
}

export function isCalled(minute: FunctionMinute): boolean {
  return (attemptsOf(minute) ?? 0) > 0;
}
