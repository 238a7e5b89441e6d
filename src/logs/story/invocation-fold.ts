import { isErrorLine, outcomeOf } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import type { Invocation } from '../lines/invocation.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { type LogPlace, placeOfEvent } from '../log-order.ts';
import { isAskedFor } from '../tail-item.ts';
import { createEnvironments, type Run } from './environment-runs.ts';
import { invocationOf } from './invocation-of-run.ts';
import { createRequestRuns, markOf, type RunMark, type RunOfLine } from './request-runs.ts';
import { addEvidence, addNamelessWord, forgetWordsOfOthers, keepWord, wordOf } from './run-lines.ts';

/** How reading events changes the rows: a finished invocation takes one row, at its REPORT. */
export interface FoldedRows {
  /** New rows, and rows that replace one at their place. */
  readonly rows: readonly StoryEvent[];
  /** Rows that are now part of another. */
  readonly folded: readonly LogPlace[];
}

/**
 * Assembles the events of each invocation, whatever order they are read in. Bounded in bytes: those without news for
 * longest are forgotten. An invocation's row counts as asked for if any of its lines is.
 */
export interface InvocationFold {
  add(events: readonly StoryEvent[]): FoldedRows;
  /** The runs of a request, first attempt first; empty for an unseen one. */
  runsOf(requestId: RawText): readonly Invocation[];
}

/** The share of the bytes that lines may take whose run is not known yet. */
const STRAYS_SHARE = 1 / 8;

/** @param mostBytes the limit for the lines that it keeps */
export function createInvocationFold(mostBytes: number): InvocationFold {
  const environments = createEnvironments(mostBytes * STRAYS_SHARE);
  const requests = createRequestRuns(mostBytes * (1 - STRAYS_SHARE), environments.forget);

  const invocationRow = (run: Run): StoryEvent | null => {
    const { row } = run;
    const requestId = row?.line.requestId ?? null;
    if (row === null || requestId === null) return null;
    const runs = requests.of(requestId);
    const invocation = invocationOf(requestId, run, runs.length === 0 ? [run] : runs);
    if (!run.isAskedFor) return { ...row, invocation };
    const { part: _, ...asked } = row;
    return { ...asked, invocation };
  };

  /** Rows of finished invocations. A new attempt number also updates the other runs of the same request. */
  const showEnded = ({ run, runs, isNew }: RunOfLine, changes: RowChanges) => {
    for (const each of isNew ? runs : [run]) if (each.report !== null) changes.show(invocationRow(each));
  };

  const runOf = (event: StoryEvent, requestId: RawText, mark: RunMark | null): RunOfLine => {
    const found = requests.runOf(event, requestId, mark);
    if (found.isNew) environments.of(found.run.logStream).add(found.run);
    return found;
  };

  const addMark = (event: StoryEvent, requestId: RawText, mark: RunMark, changes: RowChanges) => {
    const found = runOf(event, requestId, mark);
    const { run } = found;
    const environment = environments.of(run.logStream);
    run[mark] = event.event;
    if (mark === 'report' || (mark === 'start' && run.report === null)) run.row = event;
    run.isAskedFor ||= isAskedFor(event);
    if (mark !== 'start') addEvidence(run, event);
    for (const stray of environment.straysOf(run)) addEvidence(run, stray);
    requests.grew(run);
    const words = environment.wordsOf(run);
    // Until both ends are known, the words may belong to any other run.
    if (run.start !== null && run.report !== null) run.isAskedFor ||= words.some((word) => word.isAskedFor);
    for (const word of words) addNamelessWord(run, word);
    forgetWordsOfOthers(run);
    if (run.report === null) changes.show(event);
    else for (const each of [run.start, run.end]) changes.fold(each);
    for (const each of environment.unreported()) changes.show(invocationRow(each));
    showEnded(found, changes);
  };

  /** An invocation whose error was not its last application line may have survived it. */
  const addLine = (event: StoryEvent, requestId: RawText, changes: RowChanges) => {
    changes.show(event);
    const isError = isErrorLine(event.line);
    if (!isError && event.line.kind !== 'app') return;
    const found = runOf(event, requestId, null);
    found.run.isAskedFor ||= isAskedFor(event);
    keepWord(found.run, event);
    if (isError) addEvidence(found.run, event);
    if (isError) requests.grew(found.run);
    showEnded(found, changes);
  };

  /** A line without a request id may belong to the invocation whose lines surround it. */
  const addNameless = (event: StoryEvent, changes: RowChanges) => {
    changes.show(event);
    if (event.line.kind !== 'app') return;
    const environment = environments.of(event.event.logStream);
    const run = environment.runAt(event.event.timestampMs);
    const word = wordOf(event);
    environment.keepWord(word);
    if (run !== null) {
      run.isAskedFor ||= word.isAskedFor;
      addNamelessWord(run, word);
    }
    if (outcomeOf(event.line) !== null) {
      environment.keepStray(event);
      if (run !== null) {
        addEvidence(run, event);
        requests.grew(run);
      }
    }
    if (run !== null && run.report !== null) changes.show(invocationRow(run));
  };

  return {
    add(events) {
      const changes = createRowChanges();
      for (const event of events) {
        const { requestId } = event.line;
        const mark = markOf(event.line);
        if (requestId === null) addNameless(event, changes);
        else if (mark === null) addLine(event, requestId, changes);
        else addMark(event, requestId, mark, changes);
      }
      return changes.all();
    },
    runsOf(requestId) {
      const runs = requests.of(requestId);
      return runs.map((run) => invocationOf(requestId, run, runs));
    },
  };
}

interface RowChanges {
  show(row: StoryEvent | null): void;
  /** Removes the row of an event that is now part of another. */
  fold(event: LogEvent | null): void;
  all(): FoldedRows;
}

function createRowChanges(): RowChanges {
  /** Keyed by the event object: a key for the place of every line would cost more than keeping it. */
  const rows = new Map<LogEvent, StoryEvent>();
  const folded: LogPlace[] = [];
  return {
    show(row) {
      if (row !== null) rows.set(row.event, row);
    },
    fold(event) {
      if (event === null) return;
      rows.delete(event);
      folded.push(placeOfEvent(event));
    },
    all: () => ({ rows: [...rows.values()], folded }),
  };
}
