import type { LogLine } from '../../lambda/line/log-line.ts';
import type { RawText } from '../../terminal/text.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { ownCopy } from '../own-copy.ts';
import type { Run } from './environment-runs.ts';

/** Lines that mark a run, once each. */
export type RunMark = 'start' | 'end' | 'report';

/** The run that a line belongs to, among those of its request. */
export interface RunOfLine {
  readonly run: Run;
  readonly isNew: boolean;
  /** Runs of the same request, first attempt first. */
  readonly runs: readonly Run[];
}

/** The runs of each request, under construction. Bounded: the oldest requests are forgotten. */
export interface RequestRuns {
  /** First attempt first; empty for an unknown request. */
  of(requestId: RawText): readonly Run[];
  /**
   * The run of an event: among its request's runs in its stream, the last that had begun by then and has no such mark
   * yet. A START without a run creates one, and so does any other mark.
   */
  runOf(event: StoryEvent, requestId: RawText, mark: RunMark | null): RunOfLine;
}

export function createRequestRuns(mostRequests: number): RequestRuns {
  const runsByRequest = new Map<RawText, readonly Run[]>();

  const runsOf = (requestId: RawText): readonly Run[] => runsByRequest.get(requestId) ?? [];

  const keep = (requestId: RawText, runs: readonly Run[]) => {
    runsByRequest.set(runsByRequest.has(requestId) ? requestId : ownCopy(requestId), runs);
    for (const oldest of runsByRequest.keys()) {
      if (runsByRequest.size <= mostRequests) break;
      runsByRequest.delete(oldest);
    }
  };

  return {
    of: runsOf,
    runOf({ event: { logStream, timestampMs } }, requestId, mark) {
      const runs = runsOf(requestId);
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
        return { run: known, isNew: false, runs };
      }
      const run = newRun(logStream, timestampMs);
      const later = runs.findIndex(({ firstMs }) => firstMs > timestampMs);
      const withIt = runs.toSpliced(later < 0 ? runs.length : later, 0, run);
      keep(requestId, withIt);
      return { run, isNew: true, runs: withIt };
    },
  };
}

export function markOf({ kind }: LogLine): RunMark | null {
  return kind === 'start' || kind === 'end' || kind === 'report' ? kind : null;
}

function newRun(logStream: RawText, firstMs: number): Run {
  return {
    logStream,
    firstMs,
    start: null,
    end: null,
    report: null,
    row: null,
    evidence: [],
    isAskedFor: false,
    lastWord: null,
    namelessWords: [],
  };
}
