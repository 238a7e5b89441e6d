import type { LogLine } from '../lambda/line/log-line.ts';
import { namesError, outcomeOf } from '../lambda/line/outcome.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';
import type { LogEvent } from './event.ts';
import { ownCopy } from './own-copy.ts';
import { endOfRun, type RunEnd, type Telling, tellingOf } from './run-end.ts';

/** A part of a log that is read with nothing left out: its number, of which others of the same log have another. */
export type Stretch = number;

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
  endAt(
    event: Pick<LogEvent, 'logStream' | 'timestampMs'>,
    line: LogLine,
    stretch: Stretch | null,
  ): RunEnd | null;
}

/** What was said of a run that may have failed. */
interface Suspect {
  /** Of its request; null for what is said without a request id, which concerns the run under way. */
  readonly request: number | null;
  /** One for each outcome. */
  tellings: readonly Telling[];
  lastWordMs: EpochMs;
  /** The error class that its last application line names. */
  lastError: RawText | null;
}

/** As many environments as write concurrently in any but the largest functions. */
const MOST_ENVIRONMENTS = 10_000;
/** An environment has one run at a time, except on managed instances. */
const MOST_SUSPECTS = 8;

const NONE: readonly Suspect[] = [];
const OK: RunEnd = { outcome: 'ok', errorType: null };
const UNKNOWN: RunEnd = { outcome: null, errorType: null };

/** Plain maps: most lines of a million only ask whether there is anything in them. */
export function createReadEnds(): ReadEnds {
  /** By log stream. */
  const suspected = new Map<RawText, readonly Suspect[]>();
  /** For each environment the stretch in which the beginning of the run under way was read, or the end before it. */
  const begun = new Map<RawText, Stretch>();

  const keep = (logStream: RawText, suspects: readonly Suspect[]) => {
    if (suspects.length === 0) suspected.delete(logStream);
    else suspected.set(logStream, suspects);
    dropOldest(suspected);
  };

  /** Whether the beginning of the run that ends here was read, and everything since. */
  const endsWhole = (logStream: RawText, stretch: Stretch | null): boolean => {
    if (stretch === null) return false;
    if (begun.get(logStream) === stretch) return true;
    begun.set(logStream, stretch);
    dropOldest(begun);
    return false;
  };

  const endOf = (logStream: RawText, report: LogLine, stretch: Stretch | null): RunEnd => {
    const isKnown = endsWhole(logStream, stretch);
    const suspects = suspected.size === 0 ? NONE : (suspected.get(logStream) ?? NONE);
    if (suspects.length === 0 && report.errorType === null && (outcomeOf(report) ?? 'ok') === 'ok')
      return isKnown ? OK : UNKNOWN;
    const request = requestMark(report);
    const isOwn = (each: Suspect) => each.request === null || each.request === request;
    if (suspects.length > 0)
      keep(
        logStream,
        suspects.filter((each) => !isOwn(each)),
      );
    const end = endBy(suspects.filter(isOwn), report);
    return end.outcome === 'ok' && !isKnown ? UNKNOWN : end;
  };

  /** What was said before belongs to an earlier run. */
  const begin = (logStream: RawText, start: LogLine, stretch: Stretch | null): void => {
    endsWhole(logStream, stretch);
    const suspects = suspected.size === 0 ? NONE : (suspected.get(logStream) ?? NONE);
    if (suspects.length === 0) return;
    const request = requestMark(start);
    keep(
      logStream,
      suspects.filter((each) => each.request !== null && each.request !== request),
    );
  };

  const hear = (logStream: RawText, timestampMs: EpochMs, line: LogLine): void => {
    const suspects = suspected.get(logStream) ?? NONE;
    const isTelling = tellsOfFailure(line);
    if (!isTelling && (suspects.length === 0 || line.kind !== 'app')) return;
    const request = requestMark(line);
    if (request === null && line.kind !== 'app') return;
    const known = suspects.find((each) => each.request === request);
    // Another word may only supersede an error whose request is not known, or the other way round.
    const mayMatter = isTelling || request === null || suspects.some((each) => each.request === null);
    if (known === undefined && !mayMatter) return;
    const suspect = known ?? newSuspect(request);
    add(suspect, timestampMs, line);
    if (known === undefined) keep(logStream, [...suspects, suspect].slice(-MOST_SUSPECTS));
  };

  return {
    endAt(event, line, stretch) {
      const { kind } = line;
      if (kind === 'report') return endOf(event.logStream, line, stretch);
      if (kind === 'start') begin(event.logStream, line, stretch);
      else if (suspected.size > 0 || tellsOfFailure(line)) hear(event.logStream, event.timestampMs, line);
      return null;
    },
  };
}

/** Whether a line may decide how its run ended: hardly any do. */
function tellsOfFailure(line: LogLine): boolean {
  const { kind, errorType, isUncaught } = line;
  if (kind === 'app') return isUncaught || (errorType !== null && namesError(line));
  return (outcomeOf(line) ?? 'ok') !== 'ok';
}

function dropOldest(kept: Map<RawText, unknown>): void {
  if (kept.size <= MOST_ENVIRONMENTS) return;
  for (const oldest of kept.keys()) {
    kept.delete(oldest);
    return;
  }
}

/** A number in place of a request id, which would keep its page in memory; a copy would cost more than all the rest. */
function requestMark({ requestId }: LogLine): number | null {
  if (requestId === null) return null;
  let mark = 0;
  for (let at = 0; at < requestId.length; at++) mark = (mark * 31 + requestId.charCodeAt(at)) | 0;
  return mark;
}

function newSuspect(request: number | null): Suspect {
  return { request, tellings: [], lastWordMs: Number.NEGATIVE_INFINITY, lastError: null };
}

function add(suspect: Suspect, timestampMs: EpochMs, line: LogLine): void {
  const { outcome, errorType } = tellingOf(line);
  const named = errorType === null ? null : ownCopy(errorType);
  if (outcome !== null) {
    const alike = suspect.tellings.find((each) => each.outcome === outcome);
    const telling = { outcome, errorType: named ?? alike?.errorType ?? null, isReport: false };
    suspect.tellings = [...suspect.tellings.filter((each) => each !== alike), telling];
  }
  if (line.kind !== 'app' || timestampMs < suspect.lastWordMs) return;
  suspect.lastWordMs = timestampMs;
  suspect.lastError = namesError(line) ? named : null;
}

function endBy(suspects: readonly Suspect[], report: LogLine): RunEnd {
  const [last] = suspects.toSorted((one, other) => other.lastWordMs - one.lastWordMs);
  const tellings = [...suspects.flatMap((each) => each.tellings), tellingOf(report)];
  return endOfRun(tellings, last?.lastError ?? null);
}
