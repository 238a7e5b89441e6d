import { MINUTE_MS, SECOND_MS } from '../../src/lambda/time.ts';
import type { Seen } from './seen.ts';

/** Says at each look whether the limit will be met soon. */
export type Rule = (seen: Seen) => boolean;

const SHARE = 0.8;

/** Common rules without a model: each compares one figure with 80 % of the limit. */
export const NAIVE_RULES: ReadonlyMap<string, (limit: number) => Rule> = new Map([
  ['naive-minute 80%', naiveMinute],
  ['CE-max 80%', concurrencyMetric],
  ['naive-live 80%', naiveLive],
  ['log-level 80%', logLevel],
]);

/** Sum(Duration) of the newest complete minute. */
function naiveMinute(limit: number): Rule {
  return ({ minutes }) => (minutes.at(-2)?.durationSumMs ?? 0) / MINUTE_MS >= SHARE * limit;
}

/** Max(ConcurrentExecutions) of the newest minute. */
function concurrencyMetric(limit: number): Rule {
  return ({ minutes }) => (minutes.at(-1)?.observedMax ?? 0) >= SHARE * limit;
}

/** The sum of the durations in the REPORT lines of the last half minute. */
function naiveLive(limit: number): Rule {
  const windowMs = 30 * SECOND_MS;
  const reports: { readonly atMs: number; readonly durationMs: number }[] = [];
  return ({ nowMs, lines }) => {
    for (const { kind, ingestionMs, durationMs } of lines)
      if (kind === 'report') reports.push({ atMs: ingestionMs, durationMs });
    const firstKept = reports.findIndex(({ atMs }) => atMs > nowMs - windowMs);
    reports.splice(0, firstKept < 0 ? reports.length : firstKept);
    const busyMs = reports.reduce((sum, { durationMs }) => sum + durationMs, 0);
    return busyMs / windowMs >= SHARE * limit;
  };
}

/** The number of environments with a START but no REPORT yet. */
function logLevel(limit: number): Rule {
  const open = new Set<number>();
  const reportedMs = new Map<number, number>();
  return ({ lines }) => {
    for (const { kind, environment, timestampMs } of lines) {
      const isOld = timestampMs <= (reportedMs.get(environment) ?? 0);
      if (kind === 'report') {
        open.delete(environment);
        if (!isOld) reportedMs.set(environment, timestampMs);
      } else if (!isOld) open.add(environment);
    }
    return open.size >= SHARE * limit;
  };
}
