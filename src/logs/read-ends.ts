import type { LogLine } from '../lambda/line/log-line.ts';
import { namesError, outcomeOf, tellsOfFailure } from '../lambda/line/outcome.ts';
import { mayTellOfRun } from '../lambda/line/run-text.ts';
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
  endAt(event: HeardEvent, line: LogLine, stretch: Stretch | null): RunEnd | null;
  /** Whether `endAt` needs the line, by a look at its text; false where it would change and tell nothing. */
  needs(event: Pick<LogEvent, 'logStream' | 'message'>): boolean;
}

type HeardEvent = Pick<LogEvent, 'logStream' | 'timestampMs'>;

type RequestMark = string;

/** What was said of a run that may have failed. */
interface Suspect {
  /** Of its request; null for what is said without a request id, which concerns the run under way. */
  readonly request: RequestMark | null;
  /** One for each outcome. */
  tellings: readonly Telling[];
  lastWordMs: EpochMs;
  /** The error class that its last application line names. */
  lastError: RawText | null;
}

/** What was read of an execution environment. */
interface Environment {
  /** In which a START of it was last read. */
  stretch: Stretch | null;
  /** The requests of its runs under way whose START was read in that stretch: one, except on managed instances. */
  readonly begun: RequestMark[];
  suspects: readonly Suspect[];
}

/** As many environments as write concurrently in any but the largest functions. */
const MOST_ENVIRONMENTS = 10_000;
/** As many runs as a managed instance has under way at once. */
const MOST_BEGUN = 1_600;
const MOST_SUSPECTS = 8;

const NO_SUSPECTS: readonly Suspect[] = [];
const NONE_BEGUN: readonly RequestMark[] = [];
const OK: RunEnd = { outcome: 'ok', errorType: null };
const UNKNOWN: RunEnd = { outcome: null, errorType: null };

/** A plain map: most lines of a million only ask whether there is anything in it. */
export function createReadEnds(): ReadEnds {
  /** By log stream. */
  const environments = new Map<RawText, Environment>();
  /** How many of them have suspects. */
  let suspected = 0;

  const environmentOf = (logStream: RawText): Environment => {
    const known = environments.get(logStream);
    if (known !== undefined) return known;
    const environment = { stretch: null, begun: [], suspects: NO_SUSPECTS };
    environments.set(logStream, environment);
    if (environments.size > MOST_ENVIRONMENTS) forgetOldest();
    return environment;
  };

  const forgetOldest = () => {
    for (const [logStream, environment] of environments) {
      suspect(environment, NO_SUSPECTS);
      environments.delete(logStream);
      return;
    }
  };

  const suspect = (environment: Environment, suspects: readonly Suspect[]) => {
    suspected += Math.sign(suspects.length) - Math.sign(environment.suspects.length);
    environment.suspects = suspects;
  };

  const isSuspected = (logStream: RawText) =>
    suspected > 0 && (environments.get(logStream)?.suspects.length ?? 0) > 0;

  const endOf = (environment: Environment, report: LogLine, stretch: Stretch | null): RunEnd => {
    const request = requestMark(report);
    const isKnown = environment.stretch === stretch && takeBegun(environment, request);
    const { suspects } = environment;
    if (suspects.length === 0 && report.errorType === null && (outcomeOf(report) ?? 'ok') === 'ok')
      return isKnown ? OK : UNKNOWN;
    const isOwn = (each: Suspect) => each.request === null || each.request === request;
    if (suspects.length > 0)
      suspect(
        environment,
        suspects.filter((each) => !isOwn(each)),
      );
    const end = endBy(suspects.filter(isOwn), report);
    return end.outcome === 'ok' && !isKnown ? UNKNOWN : end;
  };

  /** What was said before belongs to an earlier run. */
  const begin = (environment: Environment, start: LogLine, stretch: Stretch | null): void => {
    const request = requestMark(start);
    const { begun, suspects } = environment;
    if (environment.stretch !== stretch || begun.length === MOST_BEGUN) begun.length = 0;
    environment.stretch = stretch;
    if (request !== null && stretch !== null) begun.push(request);
    if (suspects.length === 0) return;
    suspect(
      environment,
      suspects.filter((each) => each.request !== null && each.request !== request),
    );
  };

  const hear = (
    environment: Environment,
    timestampMs: EpochMs,
    line: LogLine,
    stretch: Stretch | null,
  ): void => {
    const named = requestMark(line);
    if (named === null && line.kind !== 'app') return;
    const { suspects } = environment;
    const isTelling = tellsOfFailure(line);
    const underWay = environment.stretch === stretch ? environment.begun : NONE_BEGUN;
    if (named === null && underWay.length > 1) {
      // Any of them may have failed, and nothing says which.
      if (isTelling) environment.begun.length = 0;
      return;
    }
    const request = named ?? underWay[0] ?? null;
    const known = suspects.find((each) => each.request === request);
    // Another word may only supersede an error whose request is not known, or the other way round.
    const mayMatter = isTelling || request === null || suspects.some((each) => each.request === null);
    if (known === undefined && !mayMatter) return;
    const heard = known ?? newSuspect(request);
    add(heard, timestampMs, line);
    if (known === undefined) suspect(environment, [...suspects, heard].slice(-MOST_SUSPECTS));
  };

  return {
    endAt({ logStream, timestampMs }, line, stretch) {
      const { kind } = line;
      if (kind === 'report') return endOf(environmentOf(logStream), line, stretch);
      if (kind === 'start') begin(environmentOf(logStream), line, stretch);
      else if (tellsOfFailure(line) || (kind === 'app' && isSuspected(logStream)))
        hear(environmentOf(logStream), timestampMs, line, stretch);
      return null;
    },
    needs: ({ logStream, message }) => isSuspected(logStream) || mayTellOfRun(message),
  };
}

/** Whether the START of the run that ends here was read. Takes it out: the run is over. */
function takeBegun({ begun }: Environment, request: RequestMark | null): boolean {
  if (request === null || begun.length === 0) return false;
  if (begun.at(-1) === request) {
    begun.pop();
    return true;
  }
  const at = begun.indexOf(request);
  if (at !== -1) begun.splice(at, 1);
  return at !== -1;
}

/**
 * The end of a request id, which V8 copies: the whole would keep its page in memory. Twelve digits of a UUID tell requests
 * apart as well as all.
 */
function requestMark({ requestId }: LogLine): RequestMark | null {
  return requestId === null ? null : requestId.slice(-12);
}

function newSuspect(request: RequestMark | null): Suspect {
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
