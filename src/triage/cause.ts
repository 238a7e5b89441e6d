import type { BindingLimit, TimeToLimit } from '../capacity/assessment.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import { errorRateOf, type FunctionMinute, throttleRateOf } from './function-minute.ts';
import type { DurationRise } from './onset.ts';
import type { PoolPressure } from './pool.ts';
import type { Reason } from './rules.ts';
import type { TroubledFunction } from './troubled-function.ts';

/** One thing that hurts, and all functions that hurt because of it. */
export type Cause = CauseCommon &
  (
    | {
        readonly kind: 'throttled';
        readonly limit: BindingLimit;
        readonly rate: number;
        readonly durationRise: DurationRise | null;
      }
    | { readonly kind: 'poolFull'; readonly culprit: RawText | null; readonly others: number }
    | { readonly kind: 'poolFilling'; readonly pressure: PoolPressure }
    | { readonly kind: 'losing'; readonly events: number }
    | {
        readonly kind: 'lagging';
        readonly ageMs: number;
        readonly growthMs: number | null;
        readonly limit: BindingLimit;
      }
    | { readonly kind: 'failing'; readonly rate: number; readonly nearTimeout: boolean }
    | { readonly kind: 'nearLimit'; readonly limit: BindingLimit; readonly eta: TimeToLimit | null }
    | { readonly kind: 'nearTimeout'; readonly share: number }
    | { readonly kind: 'silent'; readonly usualPerMinute: number }
  );

interface CauseCommon {
  readonly severity: 'warn' | 'crit';
  /** The function to look at first. */
  readonly functionName: RawText;
  readonly sinceMs: EpochMs | null;
  /** Requests and events that were turned away, failed or lost in the last settled minute: what ranks causes. */
  readonly lostPerMinute: number;
}

/**
 * What needs a person now, worst first: rows that share a cause are one entry. Loss of data and rejected callers
 * come before what merely will hurt.
 */
export function causesOf(
  functions: readonly TroubledFunction[],
  pool: PoolPressure | null,
): readonly Cause[] {
  const own = functions.flatMap((troubled) => ownCause(troubled, pool) ?? []);
  const causes = [...own, ...poolCause(functions, pool)];
  return causes.toSorted(
    (a, b) =>
      rank(a) - rank(b) || b.lostPerMinute - a.lostPerMinute || (a.functionName < b.functionName ? -1 : 1),
  );
}

function rank(cause: Cause): number {
  const order = cause.severity === 'crit' ? 0 : 10;
  return order + (cause.lostPerMinute > 0 ? 0 : 1);
}

/** The one reason that explains the function best; what follows from it (use, errors of a throttled one) is not a second. */
function ownCause(troubled: TroubledFunction, pool: PoolPressure | null): Cause | null {
  const { name, reasons, assessment } = troubled;
  const by = (rule: Reason['rule']) => reasons.find((reason) => reason.rule === rule);
  const newest = troubled.minutes.at(-1);
  const common = (reason: Reason): CauseCommon => ({
    severity: reason.severity,
    functionName: name,
    sinceMs: reason.sinceMs,
    lostPerMinute: lostIn(newest),
  });

  const lost = by('deadLetterErrors');
  if (lost) return { ...common(lost), kind: 'losing', events: lost.value };

  const throttled = by('throttles');
  if (throttled) {
    if (assessment.limit.kind === 'account' && pool !== null && pool.use >= 0.95) return null;
    const rate = (newest && throttleRateOf(newest)) ?? throttled.value;
    return {
      ...common(throttled),
      kind: 'throttled',
      limit: assessment.limit,
      rate,
      durationRise: troubled.durationRise,
    };
  }
  const lagging = by('iteratorAge');
  if (lagging) {
    const growthMs = troubled.iteratorAgeGrowthMs;
    return { ...common(lagging), kind: 'lagging', ageMs: lagging.value, growthMs, limit: assessment.limit };
  }
  const silent = by('silence');
  if (silent) return { ...common(silent), kind: 'silent', usualPerMinute: silent.value };

  const failing = by('errors');
  if (failing)
    return {
      ...common(failing),
      kind: 'failing',
      rate: (newest && errorRateOf(newest)) ?? failing.value,
      nearTimeout: by('timeout') !== undefined,
    };

  const near = by('use') ?? by('eta');
  if (near) return { ...common(near), kind: 'nearLimit', limit: assessment.limit, eta: assessment.eta };

  const timeout = by('timeout');
  if (timeout) return { ...common(timeout), kind: 'nearTimeout', share: timeout.value };
  return null;
}

function poolCause(functions: readonly TroubledFunction[], pool: PoolPressure | null): readonly Cause[] {
  if (pool === null) return [];
  const rejected = functions.filter(
    ({ assessment, reasons }) =>
      assessment.limit.kind === 'account' && reasons.some(({ rule }) => rule === 'throttles'),
  );
  const culprit =
    pool.culprit ??
    rejected[0]?.name ??
    functions.find(({ assessment }) => assessment.limit.kind === 'account')?.name;
  if (culprit === undefined) return [];
  if (rejected.length > 0 && pool.use >= 0.95) {
    const since = rejected.flatMap(
      ({ reasons }) => reasons.find(({ rule }) => rule === 'throttles')?.sinceMs ?? [],
    );
    return [
      {
        kind: 'poolFull',
        severity: 'crit',
        functionName: culprit,
        culprit: pool.culprit,
        others: rejected.length,
        sinceMs: since.length === 0 ? null : Math.min(...since),
        lostPerMinute: rejected.reduce((sum, { minutes }) => sum + lostIn(minutes.at(-1)), 0),
      },
    ];
  }
  return [
    {
      kind: 'poolFilling',
      severity: pool.severity,
      functionName: culprit,
      pressure: pool,
      sinceMs: null,
      lostPerMinute: 0,
    },
  ];
}

function lostIn(minute: FunctionMinute | undefined): number {
  return (minute?.throttles ?? 0) + (minute?.errors ?? 0) + (minute?.deadLetterErrors ?? 0);
}
