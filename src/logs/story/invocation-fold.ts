import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine, outcomeOf, outcomeOfAll } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import { comparePlaces, type LogPlace, placeKey, placeOf } from '../log-order.ts';
import { ownCopy } from '../own-copy.ts';
import { createEnvironments, type LastWord, type Run, wentOnAt } from './environment-runs.ts';
import type { Invocation } from './invocation.ts';
import { namesError } from './run-outcome.ts';
import type { StoryEvent } from './story-item.ts';

/** What becomes of rows when events are read: an invocation that is over takes one, where its REPORT stands. */
export interface FoldedRows {
  /** New rows, and those that take the place of a row before. */
  readonly rows: readonly StoryEvent[];
  /** Rows that are part of another now. */
  readonly folded: readonly LogPlace[];
}

/** Puts the events of each invocation together, in whatever order they are read. Bounded: the oldest are forgotten. */
export interface InvocationFold {
  add(events: readonly StoryEvent[]): FoldedRows;
  /** The runs of a request, first attempt first; none for one that was not seen. */
  runsOf(requestId: RawText): readonly Invocation[];
}

export const MOST_REQUESTS = 50_000;
/** More lines that name an error tell nothing new of one run. */
const MOST_EVIDENCE = 20;

type Mark = 'start' | 'end' | 'report';

export function createInvocationFold(mostRequests = MOST_REQUESTS): InvocationFold {
  const runsByRequest = new Map<RawText, Run[]>();
  const environmentOf = createEnvironments();

  const runsOf = (requestId: RawText): Run[] => {
    const known = runsByRequest.get(requestId);
    if (known !== undefined) return known;
    const runs: Run[] = [];
    runsByRequest.set(ownCopy(requestId), runs);
    for (const oldest of runsByRequest.keys()) {
      if (runsByRequest.size <= mostRequests) break;
      runsByRequest.delete(oldest);
    }
    return runs;
  };

  /** The row in which a run is told: its REPORT; its START, where nothing else is to be expected. */
  const invocationRow = (run: Run): StoryEvent | null => {
    const row = run.report ?? run.start;
    const requestId = row?.line.requestId ?? null;
    if (row === null || requestId === null) return null;
    return { ...row, invocation: invocationOf(requestId, run, runsByRequest.get(requestId) ?? [run]) };
  };

  return {
    add(events) {
      const rows = new Map<string, StoryEvent>();
      const folded: LogPlace[] = [];
      const show = (row: StoryEvent | null) => row !== null && rows.set(placeKey(placeOf(row)), row);
      const fold = (row: StoryEvent | null) => {
        if (row === null) return;
        rows.delete(placeKey(placeOf(row)));
        folded.push(placeOf(row));
      };
      for (const event of events) {
        const { requestId } = event.line;
        const mark = markOf(event.line);
        if (requestId === null) {
          show(event);
          show(rowOfNameless(event));
          continue;
        }
        if (mark === null && !isErrorLine(event.line)) {
          show(event);
          show(rowOfWord(event, requestId));
          continue;
        }
        const runs = runsOf(requestId);
        const { run, isNew } = runOf(event, mark, runs);
        const environment = environmentOf(run.logStream);
        if (isNew) environment.add(run);
        if (mark !== null) run[mark] = event;
        keepWord(run, event);
        if (mark !== 'start') addEvidence(run, event);
        if (mark !== null) {
          for (const stray of environment.straysOf(run)) addEvidence(run, stray);
          for (const word of environment.wordsOf(run)) addNamelessWord(run, word);
          forgetWordsOfOthers(run);
        }
        if (mark === null || run.report === null) show(event);
        if (run.report !== null) {
          fold(run.start);
          fold(run.end);
        }
        if (mark !== null) for (const each of environment.unreported()) show(invocationRow(each));
        // The number of an attempt is news to the runs of the same request, too.
        for (const each of isNew ? runs : [run]) if (each.report !== null) show(invocationRow(each));
      }
      return { rows: [...rows.values()], folded };
    },
    runsOf(requestId) {
      const runs = runsByRequest.get(requestId) ?? [];
      return runs.map((run) => invocationOf(requestId, run, runs));
    },
  };

  /** The row of an invocation of whose code this is not the last that was read: it may have gone on after its error. */
  function rowOfWord(event: StoryEvent, requestId: RawText): StoryEvent | null {
    if (event.line.kind !== 'app') return null;
    const runs = runsOf(requestId);
    const { run, isNew } = runOf(event, null, runs);
    if (isNew) environmentOf(run.logStream).add(run);
    keepWord(run, event);
    return run.report === null ? null : invocationRow(run);
  }

  /** What a line changes that does not say of which invocation it is: the row of the one among whose lines it is. */
  function rowOfNameless(event: StoryEvent): StoryEvent | null {
    if (event.line.kind !== 'app') return null;
    const environment = environmentOf(event.event.logStream);
    const run = environment.runAt(event.event.timestampMs);
    const word = wordOf(event);
    environment.keepWord(word);
    if (run !== null) addNamelessWord(run, word);
    if (outcomeOf(event.line) !== null) {
      environment.keepStray(event);
      if (run !== null) addEvidence(run, event);
    }
    return run === null || run.report === null ? null : invocationRow(run);
  }
}

