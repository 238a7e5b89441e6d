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
  /** When each run began. */
  readonly begun: Map<RequestMark, EpochMs>;
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
  let runs = 0;

  const environmentOf = (logStream: RawText, stretch: Stretch): Environment => {
    const known = environments.get(logStream);
    if (known !== undefined) return known;
    const environment = { stretch, begun: new Map() };
    environments.set(logStream, environment);
    return environment;
  };

  const empty = ({ begun }: Environment) => {
    runs -= begun.size;
    begun.clear();
  };

  /** A program can print the START of a run that never ends. */
  const forgetEnded = ({ begun }: Environment, nowMs: EpochMs) => {
    if (begun.size === 0) return;
    for (const [request, beganMs] of begun) {
      if (nowMs - beganMs <= LONGEST_TIMEOUT_MS) return;
      begun.delete(request);
      runs -= 1;
    }
  };

  const takeOut = ({ begun }: Environment, request: RequestMark): boolean => {
    if (!begun.delete(request)) return false;
    runs -= 1;
    return true;
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
      takeOut(environment, request);
      if (environment.stretch !== stretch || environment.begun.size === MOST_OF_ENVIRONMENT)
        empty(environment);
      environment.stretch = stretch;
      environment.begun.set(request, nowMs);
      runs += 1;
      while (runs > MOST_RUNS || environments.size > MOST_ENVIRONMENTS) forgetOldest();
    },
    end(logStream, request, stretch) {
      const environment = environments.get(logStream);
      return environment?.stretch === stretch && takeOut(environment, request);
    },
    in(logStream, stretch, nowMs) {
      const environment = environments.get(logStream);
      if (environment === undefined || environment.stretch !== stretch) return NONE;
      forgetEnded(environment, nowMs);
      return [...environment.begun.keys()];
    },
    forget(logStream) {
      const environment = environments.get(logStream);
      if (environment !== undefined) empty(environment);
    },
  };
}
