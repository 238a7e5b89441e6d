import type { Known } from '../../../capacity/evidence.ts';
import type { AsyncDelivery } from '../../../lambda/delivery/async-delivery.ts';
import type { Alias } from '../../../lambda/function/alias.ts';
import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import type { CallSample } from '../../../lambda/line/call-sample.ts';
import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { VersionStatistics } from '../../../logs/story/version-statistics.ts';
import type { RawText } from '../../../terminal/text.ts';
import { VERSION_MINUTES, type VersionOutcome } from '../../../triage/cause/version-suspicion.ts';
import type { FunctionMinute } from '../../../triage/minute/function-minute.ts';
import type { Dated } from '../../known-answer.ts';
import { knownSum } from '../../metric/known-sum.ts';
import type { MetricHistory } from '../../metric/metric-history.ts';
import { type MetricOwner, ownerKey } from '../../metric-owner.ts';
import type { Reading } from '../../reading.ts';
import type { SourceError } from '../../source-error.ts';
import type { Alarm } from '../../sources.ts';
import type { ProvisionedStatus } from '../catalogue/provisioned-facts.ts';
import type { LastLines } from './last-lines.ts';

/** What the dashboard shows about the function on screen beyond its fleet row. */
export interface FunctionDetail {
  readonly functionName: RawText;
  /** Whether everything was asked for at least once: until then, what is missing may still come. */
  readonly isRead: boolean;
  /** Includes the states that lists of functions omit. */
  readonly described: Known<FunctionConfiguration>;
  readonly aliases: Known<readonly AliasStatus[]>;
  /** By alias or version. */
  readonly provisioned: Dated<readonly ProvisionedStatus[]>;
  readonly asyncDelivery: Known<AsyncDelivery | null>;
  /** How many events wait in its dead-letter queue; null where it has none, or before the first answer. */
  readonly deadLetters: Reading | null;
  /** The function's alarms that are in ALARM. */
  readonly alarms: Known<readonly Alarm[]>;
  /** Calls of the newest minute in the log, or of fifteen minutes where that has none; null where none was read. */
  readonly sample: CallSample | null;
  /** REPORT statistics by version since the function came on screen; null where none was read. */
  readonly versions: ReportedVersions | null;
  /** Why the newest REPORTs could not be read; null when they were. */
  readonly reportsError: SourceError | null;
  /**
   * The last 24 hours, oldest first; null until they were read. By the minute, except before CloudWatch's minutes begin:
   * then in periods of five.
   */
  readonly day: readonly FunctionMinute[] | null;
  /** Of a function that is not called now, those of its last run in 24 hours; null before they were read or wanted. */
  readonly lastLines: LastLines | null;
}

export interface ReportedVersions {
  readonly fromMs: EpochMs;
  /** Whether all REPORTs since then were read; for hot functions it is one page a minute. */
  readonly isComplete: boolean;
  /** Most runs first. */
  readonly statistics: readonly VersionStatistics[];
}

export interface AliasStatus {
  readonly name: RawText;
  /** Heaviest first. */
  readonly versions: readonly VersionStatus[];
}

/** A version behind an alias, over the last fifteen minutes that have data. */
export interface VersionStatus extends VersionOutcome {
  /** Of the newest minute with a value: percentiles can't be merged over minutes. */
  readonly durationP95Ms: number | null;
}

/** The metric owner of a version behind an alias: with a single version, the alias itself. */
export function versionOwner(
  functionName: RawText,
  { name: alias, versions }: Alias,
  version: RawText,
): MetricOwner {
  return versions.length > 1
    ? { kind: 'executedVersion', functionName, alias, version }
    : { kind: 'alias', functionName, alias };
}

/** @param toMs the newest minute to look at */
export function aliasStatus(
  functionName: RawText,
  alias: Alias,
  history: MetricHistory,
  toMs: EpochMs,
): AliasStatus {
  return {
    name: alias.name,
    versions: alias.versions.map(({ version, weight }) => {
      const key = ownerKey(versionOwner(functionName, alias, version));
      const minutes = Array.from({ length: VERSION_MINUTES }, (_, age) => toMs - age * MINUTE_MS);
      const sum = (metric: 'Invocations' | 'Errors') =>
        knownSum(minutes.map((minuteMs) => history.value(key, metric, 'Sum', minuteMs)));
      const invocations = sum('Invocations');
      const errors = sum('Errors');
      return {
        version,
        weight,
        invocations,
        errorRate: errors === null || !invocations ? null : errors / invocations,
        durationP95Ms: firstOf(minutes.map((minuteMs) => history.value(key, 'Duration', 'p95', minuteMs))),
      };
    }),
  };
}

function firstOf(values: readonly (number | null)[]): number | null {
  return values.find((value) => value !== null) ?? null;
}
