import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { JUDGED_MINUTES } from '../../triage/minute/function-minute.ts';
import type { Reason, RuleName } from '../../triage/rules/reason.ts';
import { SILENCE_BASELINE_MINUTES } from '../../triage/rules/silence.ts';
import { TIMEOUT_MINUTES } from '../../triage/rules/timeout.ts';
import { jsonTime } from '../json-time.ts';

/** A rule's unit and time span. */
export interface Measure {
  readonly unit: 'share' | 'ms' | 'count' | 'perMinute';
  /** Null for a momentary value; a span in the reason takes precedence. */
  readonly minutes: number | null;
}

export const MEASURES: Readonly<Record<RuleName, Measure>> = {
  throttles: { unit: 'share', minutes: JUDGED_MINUTES },
  errors: { unit: 'share', minutes: JUDGED_MINUTES },
  timeout: { unit: 'share', minutes: TIMEOUT_MINUTES },
  memory: { unit: 'count', minutes: null },
  use: { unit: 'share', minutes: null },
  eta: { unit: 'ms', minutes: null },
  iteratorAge: { unit: 'ms', minutes: 1 },
  deadLetterErrors: { unit: 'count', minutes: JUDGED_MINUTES },
  redrive: { unit: 'perMinute', minutes: JUDGED_MINUTES },
  backlog: { unit: 'ms', minutes: 1 },
  silence: { unit: 'perMinute', minutes: SILENCE_BASELINE_MINUTES },
  pool: { unit: 'share', minutes: 1 },
};

/** Why a function is not ok: rules judge more than the minute of the other figures. */
export function reasonRecord({ rule, severity, value, spanMs, sinceMs }: Reason): object {
  const { unit, minutes } = MEASURES[rule];
  // With few calls, errors are judged over more minutes.
  const windowMs = spanMs ?? (minutes === null ? null : minutes * MINUTE_MS);
  return {
    rule,
    severity,
    value,
    unit,
    windowSeconds: windowMs === null ? null : Math.round(windowMs / SECOND_MS),
    since: jsonTime(sinceMs),
  };
}
