import { SECOND_MS } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { utcMinute, utcSecond } from '../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import { words } from '../../terminal/words.ts';
import type { Evidence } from '../../triage/report/claims/claim.ts';

type Metric = Extract<Evidence, { source: 'metric' }>;

/** The sources of all figures in brief: metrics and calls on a line each, then the parts of logs. */
export function sourceLines(sources: readonly Evidence[]): readonly Line[] {
  const metrics = sources.filter((each) => each.source === 'metric');
  const calls = sources.flatMap((each) => (each.source === 'api' ? [safeText(each.operation)] : []));
  return [
    ...metricLine(metrics),
    ...sources.flatMap((each) => (each.source === 'log' ? [logWords(each)] : [])),
    ...(calls.length === 0 ? [] : [words`AWS API: ${joinSafe(calls, safe`, `)}`]),
  ];
}

function metricLine(metrics: readonly Metric[]): readonly Line[] {
  const [first] = metrics;
  if (first === undefined) return [];
  const fromMs = Math.min(...metrics.map((metric) => metric.fromMs));
  const toMs = Math.max(...metrics.map((metric) => metric.toMs));
  const names = metrics.map(({ metric, statistic }) => safe`${safeText(metric)} (${safeText(statistic)})`);
  return [
    words`CloudWatch, each ${first.periodSeconds} s, minutes ${utcMinute(fromMs)} to ${utcMinute(toMs - first.periodSeconds * SECOND_MS)}: ${joinSafe(names, safe`, `)}`,
  ];
}

function logWords({ logGroup, fromMs, toMs, requestId }: Extract<Evidence, { source: 'log' }>): Line {
  const sample = requestId === null ? safe`` : safe`, such as request ${safeText(requestId)}`;
  return words`log ${safeText(logGroup)}, ${utcSecond(fromMs)} to ${utcSecond(toMs)}${sample}`;
}
