import type { LoggedRun } from '../../../logs/runs/logged-run.ts';
import { withAttempts } from '../../../logs/runs/logged-runs.ts';
import type { ComparedRuns } from '../../../logs/runs/run-comparison.ts';
import { hasEnded, hurts } from '../../../logs/runs/run-outcome.ts';
import { type RunPortrait, runPortrait } from '../../../logs/runs/run-portrait.ts';

/** Runs from other readings of the log than the one on screen; null for none. */
export interface OtherReadings {
  /** Only the requested run. */
  readonly found: ComparedRuns | null;
  /** The time around it, where the log on screen is partial. */
  readonly around: ComparedRuns | null;
  /** The time before the trouble began. */
  readonly before: ComparedRuns | null;
}

/** A run compared with others from all readings. */
export function portraitAmong(run: LoggedRun, now: ComparedRuns, others: OtherReadings): RunPortrait {
  const { found, around, before } = others;
  const isFound = found?.runs.includes(run) === true ? found : null;
  if (around === null) {
    const all = joined(isFound, now);
    return runPortrait(sameRun(run, all), all, before);
  }
  // In a partial log, what runs did not say is unknown: only their outcomes can be compared.
  const failed = { ...now, runs: now.runs.filter(({ outcome }) => hurts(outcome) || !hasEnded(outcome)) };
  const tries = { ...now, runs: now.runs.filter(({ requestId }) => requestId === run.requestId) };
  const whole = joined(joined(isFound, around), tries);
  const portrait = runPortrait(sameRun(run, whole), whole, before, joined(whole, failed));
  return { ...portrait, alike: { ...portrait.alike, environmentsOfAll: null } };
}

/** For a run that was not read completely, missing lines and silences are unknown. */
export function portraitOfPart(portrait: RunPortrait): RunPortrait {
  return {
    ...portrait,
    comparison: { ...portrait.comparison, steps: [], changed: null },
    differences: portrait.differences.filter(({ kind }) => kind !== 'slowStep' && kind !== 'nothing'),
  };
}

/**
 * A run in both readings is taken from the first, also where a filter hides its REPORT in the second. Patterns are
 * numbered by each reading, so a line is named by its own.
 */
function joined(first: ComparedRuns | null, second: ComparedRuns): ComparedRuns {
  if (first === null) return second;
  const known = new Set(first.runs.map(markOf));
  const lines = new Set(first.runs.flatMap((run) => run.lines));
  const events = new Set(first.runs.flatMap((run) => run.lines.map(({ event }) => event.eventId)));
  const isKnown = (run: LoggedRun) =>
    known.has(markOf(run)) || run.lines.some(({ event }) => events.has(event.eventId));
  const others = second.runs.filter((run) => !isKnown(run));
  return {
    runs: withAttempts([...first.runs, ...others].toSorted((one, other) => one.startMs - other.startMs)),
    nameOf: (item) => (lines.has(item) ? first.nameOf(item) : second.nameOf(item)),
  };
}

function sameRun(run: LoggedRun, { runs }: ComparedRuns): LoggedRun {
  const mark = markOf(run);
  return runs.find((each) => markOf(each) === mark) ?? run;
}

/** Equal in every reading; an unfinished request has one run in an environment. */
function markOf({ requestId, logStream, reportEvent }: LoggedRun): string {
  return `${requestId} ${logStream} ${reportEvent?.eventId ?? ''}`;
}
