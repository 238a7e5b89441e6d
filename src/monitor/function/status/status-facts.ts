import type { Known, PoolMinute } from '../../../capacity/evidence.ts';
import type { InFlight } from '../../../capacity/in-flight/in-flight.ts';
import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import { attemptsOf, type FunctionMinute } from '../../../triage/minute/function-minute.ts';
import type { ChronicFailures } from '../../../triage/rules/chronic-failures.ts';
import type { WeekOnset } from '../../../triage/rules/week-onset.ts';
import type { Thresholds } from '../../../triage/thresholds.ts';
import type { Reading } from '../../reading.ts';
import type { EventSourceStatus } from '../event-source/event-sources.ts';
import type { RedriveStatus } from '../event-source/redrive.ts';
import type { FunctionLimits, FunctionReading, FunctionStatus } from './function-status.ts';

/** The facts by which a function is judged. */
export interface StatusFacts {
  readonly configuration: FunctionConfiguration;
  readonly limits: FunctionLimits;
  readonly hasStreamSource: boolean | null;
  readonly eventSources: Known<readonly EventSourceStatus[]>;
  readonly reading: FunctionReading;
  readonly minutes: readonly FunctionMinute[];
  /** When CloudWatch answered; null for a past window, where everything has settled. */
  readonly readMs: EpochMs | null;
  /** Concurrency to the second; null where its log is not being followed. */
  readonly inFlight: InFlight | null;
  /** Age of the oldest message in the queues that call it; null where none does. */
  readonly queueAgeMs: Reading | null;
  readonly redrives: readonly RedriveStatus[];
  readonly pool: readonly PoolMinute[];
  readonly thresholds: Thresholds;
  /** How it failed all week; null where it did not, or when unknown. */
  readonly chronic: ChronicFailures | null;
  /** Whether a failing function's week is still to be read. */
  readonly isWeekAwaited?: boolean;
  /** Whether its per-function limits are being read for the first time. */
  readonly areLimitsAwaited?: boolean;
  /** Failures that began this week, before its minutes; null where none did, or when unknown. */
  readonly weekOnset: WeekOnset | null;
  readonly nowMs: EpochMs;
  /** The previous judgement of the function, which dates trouble that still lasts. Null when it is new. */
  readonly before: FunctionStatus | null;
}

export function isCalled(minute: FunctionMinute): boolean {
  return (attemptsOf(minute) ?? 0) > 0;
}
