import type { LogLine } from '../../lambda/line/log-line.ts';
import type { RawText } from '../../terminal/text.ts';
import { eventBytes } from '../event.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { ownCopy } from '../own-copy.ts';
import { createRecentMap } from '../recent-map.ts';
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

/** The runs of each request, under construction. Bounded: requests without news for longest are forgotten. */
export interface RequestRuns {
  /** First attempt first; empty for an unknown request. */
  of(requestId: RawText): readonly Run[];
  all(): readonly Run[];
  /**
   * The run of an event: among its request's runs in its stream, the last that had begun by then and has no such mark
   * yet. A START without a run creates one, and so does any other mark. A mark that comes again, as context of a later
   * line, stays with its run.
   */
  runOf(event: StoryEvent, requestId: RawText, mark: RunMark | null): RunOfLine;
  /** Call when a run holds more lines than before. */
  grew(run: Run): void;
}

interface WeighedRuns {
  readonly runs: readonly Run[];
  readonly bytes: number;
}

/** Rough memory of a run beyond its lines. */
const RUN_BYTES = 512;

/**
 * @param mostBytes the limit for the lines of all
 * @param onForgotten called with each run that is forgotten
 */
export function createRequestRuns(mostBytes: number, onForgotten: (run: Run) => void): RequestRuns {
  const requests = createRecentMap<RawText, WeighedRuns>(
    mostBytes,
    ({ bytes }) => bytes,
    ({ runs }) => runs.forEach(onForgotten),
  );

  const runsOf = (requestId: RawText): readonly Run[] => requests.get(requestId)?.runs ?? [];

  const keep = (requestId: RawText, runs: readonly Run[]) =>
    requests.set(requestId, { runs, bytes: runs.reduce((sum, run) => sum + bytesOf(run), 0) });

  return {
    of: runsOf,
    all: () => [...requests.values()].flatMap(({ runs }) => runs),
    runOf({ event: { eventId, logStream, timestampMs } }, requestId, mark) {
      const runs = runsOf(requestId);
      const own = runs.filter((run) => run.logStream === logStream);
      const marked = mark === null ? undefined : own.find((run) => run[mark]?.eventId === eventId);
      if (marked !== undefined) return { run: marked, isNew: false, runs };
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
      const run = newRun(runs[0]?.requestId ?? ownCopy(requestId), logStream, timestampMs);
      const later = runs.findIndex(({ firstMs }) => firstMs > timestampMs);
      const withIt = runs.toSpliced(later < 0 ? runs.length : later, 0, run);
      keep(run.requestId, withIt);
      return { run, isNew: true, runs: withIt };
    },
    grew({ requestId }) {
      const runs = runsOf(requestId);
      if (runs.length > 0) keep(requestId, runs);
    },
  };
}

export function markOf({ kind }: LogLine): RunMark | null {
  return kind === 'start' || kind === 'end' || kind === 'report' ? kind : null;
}

/** Its REPORT is evidence too. */
function bytesOf({ start, end, report, evidence }: Run): number {
  const events = new Set([start, end, report, ...evidence.map(({ event }) => event)]);
  let bytes = RUN_BYTES;
  for (const event of events) if (event !== null) bytes += eventBytes(event);
  return bytes;
}

function newRun(requestId: RawText, logStream: RawText, firstMs: number): Run {
  return {
    requestId,
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
