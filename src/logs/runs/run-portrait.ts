import { isSameLog } from '../log-name.ts';
import { type AlikeRuns, alikeRuns } from './alike-runs.ts';
import type { LoggedRun } from './logged-run.ts';
import { type ComparedRuns, type RunComparison, runComparison } from './run-comparison.ts';
import { type RunDifference, runDifferences } from './run-differences.ts';
import { environmentOfRun, type RunEnvironment } from './run-environment.ts';

/** A run compared with all other runs of its function. */
export interface RunPortrait {
  readonly run: LoggedRun;
  readonly alike: AlikeRuns;
  readonly environment: RunEnvironment;
  readonly comparison: RunComparison;
  readonly differences: readonly RunDifference[];
}

/**
 * Runs of other functions, which may be read together with it, are left aside.
 *
 * @param before runs from before the trouble began; null where none are known
 * @param among where similar runs are looked for, including runs too incomplete to compare with
 */
export function runPortrait(
  run: LoggedRun,
  now: ComparedRuns,
  before: ComparedRuns | null,
  among: ComparedRuns = now,
): RunPortrait {
  const own = ofSameFunction(run, now);
  const told = {
    alike: alikeRuns(run, ofSameFunction(run, among).runs, among.nameOf),
    environment: environmentOfRun(run, own.runs),
    comparison: runComparison(run, own, before && ofSameFunction(run, before)),
  };
  return { run, ...told, differences: runDifferences(run, own, told) };
}

function ofSameFunction({ origin }: LoggedRun, { runs, nameOf }: ComparedRuns): ComparedRuns {
  return { runs: runs.filter((run) => isSameLog(run.origin, origin)), nameOf };
}
