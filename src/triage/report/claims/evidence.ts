import type { EpochMs } from '../../../lambda/time.ts';
import { MINUTE_MS } from '../../../lambda/time.ts';
import type { FailureGroup } from '../../../logs/failures/failure-group.ts';
import { type CaseFile, windowOf } from '../case-file/case-file.ts';
import type { Evidence } from './claim.ts';

type LogEvidence = Extract<Evidence, { readonly source: 'log' }>;

type Statistic = 'Sum' | 'Average' | 'p50' | 'p95' | 'Maximum';

/** Minutes of a metric, from `sinceMs` or the first known one. */
export function metric(
  file: CaseFile,
  name: string,
  statistic: Statistic,
  sinceMs: EpochMs | null = null,
): Evidence {
  const { fromMs, toMs } = windowOf(file);
  return {
    source: 'metric',
    metric: name,
    statistic,
    periodSeconds: 60,
    fromMs: sinceMs ?? fromMs,
    toMs: toMs + MINUTE_MS,
  };
}

/** Lines of the function's log, with one line of the group where one is kept. */
export function logLines(file: CaseFile, group: FailureGroup | null = null): readonly LogEvidence[] {
  const { log, configuration } = file;
  if (log === null) return [];
  const sample = log.newest.find(
    ({ kind, says }) => group !== null && kind === group.kind && says === group.says,
  );
  return [
    {
      source: 'log',
      logGroup: configuration.logGroup,
      fromMs: log.fromMs,
      toMs: log.toMs,
      requestId: sample?.requestId ?? null,
    },
  ];
}

export function api(operation: string): Evidence {
  return { source: 'api', operation };
}
