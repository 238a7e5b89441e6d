import { shareOfLimit } from '../capacity/assessment.ts';
import type { FunctionStatus } from '../monitor/function-status.ts';
import { numberOf } from '../monitor/reading.ts';
import { jsonLine } from './json-line.ts';

/** One function as a JSON line. Null means no data; units are in the names. */
export function fleetJson(status: FunctionStatus): string {
  const { assessment, configuration } = status;
  const { limit, eta } = assessment;
  return jsonLine({
    v: 1,
    function: configuration.name,
    severity: status.severity,
    activity: status.activity,
    reasons: status.reasons.map(({ rule, severity, value, sinceMs }) => ({
      rule,
      severity,
      value,
      since: isoTime(sinceMs),
    })),
    minute: isoTime(status.minuteMs),
    settled: status.minuteMs !== null,
    requestsPerSecond: numberOf(status.requestsPerSecond),
    errorRate: numberOf(status.errorRate),
    throttleRate: numberOf(status.throttleRate),
    durationP95Ms: numberOf(status.durationP95Ms),
    iteratorAgeMs: numberOf(status.iteratorAgeMs),
    lostEvents: numberOf(status.lostEvents),
    concurrency: {
      estimate: assessment.level,
      low: assessment.low,
      high: assessment.high,
      observedMax: numberOf(status.observedMax),
    },
    limit:
      limit.kind === 'unknown' ? { kind: 'unknown', value: null } : { kind: limit.kind, value: limit.value },
    use: shareOfLimit(limit),
    throttling: assessment.flag,
    etaSeconds:
      eta === null
        ? null
        : { early: seconds(eta.earlyMs), likely: seconds(eta.likelyMs), late: seconds(eta.lateMs) },
  });
}

function seconds(ms: number): number {
  return Math.round(ms / 1_000);
}

function isoTime(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}
