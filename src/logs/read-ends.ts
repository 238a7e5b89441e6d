import type { LogLine } from '../lambda/line/log-line.ts';
import { namesError, outcomeOf, tellsOfFailure } from '../lambda/line/outcome.ts';
import { mayTellOfRun } from '../lambda/line/run-text.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { LogEvent } from './event.ts';
import { ownCopy } from './own-copy.ts';
import { type EndEvidence, endEvidenceOf, endOfRun, type RunEnd } from './run-end.ts';
import { createRunsUnderWay, type RequestMark, type Stretch } from './runs-under-way.ts';

/**
 * Tells how runs ended while their lines go by, each once, in the order in which they are read. Keeps only what is said
 * of runs that may have failed: next to nothing in a log without errors.
 */
export interface ReadEnds {
  /**
   * Takes a line; returns the end of its run if it is a REPORT, else null.
   *
   * @param stretch of the log that the line belongs to: a run is known to have gone well only within one; null for none
   */
  endAt(event: HeardEvent, line: LogLine, stretch: Stretch | null): RunEnd | null;
  /** Whether `endAt` needs the line, by a look at its text; false where it would change and tell nothing. */
  needs(event: Pick<LogEvent, 'logStream' | 'message'>): boolean;
}

type HeardEvent = Pick<LogEvent, 'logStream' | 'timestampMs'>;

/** What was said of a run that may have failed. */
interface Suspect {
  /** Of its request; null for what is said without a request id, which concerns the run under way. */
  readonly request: RequestMark | null;
  /** One for each outcome. */
  evidence: readonly EndEvidence[];
  lastWordMs: EpochMs;
  /** The error class that its last application line names. */
  lastError: RawText | null;
}

/** As many environments as write concurrently in any but the largest functions. */
const MOST_SUSPECTED = 10_000;
const MOST_SUSPECTS = 8;
/** No error class has a longer name, but a program can write any text in its place. */
const LONGEST_NAME = 256;

const NO_SUSPECTS: readonly Suspect[] = [];
const OK: RunEnd = { outcome: 'ok', errorType: null };
const UNKNOWN: RunEnd = { outcome: null, errorType: null };

/** A plain map: most lines of a million only ask whether there is anything in it. */
export function createReadEnds(): ReadEnds {
  /** By log stream. */
  const suspectsOf = new Map<RawText, readonly Suspect[]>();
  const runs = createRunsUnderWay();

  const suspect = (logStream: RawText, suspects: readonly Suspect[]) => {
    if (suspects.length === 0) suspectsOf.delete(logStream);
    else suspectsOf.set(logStream, suspects);
    if (suspectsOf.size > MOST_SUSPECTED) forgetOldest();
  };

  const forgetOldest = () => {
    for (const logStream of suspectsOf.keys()) {
      suspectsOf.delete(logStream);
      return;
    }
  };

  const endOf = (logStream: RawText, report: LogLine, stretch: Stretch | null): RunEnd => {
    const request = requestMark(report);
    const isKnown = request !== null && stretch !== null && runs.end(logStream, request, stretch);
    const suspects = suspectsOf.get(logStream) ?? NO_SUSPECTS;
    if (suspects.length === 0 && report.errorType === null && (outcomeOf(report) ?? 'ok') === 'ok')
      return isKnown ? OK : UNKNOWN;
    const isOwn = (each: Suspect) => each.request === null || each.request === request;
    if (suspects.length > 0)
      suspect(
        logStream,
        suspects.filter((each) => !isOwn(each)),
      );
    const end = endBy(suspects.filter(isOwn), report);
    return end.outcome === 'ok' && !isKnown ? UNKNOWN : end;
  };

  /** What was said before belongs to an earlier run. */
  const begin = ({ logStream, timestampMs }: HeardEvent, start: LogLine, stretch: Stretch | null): void => {
    const request = requestMark(start);
    if (stretch === null) runs.forget(logStream);
    else if (request !== null) runs.begin(logStream, request, stretch, timestampMs);
    const suspects = suspectsOf.get(logStream);
    if (suspects === undefined) return;
    suspect(
      logStream,
      suspects.filter((each) => each.request !== null && each.request !== request),
    );
  };

  const hear = ({ logStream, timestampMs }: HeardEvent, line: LogLine, stretch: Stretch | null): void => {
    const named = requestMark(line);
    if (named === null && line.kind !== 'app') return;
    const suspects = suspectsOf.get(logStream) ?? NO_SUSPECTS;
    const isTelling = tellsOfFailure(line);
    const underWay = runs.in(logStream, stretch, timestampMs);
    if (named === null && underWay.length > 1) {
      // Any of them may have failed, and nothing says which.
      if (isTelling) runs.forget(logStream);
      return;
    }
    const request = named ?? underWay[0] ?? null;
    const known = suspects.find((each) => each.request === request);
    // Another word may only supersede an error whose request is not known, or the other way round.
    const mayMatter = isTelling || request === null || suspects.some((each) => each.request === null);
    if (known === undefined && !mayMatter) return;
    const heard = known ?? newSuspect(request);
    add(heard, timestampMs, line);
    if (known === undefined) suspect(logStream, [...suspects, heard].slice(-MOST_SUSPECTS));
  };

  return {
    endAt(event, line, stretch) {
      const { kind } = line;
      if (kind === 'report') return endOf(event.logStream, line, stretch);
      if (kind === 'start') begin(event, line, stretch);
      else if (tellsOfFailure(line) || (kind === 'app' && suspectsOf.has(event.logStream)))
        hear(event, line, stretch);
      return null;
    },
    needs: ({ logStream, message }) => suspectsOf.has(logStream) || mayTellOfRun(message),
  };
}

/**
 * The end of a request id, which V8 copies: the whole would keep its page in memory. Twelve digits of a UUID tell requests
 * apart as well as all.
 */
function requestMark({ requestId }: LogLine): RequestMark | null {
  return requestId === null ? null : requestId.slice(-12);
}

function newSuspect(request: RequestMark | null): Suspect {
  return { request, evidence: [], lastWordMs: Number.NEGATIVE_INFINITY, lastError: null };
}

function add(suspect: Suspect, timestampMs: EpochMs, line: LogLine): void {
  const { outcome, errorType } = endEvidenceOf(line);
  const named = errorType === null ? null : ownCopy(errorType.slice(0, LONGEST_NAME));
  if (outcome !== null) {
    const alike = suspect.evidence.find((each) => each.outcome === outcome);
    const newest = { outcome, errorType: named ?? alike?.errorType ?? null, isReport: false };
    suspect.evidence = [...suspect.evidence.filter((each) => each !== alike), newest];
  }
  if (line.kind !== 'app' || timestampMs < suspect.lastWordMs) return;
  suspect.lastWordMs = timestampMs;
  suspect.lastError = namesError(line) ? named : null;
}

function endBy(suspects: readonly Suspect[], report: LogLine): RunEnd {
  const [last] = suspects.toSorted((one, other) => other.lastWordMs - one.lastWordMs);
  const evidence = [...suspects.flatMap((each) => each.evidence), endEvidenceOf(report)];
  return endOfRun(evidence, last?.lastError ?? null);
}
