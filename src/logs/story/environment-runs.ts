import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { eventBytes, type LogEvent } from '../event.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { LogPlace } from '../log-order.ts';
import { createRecentMap, type RecentMap } from '../recent-map.ts';

/** A run under construction. */
export interface Run {
  readonly requestId: RawText;
  readonly logStream: RawText;
  firstMs: EpochMs;
  start: LogEvent | null;
  end: LogEvent | null;
  report: LogEvent | null;
  /** The row that shows it as a whole: its REPORT; its START until that has been read. */
  row: StoryEvent | null;
  /** Lines about its outcome, in the order in which they were read. */
  evidence: readonly StoryEvent[];
  /** Whether any of its lines was asked for. */
  isAskedFor: boolean;
  lastWord: LastWord | null;
  /** The last application lines without a request id during the run, as far as known then; in log order. */
  namelessWords: readonly LastWord[];
}

/** A summary of the last application line of a run: runs are remembered for longer than lines. */
export interface LastWord {
  readonly place: LogPlace;
  readonly isAskedFor: boolean;
  /** The error class that it names, which ended the run if no line followed; null for none. */
  readonly errorType: RawText | null;
}

/** The recent runs of one execution environment, usually one at a time. */
export interface EnvironmentRuns {
  add(run: Run): void;
  /** The run under way at that time, for lines without a request id; null when unknown. */
  runAt(timestampMs: EpochMs): Run | null;
  /** Keeps a line for its run, whose START or REPORT may come later. */
  keepStray(stray: StoryEvent): void;
  straysOf(run: Run): readonly StoryEvent[];
  /** The same for application lines without a request id. */
  keepWord(word: LastWord): void;
  wordsOf(run: Run): readonly LastWord[];
  /** Runs without a REPORT that began before another run in the same environment. */
  unreported(): readonly Run[];
}

/** As many environments as write concurrently in any but the largest functions. */
const MOST_ENVIRONMENTS = 10_000;
const MOST_RUNS = 8;
const MOST_STRAYS = 8;
const MOST_WORDS = 8;

export interface Environments {
  of(logStream: RawText): EnvironmentRuns;
  forget(run: Run): void;
}

type Strays = RecentMap<RawText, readonly StoryEvent[]>;

/** @param mostBytes the limit for the lines kept for runs that are not known yet */
export function createEnvironments(mostBytes: number): Environments {
  const environments = createRecentMap<RawText, GrowingEnvironment>(MOST_ENVIRONMENTS);
  const strays: Strays = createRecentMap(mostBytes, (events) =>
    events.reduce((sum, { event }) => sum + eventBytes(event), 0),
  );
  return {
    of(logStream) {
      const known = environments.get(logStream);
      if (known !== undefined) return known;
      const environment = createEnvironmentRuns(logStream, strays);
      environments.set(logStream, environment);
      return environment;
    },
    forget: (run) => environments.get(run.logStream)?.forget(run),
  };
}

interface GrowingEnvironment extends EnvironmentRuns {
  forget(run: Run): void;
}

function createEnvironmentRuns(logStream: RawText, strays: Strays): GrowingEnvironment {
  let runs: Run[] = [];
  let words: LastWord[] = [];
  return {
    add(run) {
      runs = [...runs, run].toSorted((one, other) => one.firstMs - other.firstMs).slice(-MOST_RUNS);
    },
    forget(run) {
      runs = runs.filter((each) => each !== run);
    },
    runAt: (timestampMs) => runs.findLast((run) => wentOnAt(run, timestampMs)) ?? null,
    keepStray(stray) {
      strays.set(logStream, [...(strays.get(logStream) ?? []), stray].slice(-MOST_STRAYS));
    },
    keepWord(word) {
      words = [...words, word].slice(-MOST_WORDS);
    },
    wordsOf: (run) => words.filter(({ place }) => wentOnAt(run, place.timestampMs)),
    straysOf: (run) => (strays.get(logStream) ?? []).filter(({ event }) => wentOnAt(run, event.timestampMs)),
    unreported() {
      const isOneAtATime = runs.every(
        (run, place) =>
          run.report === null ||
          run.report.timestampMs <= (runs[place + 1]?.firstMs ?? Number.POSITIVE_INFINITY),
      );
      return isOneAtATime
        ? runs.filter(
            (run, place) => run.start !== null && run.report === null && runs[place + 1]?.start != null,
          )
        : [];
    },
  };
}

/** Whether a line of that time without a request id belongs to this run, as far as known. */
export function wentOnAt({ start, report }: Run, timestampMs: EpochMs): boolean {
  return (
    start !== null &&
    start.timestampMs <= timestampMs &&
    timestampMs <= (report?.timestampMs ?? Number.POSITIVE_INFINITY)
  );
}
