import type { Invocation } from '../lines/invocation.ts';
import { endEvidenceOf, endOfRun } from '../run-end.ts';
import { type Run, wentOnAt } from './environment-runs.ts';
import type { LostLines, SpanOfLog } from './lost-lines.ts';
import { lastWordOf } from './run-lines.ts';

/** A run according to its lines. @param runs of its request, first attempt first */
export function invocationOf(run: Run, runs: readonly Run[], lost: LostLines): Invocation {
  // A line without a request id was assigned to this run before its end, or a run in between, was known.
  const evidence = run.evidence.filter(
    ({ line, event }) => line.requestId !== null || wentOnAt(run, event.timestampMs),
  );
  const { outcome, errorType } = endOfRun(
    evidence.map(({ line }) => endEvidenceOf(line)),
    lastWordOf(run)?.errorType ?? null,
  );
  return {
    requestId: run.requestId,
    logStream: run.logStream,
    attempt: runs.indexOf(run) + 1,
    attempts: runs.length,
    start: run.start,
    end: run.end,
    report: run.report,
    hasGap: hasGap(run, lost.within),
    outcome: run.report === null ? null : outcome,
    errorType,
  };
}

/** Whether it is over, and lost lines lie between its START and its REPORT. */
export function hasGap({ row, start, report }: Run, isLost: (span: SpanOfLog) => boolean): boolean {
  if (row === null || start === null || report === null) return false;
  return isLost({ log: row, fromMs: start.timestampMs, toMs: report.timestampMs });
}
