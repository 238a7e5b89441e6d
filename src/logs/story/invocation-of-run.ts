import type { RawText } from '../../terminal/text.ts';
import type { Invocation } from '../lines/invocation.ts';
import { endOfRun, tellingOf } from '../run-end.ts';
import { type Run, wentOnAt } from './environment-runs.ts';
import { lastWordOf } from './run-lines.ts';

/** A run according to its lines. @param runs of its request, first attempt first */
export function invocationOf(requestId: RawText, run: Run, runs: readonly Run[]): Invocation {
  // A line without a request id was assigned to this run before its end, or a run in between, was known.
  const evidence = run.evidence.filter(
    ({ line, event }) => line.requestId !== null || wentOnAt(run, event.timestampMs),
  );
  const { outcome, errorType } = endOfRun(
    evidence.map(({ line }) => tellingOf(line)),
    lastWordOf(run)?.errorType ?? null,
  );
  return {
    requestId,
    logStream: run.logStream,
    attempt: runs.indexOf(run) + 1,
    attempts: runs.length,
    start: run.start,
    end: run.end,
    report: run.report,
    outcome: run.report === null ? null : outcome,
    errorType,
  };
}
