import type { LogLine } from '../lambda/line/log-line.ts';
import { type Outcome, outcomeOf, outcomeOfTold } from '../lambda/line/outcome.ts';
import type { RawText } from '../terminal/text.ts';

/** How a run ended. */
export interface RunEnd {
  /** Null where it is not known: nothing says that it failed, but not all of its lines were read. */
  readonly outcome: Outcome | null;
  /** The error class that it ended with; null where none was named. */
  readonly errorType: RawText | null;
}

/** What one line says of the end of its run. */
export interface EndEvidence {
  readonly outcome: Outcome | null;
  readonly errorType: RawText | null;
  readonly isReport: boolean;
}

export function endEvidenceOf(line: LogLine): EndEvidence {
  return { outcome: outcomeOf(line), errorType: line.errorType, isReport: line.kind === 'report' };
}

/**
 * How a run ended, by the lines that tell it, its REPORT among them.
 *
 * @param lastError the error class that its last application line names; null for none. Nothing else tells of a handler
 * that throws in the JSON log format, or where a logger writes the error.
 */
export function endOfRun(
  evidence: readonly EndEvidence[],
  lastError: RawText | null,
): RunEnd & { outcome: Outcome } {
  const outcome = outcomeOfTold(evidence.flatMap(({ outcome }) => outcome ?? []));
  return outcome === 'ok' && lastError !== null
    ? { outcome: 'error', errorType: lastError }
    : { outcome, errorType: errorTypeOf(evidence) };
}

/** As named by the REPORT, or else by the runtime's error line. */
function errorTypeOf(evidence: readonly EndEvidence[]): RawText | null {
  const named = evidence.filter(({ errorType }) => errorType !== null);
  const ended = named.findLast(({ isReport }) => isReport);
  const told = named.findLast(({ outcome }) => outcome !== null);
  return ended?.errorType ?? told?.errorType ?? null;
}
