import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { LogPlace } from '../log-order.ts';
import { createRecentMap } from '../recent-map.ts';

/** A run as it is put together. */
export interface Run {
  readonly logStream: RawText;
  firstMs: EpochMs;
  start: LogEvent | null;
  end: LogEvent | null;
  report: LogEvent | null;
  /** The row that tells of it as a whole: its REPORT; its START while that has not been read. */
  row: StoryEvent | null;
  /** What was said of how it went, in the order in which it was read. */
  evidence: readonly StoryEvent[];
  /** Whether any of its lines was asked for. */
  isAskedFor: boolean;
  lastWord: LastWord | null;
  /** The last words that name no request and were said while it went on, as far as was known by then; in log order. */
  namelessWords: readonly LastWord[];
}

/** The last line of the code of a run, but not the line itself: runs are remembered for longer than lines. */
export interface LastWord {
  readonly place: LogPlace;
  readonly isAskedFor: boolean;
  /** That it names, and that ended the run when nothing came behind it; null where it names none. */
  readonly errorType: RawText | null;
}

/** The last runs of one execution environment, which as a rule has one at a time. */
export interface EnvironmentRuns {
  add(run: Run): void;
  /** The run that went on at that time, of a line that does not say which it is of; null where it is not known. */
  runAt(timestampMs: EpochMs): Run | null;
  /** Keeps a line for the run that it is of, whose START or REPORT may come later. */
  keepStray(stray: StoryEvent): void;
  straysOf(run: Run): readonly StoryEvent[];
  /** The same for the last words that name no request. */
  keepWord(word: LastWord): void;
  wordsOf(run: Run): readonly LastWord[];
  /** Runs that began before another did in the same environment, and never told that they were over. */
  unreported(): readonly Run[];
}

/** As many environments as write at the same time in any but the largest functions. */
const MOST_ENVIRONMENTS = 10_000;
const MOST_RUNS = 8;
const MOST_STRAYS = 8;
const MOST_WORDS = 8;

export function createEnvironments(): (logStream: RawText) => EnvironmentRuns {
  const environments = createRecentMap<RawText, EnvironmentRuns>(MOST_ENVIRONMENTS);
  return (logStream) => {
    const known = environments.get(logStream);
    if (known !== undefined) return known;
    const environment = createEnvironmentRuns();
    environments.set(logStream, environment);
    return environment;
  };
}

function createEnvironmentRuns(): EnvironmentRuns {
  let runs: Run[] = [];
  let strays: StoryEvent[] = [];
  let words: LastWord[] = [];
  return {
    add(run) {
      runs = [...runs, run].toSorted((one, other) => one.firstMs - other.firstMs).slice(-MOST_RUNS);
    },
    runAt: (timestampMs) => runs.findLast((run) => wentOnAt(run, timestampMs)) ?? null,
    keepStray(stray) {
      strays = [...strays, stray].slice(-MOST_STRAYS);
    },
    keepWord(word) {
      words = [...words, word].slice(-MOST_WORDS);
    },
    wordsOf: (run) => words.filter(({ place }) => wentOnAt(run, place.timestampMs)),
    straysOf: (run) => strays.filter(({ event }) => wentOnAt(run, event.timestampMs)),
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

/** Whether a line of that time, which does not say which run it is of, is of this one, as far as is known by now. */
export function wentOnAt({ start, report }: Run, timestampMs: EpochMs): boolean {
  return (
    start !== null &&
    start.timestampMs <= timestampMs &&
    timestampMs <= (report?.timestampMs ?? Number.POSITIVE_INFINITY)
  );
}
