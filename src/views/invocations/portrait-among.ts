import type { ComparedRuns } from '../../logs/runs/run-comparison.ts';
import { isHealthy } from '../../logs/runs/run-outcome.ts';
import { type RunPortrait, runPortrait } from '../../logs/runs/run-portrait.ts';
import { withAttempts } from '../../logs/runs/run-teller.ts';
import type { ToldRun } from '../../logs/runs/told-run.ts';

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
  if (around === null) {
    const all = joined(isFound, now);
    return runPortrait(sameRun(run, all), all, before);
  }
  // Of runs of which a part was asked for it is not known what they did not say: only that they ended so.
  const failed = { ...now, runs: now.runs.filter(({ outcome }) => !isHealthy(outcome)) };
  const tries = { ...now, runs: now.runs.filter(({ requestId }) => requestId === run.requestId) };
  const whole = joined(joined(isFound, around), tries);
  const portrait = runPortrait(sameRun(run, whole), whole, before, joined(whole, failed));
  return { ...portrait, alike: { ...portrait.alike, environmentsOfAll: null } };
}

/** Of a run of which not all was read: what it did not say, and how long it was silent, nobody knows. */
export function portraitOfPart(portrait: RunPortrait): RunPortrait {
  return {
    ...portrait,
    comparison: { ...portrait.comparison, steps: [], changed: null },
    differences: portrait.differences.filter(({ kind }) => kind !== 'slowStep' && kind !== 'nothing'),
  };
}

/**
 * A run that both tell of is that of the first. Patterns are counted anew in each reading: a line is named by the one
 * that it is of.
 */
function joined(first: ComparedRuns | null, second: ComparedRuns): ComparedRuns {
  if (first === null) return second;
  const known = new Set(first.runs.map(markOf));
  const lines = new Set(first.runs.flatMap((run) => run.lines));
  const others = second.runs.filter((run) => !known.has(markOf(run)));
  return {
    runs: withAttempts([...first.runs, ...others].toSorted((one, other) => one.startMs - other.startMs)),
    nameOf: (item) => (lines.has(item) ? first.nameOf(item) : second.nameOf(item)),
  };
}

function sameRun(run: ToldRun, { runs }: ComparedRuns): ToldRun {
  const mark = markOf(run);
  return runs.find((each) => markOf(each) === mark) ?? run;
}

/** The same in any reading; of a request that is not over one run goes on in an environment. */
function markOf({ requestId, logStream, reportEvent }: ToldRun): string {
  return `${requestId} ${logStream} ${reportEvent?.eventId ?? ''}`;
}
