import { LONGEST_TIMEOUT_MS } from '../lambda/function/function-setup.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { RawText } from '../terminal/text.ts';

/** A part of a log that is read with nothing left out: its number, of which others of the same log have another. */
export type Stretch = number;

/** Tells requests apart. */
export type RequestMark = string;

/** The runs whose START was read and whose REPORT was not, both in one stretch. */
export interface RunsUnderWay {
  begin(logStream: RawText, request: RequestMark, stretch: Stretch, nowMs: EpochMs): void;
  /** Whether the START of the run that ends here was read. Takes it out: the run is over. */
  end(logStream: RawText, request: RequestMark, stretch: Stretch): boolean;
  /** Of an execution environment: one, except on managed instances. */
  in(logStream: RawText, stretch: Stretch | null, nowMs: EpochMs): readonly RequestMark[];
  /** Takes all of an environment out. */
  forget(logStream: RawText): void;
}

interface Environment {
  /** In which a START of it was last read. */
  stretch: Stretch;
  /**
   * In the order of their STARTs. A list, as nearly always one is under way: a Map that gets empty with every REPORT
   * makes a new table each time, which costs more than all the rest here.
   */
  readonly runs: Run[];
}

interface Run {
  readonly request: RequestMark;
  readonly beganMs: EpochMs;
}

/** As many environments as write concurrently in any but the largest functions. */
const MOST_ENVIRONMENTS = 10_000;
/** As many runs as a managed instance has under way at once. */
const MOST_OF_ENVIRONMENT = 1_600;
/** Each environment of a large function has one under way, or thirty managed instances as many as they can. */
const MOST_RUNS = 50_000;

const NONE: readonly RequestMark[] = [];

export function createRunsUnderWay(): RunsUnderWay {
  /** By log stream. */
  const environments = new Map<RawText, Environment>();
  let runsUnderWay = 0;

  const environmentOf = (logStream: RawText, stretch: Stretch): Environment => {
    const known = environments.get(logStream);
    if (known !== undefined) return known;
    const environment = { stretch, runs: [] };
    environments.set(logStream, environment);
    return environment;
  };

  const takeOut = ({ runs }: Environment, from: number, count: number): void => {
    runs.splice(from, count);
    runsUnderWay -= count;
  };

  const empty = (environment: Environment) => takeOut(environment, 0, environment.runs.length);

  const end = (environment: Environment, request: RequestMark): boolean => {
    const at = environment.runs.findIndex((run) => run.request === request);
    if (at !== -1) takeOut(environment, at, 1);
    return at !== -1;
  };

  /** A program can print the START of a run that never ends. */
  const forgetEnded = (environment: Environment, nowMs: EpochMs) => {
    const { runs } = environment;
    const firstLeft = runs.findIndex(({ beganMs }) => nowMs - beganMs <= LONGEST_TIMEOUT_MS);
    if (firstLeft !== 0) takeOut(environment, 0, firstLeft === -1 ? runs.length : firstLeft);
  };

  const forgetOldest = () => {
    for (const [logStream, environment] of environments) {
      empty(environment);
      environments.delete(logStream);
      return;
    }
  };

  return {
    begin(logStream, request, stretch, nowMs) {
      const environment = environmentOf(logStream, stretch);
      forgetEnded(environment, nowMs);
      end(environment, request);
      if (environment.stretch !== stretch || environment.runs.length === MOST_OF_ENVIRONMENT)
        empty(environment);
      environment.stretch = stretch;
      environment.runs.push({ request, beganMs: nowMs });
      runsUnderWay += 1;
      while (runsUnderWay > MOST_RUNS || environments.size > MOST_ENVIRONMENTS) forgetOldest();
    },
    end(logStream, request, stretch) {
      const environment = environments.get(logStream);
      return environment?.stretch === stretch && end(environment, request);
    },
    in(logStream, stretch, nowMs) {
      const environment = environments.get(logStream);
      if (environment === undefined || environment.stretch !== stretch) return NONE;
      forgetEnded(environment, nowMs);
      return environment.runs.map(({ request }) => request);
    },
    forget(logStream) {
      const environment = environments.get(logStream);
      if (environment !== undefined) empty(environment);
    },
  };
}
