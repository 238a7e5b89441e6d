import type { LogLine } from '../../lambda/line/log-line.ts';
import { outcomeOf, outcomeOfAll } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Invocation } from '../lines/invocation.ts';
import { type Run, wentOnAt } from './environment-runs.ts';
import { lastWordOf } from './run-lines.ts';

/** A run according to its lines. @param runs of its request, first attempt first */
export function invocationOf(requestId: RawText, run: Run, runs: readonly Run[]): Invocation {
  // A line without a request id was assigned to this run before its end, or a run in between, was known.
  const evidence = run.evidence
    .filter(({ line, event }) => line.requestId !== null || wentOnAt(run, event.timestampMs))
    .map(({ line }) => line);
  const told = outcomeOfAll(evidence);
  const thrown = told === 'ok' ? (lastWordOf(run)?.errorType ?? null) : null;
  return {
    requestId,
    logStream: run.logStream,
    attempt: runs.indexOf(run) + 1,
    attempts: runs.length,
    start: run.start,
    end: run.end,
    report: run.report,
    outcome: run.report === null ? null : thrown === null ? told : 'error',
    errorType: thrown ?? errorTypeOf(evidence),
  };
}

/** As named by the REPORT, or else by the runtime's error line. */
function errorTypeOf(evidence: readonly LogLine[]): RawText | null {
  const ended = evidence.findLast((line) => line.errorType !== null && line.kind === 'report');
  const told = evidence.findLast((line) => line.errorType !== null && outcomeOf(line) !== null);
  return ended?.errorType ?? told?.errorType ?? null;
}
