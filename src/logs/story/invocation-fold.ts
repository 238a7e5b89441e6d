import { isErrorLine, outcomeOf } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Invocation } from '../lines/invocation.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { type Gap, isAskedFor } from '../tail-item.ts';
import { createEnvironments, type Environments, type Run } from './environment-runs.ts';
import { hasGap, invocationOf } from './invocation-of-run.ts';
import { createLostLines, isWithin } from './lost-lines.ts';
import { createRequestRuns, markOf, type RequestRuns, type RunMark, type RunOfLine } from './request-runs.ts';
import { createRowChanges, type FoldedRows, type RowChanges } from './row-changes.ts';
import { addEvidence, addNamelessWord, forgetWordsOfOthers, keepWord, wordOf } from './run-lines.ts';

/** The share of the bytes that lines may take whose run is not known yet. */
const STRAYS_SHARE = 1 / 8;

/**
 * Assembles the events of each invocation, whatever order they are read in. Bounded in bytes: those without news for
 * longest are forgotten. An invocation's row counts as asked for if any of its lines is.
 */
export class InvocationFold {
  readonly #environments: Environments;
  readonly #requests: RequestRuns;
  readonly #lost = createLostLines();

  /** @param mostBytes the limit for the lines that it keeps */
  constructor(mostBytes: number) {
    this.#environments = createEnvironments(mostBytes * STRAYS_SHARE);
    this.#requests = createRequestRuns(mostBytes * (1 - STRAYS_SHARE), this.#environments.forget);
  }

  /** @param gaps that were reported with the events, or changed */
  add(events: readonly StoryEvent[], gaps: readonly Gap[] = []): FoldedRows {
    const changes = createRowChanges();
    this.#showAcross(gaps.filter(this.#lost.note), changes);
    for (const event of events) {
      const { requestId } = event.line;
      const mark = markOf(event.line);
      if (requestId === null) this.#addNameless(event, changes);
      else if (mark === null) this.#addLine(event, requestId, changes);
      else this.#addMark(event, requestId, mark, changes);
    }
    return changes.all();
  }

  /** The runs of a request, first attempt first; empty for an unseen one. */
  runsOf(requestId: RawText): readonly Invocation[] {
    const runs = this.#requests.of(requestId);
    return runs.map((run) => invocationOf(run, runs, this.#lost));
  }

  /** How a run that ended across a gap went is known no longer, or only now. */
  #showAcross(gaps: readonly Gap[], changes: RowChanges): void {
    if (gaps.length === 0) return;
    for (const run of this.#requests.all())
      if (hasGap(run, (span) => gaps.some((gap) => isWithin(gap, span)))) changes.show(this.#rowOf(run));
  }

  #addMark(event: StoryEvent, requestId: RawText, mark: RunMark, changes: RowChanges): void {
    const found = this.#runOf(event, requestId, mark);
    const { run } = found;
    const environment = this.#environments.of(run.logStream);
    run[mark] = event.event;
    if (mark === 'report' || (mark === 'start' && run.report === null)) run.row = event;
    run.isAskedFor ||= isAskedFor(event);
    if (mark !== 'start') addEvidence(run, event);
    for (const stray of environment.straysOf(run)) addEvidence(run, stray);
    this.#requests.grew(run);
    const words = environment.wordsOf(run);
    // Until both ends are known, the words may belong to any other run.
    if (run.start !== null && run.report !== null) run.isAskedFor ||= words.some((word) => word.isAskedFor);
    for (const word of words) addNamelessWord(run, word);
    forgetWordsOfOthers(run);
    if (run.report === null) changes.show(event);
    else for (const each of [run.start, run.end]) changes.fold(each);
    for (const each of environment.unreported()) changes.show(this.#rowOf(each));
    this.#showEnded(found, changes);
  }

  /** An invocation whose error was not its last application line may have survived it. */
  #addLine(event: StoryEvent, requestId: RawText, changes: RowChanges): void {
    changes.show(event);
    const isError = isErrorLine(event.line);
    if (!isError && event.line.kind !== 'app') return;
    const found = this.#runOf(event, requestId, null);
    found.run.isAskedFor ||= isAskedFor(event);
    keepWord(found.run, event);
    if (isError) {
      addEvidence(found.run, event);
      this.#requests.grew(found.run);
    }
    this.#showEnded(found, changes);
  }

  /** A line without a request id may belong to the invocation whose lines surround it. */
  #addNameless(event: StoryEvent, changes: RowChanges): void {
    changes.show(event);
    if (event.line.kind !== 'app') return;
    const environment = this.#environments.of(event.event.logStream);
    const run = environment.runAt(event.event.timestampMs);
    const word = wordOf(event);
    environment.keepWord(word);
    const isAboutOutcome = outcomeOf(event.line) !== null;
    if (isAboutOutcome) environment.keepStray(event);
    if (run === null) return;
    run.isAskedFor ||= word.isAskedFor;
    addNamelessWord(run, word);
    if (isAboutOutcome) {
      addEvidence(run, event);
      this.#requests.grew(run);
    }
    if (run.report !== null) changes.show(this.#rowOf(run));
  }

  #runOf(event: StoryEvent, requestId: RawText, mark: RunMark | null): RunOfLine {
    const found = this.#requests.runOf(event, requestId, mark);
    if (found.isNew) this.#environments.of(found.run.logStream).add(found.run);
    return found;
  }

  /** Rows of finished invocations. A new attempt number also updates the other runs of the same request. */
  #showEnded({ run, runs, isNew }: RunOfLine, changes: RowChanges): void {
    for (const each of isNew ? runs : [run]) if (each.report !== null) changes.show(this.#rowOf(each));
  }

  #rowOf(run: Run): StoryEvent | null {
    const { row } = run;
    const requestId = row?.line.requestId ?? null;
    if (row === null || requestId === null) return null;
    const runs = this.#requests.of(requestId);
    const invocation = invocationOf(run, runs.length === 0 ? [run] : runs, this.#lost);
    if (!run.isAskedFor) return { ...row, invocation };
    const { part: _, ...asked } = row;
    return { ...asked, invocation };
  }
}
