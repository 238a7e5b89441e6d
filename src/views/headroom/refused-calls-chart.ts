import { safe } from '../../terminal/safe-text.ts';
import type { FunctionMinute } from '../../triage/minute/function-minute.ts';
import { countLabel } from '../charts/axis-label.ts';
import { countScale } from '../function/unit-scales.ts';
import type { HeadroomChart } from './headroom-axis.ts';

const HOUR_MINUTES = 60;

/** What becomes of the calls of a function that is switched off. Null where none came. */
export function refusedCallsChart(known: readonly FunctionMinute[]): HeadroomChart | null {
  const minutes = known.slice(-HOUR_MINUTES);
  const newest = minutes.at(-1);
  const refused = minutes.map(({ throttles }) => throttles);
  if (newest === undefined || !refused.some((count) => count !== null && count > 0)) return null;
  const missing = Array<null>(HOUR_MINUTES - minutes.length).fill(null);
  const served = minutes.map(({ invocations }) => invocations);
  const wasServed = served.some((count) => count !== null && count > 0);
  const highest = Math.max(...[...refused, ...served].map((count) => count ?? 0));
  return {
    title: safe`CALLS a minute`,
    legend: [
      ...(wasServed ? [{ tone: 'focus', word: safe`served` } as const] : []),
      { tone: 'crit', word: safe`turned away`, stroke: 'double' },
    ],
    curves: [
      ...(wasServed ? [{ values: [...missing, ...served], tone: 'focus' } as const] : []),
      { values: [...missing, ...refused], tone: 'crit', stroke: 'double' },
    ],
    scaleOf: (rows) => countScale(null, highest, rows),
    label: countLabel,
    span: { newestMs: newest.minuteMs, backMinutes: HOUR_MINUTES, aheadMinutes: 0 },
  };
}
