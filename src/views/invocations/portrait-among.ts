import type { ComparedRuns } from '../../logs/story/run-comparison.ts';
import { isHealthy } from '../../logs/story/run-outcome.ts';
import { type RunPortrait, runPortrait } from '../../logs/story/run-portrait.ts';
import type { ToldRun } from '../../logs/story/told-run.ts';

/** Runs that other readings of the log tell of than the one that is on screen; null for none. */
export interface OtherReadings {
  /** Of the request at hand alone. */
  readonly found: ComparedRuns | null;
  /** Of the time around it, where the log on screen is a part. */
  readonly around: ComparedRuns | null;
  /** Of the time before the trouble began. */
  readonly before: ComparedRuns | null;
}

/** A run beside those that it can be compared with, whoever read it. */
export function portraitAmong(run: ToldRun, now: ComparedRuns, others: OtherReadings): RunPortrait {
  const { found, around, before } = others;
  const isFound = found?.runs.includes(run) === true ? found : null;
  if (around === null) return runPortrait(run, joined(isFound, now), before);
  const whole = joined(isFound, around);
  // Of runs of which a part was asked for it is not known what they did not say: only that they ended so.
  const failed = { ...now, runs: now.runs.filter(({ outcome }) => !isHealthy(outcome)) };
  const portrait = runPortrait(run, whole, before, joined(whole, failed));
  return { ...portrait, alike: { ...portrait.alike, environmentsOfAll: null } };
}

/** Runs of a request that both tell of are those of the first. Patterns are counted anew in each reading: a line is named by the one that it is of. */
function joined(first: ComparedRuns | null, second: ComparedRuns): ComparedRuns {
  if (first === null) return second;
  const requests = new Set(first.runs.map(({ requestId }) => requestId));
  const lines = new Set(first.runs.flatMap((run) => run.lines));
  const others = second.runs.filter(({ requestId }) => !requests.has(requestId));
  return {
    runs: [...first.runs, ...others].toSorted((one, other) => one.startMs - other.startMs),
    nameOf: (item) => (lines.has(item) ? first.nameOf(item) : second.nameOf(item)),
  };
}