function keepWord(run: Run, event: StoryEvent): void {
  if (event.line.kind !== 'app') return;
  const place = placeOf(event);
  if (run.lastWord !== null && comparePlaces(run.lastWord.place, place) >= 0) return;
  run.lastWord = wordOf(event);
}

function wordOf(event: StoryEvent): LastWord {
  const { errorType } = event.line;
  return {
    place: placeOf(event),
    errorType: errorType !== null && namesError(event.line) ? ownCopy(errorType) : null,
  };
}

/** Those of another run may come before it is known that this one was over by then. */
const MOST_NAMELESS_WORDS = 3;

function addNamelessWord(run: Run, word: LastWord): void {
  if (run.namelessWords.includes(word)) return;
  run.namelessWords = [...run.namelessWords, word]
    .toSorted((one, other) => comparePlaces(one.place, other.place))
    .slice(-MOST_NAMELESS_WORDS);
}

/** Once both ends of a run are known. */
function forgetWordsOfOthers(run: Run): void {
  if (run.start === null || run.report === null) return;
  run.namelessWords = run.namelessWords.filter(({ place }) => wentOnAt(run, place.timestampMs)).slice(-1);
}

/** The last that the code of a run said, by all that is known of when it went on. */
function lastWordOf(run: Run): LastWord | null {
  const nameless = run.namelessWords.findLast(({ place }) => wentOnAt(run, place.timestampMs)) ?? null;
  if (nameless === null || run.lastWord === null) return nameless ?? run.lastWord;
  return comparePlaces(nameless.place, run.lastWord.place) > 0 ? nameless : run.lastWord;
}

function addEvidence({ evidence }: Run, event: StoryEvent): void {
  const isKnown = evidence.some((each) => each.event.eventId === event.event.eventId);
  if (evidence.length < MOST_EVIDENCE && !isKnown) evidence.push(event);
}

function markOf({ kind }: LogLine): Mark | null {
  return kind === 'start' || kind === 'end' || kind === 'report' ? kind : null;
}

/**
 * The run that an event is of: of the runs of its request in its stream the last that had begun by then and has no
 * such mark yet. A START of which there is no run makes one, and so does any other mark that finds none.
 */
function runOf(
  event: StoryEvent,
  mark: Mark | null,
  runs: Run[],
): { readonly run: Run; readonly isNew: boolean } {
  const { logStream, timestampMs } = event.event;
  const own = runs.filter((run) => run.logStream === logStream);
  const known =
    mark === 'start'
      ? own.find((run) => run.start === null && run.firstMs >= timestampMs)
      : own.findLast(
          (run) =>
            (run.start === null || run.firstMs <= timestampMs) && (mark === null || run[mark] === null),
        );
  if (known !== undefined) {
    known.firstMs = Math.min(known.firstMs, timestampMs);
    return { run: known, isNew: false };
  }
  const run: Run = {
    logStream,
    firstMs: timestampMs,
    start: null,
    end: null,
    report: null,
    evidence: [],
    lastWord: null,
    namelessWords: [],
  };
  const later = runs.findIndex(({ firstMs }) => firstMs > timestampMs);
  runs.splice(later < 0 ? runs.length : later, 0, run);
  return { run, isNew: true };
}

function invocationOf(requestId: RawText, run: Run, runs: readonly Run[]): Invocation {
  // A line without a request id was taken for one of this run before its end, or a run between, was read.
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
    start: eventOf(run.start),
    end: eventOf(run.end),
    report: eventOf(run.report),
    outcome: run.report === null ? null : thrown === null ? told : 'error',
    errorType: thrown ?? errorTypeOf(evidence),
    evidence,
  };
}

/** As REPORT names it; else as the runtime does that told of it. */
function errorTypeOf(evidence: readonly LogLine[]): RawText | null {
  const ended = evidence.findLast((line) => line.errorType !== null && line.kind === 'report');
  const told = evidence.findLast((line) => line.errorType !== null && outcomeOf(line) !== null);
  return ended?.errorType ?? told?.errorType ?? null;
}

function eventOf(row: StoryEvent | null): LogEvent | null {
  return row?.event ?? null;
}
