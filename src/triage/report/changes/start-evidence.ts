import type { CaseFile } from '../case-file/case-file.ts';
import type { Evidence } from '../claims/claim.ts';

/** The log lines of environments that started. */
export function startEvidence({ reading, configuration }: CaseFile): readonly Evidence[] {
  const starts = reading?.starts;
  if (starts == null) return [];
  const { fromMs, toMs } = starts;
  return [{ source: 'log', logGroup: configuration.logGroup, fromMs, toMs, requestId: null }];
}
