import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine, namesError, type Outcome, outcomeOf, outcomeOfAll } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';

/**
 * The evidence for an outcome.
 *
 * | evidence | means                                                                                           |
 * | -------- | ----------------------------------------------------------------------------------------------- |
 * | report   | the REPORT names it                                                                             |
 * | line     | a line of Lambda's own says so                                                                  |
 * | uncaught | the runtime wrote an uncaught error; the REPORT does not say what code throws                   |
 * | lastLine | only the REPORT followed an error, as when a handler throws; JSON logs don't say whether it did |
 * | silence  | neither the REPORT nor a line mentions a failure                                                |
 */
export type OutcomeEvidence = 'report' | 'line' | 'uncaught' | 'lastLine' | 'silence';

/** How a run ended, and how that is known. */
export interface RunOutcome {
  /**
   * `open`: no REPORT. It is running, or its REPORT was not seen. `unknown`: nothing tells of a failure, but lines of it
   * may not have been read.
   */
  readonly kind: Outcome | 'open' | 'unknown';
  readonly because: OutcomeEvidence;
  /** The error class, where one is named. */
  readonly errorType: RawText | null;
  /** Errors that the code logged, besides the one that ended it. */
  readonly errorLines: number;
}

/**
 * @param lines of the run in log order
 * @param isWhole whether all of them were read
 */
export function outcomeOfRun(lines: readonly LogLine[], isWhole = true): RunOutcome {
  const kind = outcomeOfAll(lines);
  const tell = kind === 'ok' ? [] : lines.filter((line) => outcomeOf(line) === kind);
  // Only the REPORT names what killed the process: the line before it says that it ended, but not why.
  const telling =
    (kind === 'outOfMemory' ? tell.find(({ report }) => report !== null) : undefined) ?? tell[0];
  const errors = lines.filter((line) => line.kind === 'app' && line !== telling && isErrorLine(line)).length;
  const hasReport = lines.some(({ report }) => report !== null);
  const last = lines.findLast((line) => line.kind === 'app');
  if (telling === undefined && hasReport && last !== undefined && namesError(last))
    return { kind: 'error', because: 'lastLine', errorType: last.errorType, errorLines: errors - 1 };
  if (telling === undefined)
    return { kind: silentKind(hasReport, isWhole), because: 'silence', errorType: null, errorLines: errors };
  const named = telling.errorType ?? lines.find((line) => line.errorType !== null)?.errorType ?? null;
  return { kind, because: evidenceOf(telling), errorType: named, errorLines: errors };
}

function silentKind(hasReport: boolean, isWhole: boolean): RunOutcome['kind'] {
  if (!hasReport) return 'open';
  return isWhole ? 'ok' : 'unknown';
}

function evidenceOf({ report, kind }: LogLine): OutcomeEvidence {
  if (report !== null) return 'report';
  return kind === 'app' ? 'uncaught' : 'line';
}

/** Whether it has ended, as far as the log says: of others it is not known yet how they end. */
export function hasEnded({ kind }: RunOutcome): boolean {
  return kind !== 'open';
}

/** Whether nothing went wrong: such runs are the basis of comparisons. */
export function isHealthy({ kind, errorLines }: RunOutcome): boolean {
  return kind === 'ok' && errorLines === 0;
}

/** Whether it is over, and something went wrong in it. */
export function hurts(outcome: RunOutcome): boolean {
  const { kind, errorLines } = outcome;
  return hasEnded(outcome) && ((kind !== 'ok' && kind !== 'unknown') || errorLines > 0);
}
