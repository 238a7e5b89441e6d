import { type ComparedRuns, type RunComparison, runComparison } from './run-comparison.ts';
import { type RunDifference, runDifferences } from './run-differences.ts';
import { environmentOfRun, type RunEnvironment } from './run-environment.ts';
import { type AlikeRuns, alikeRuns } from './run-signature.ts';
import type { ToldRun } from './told-run.ts';

/** A run compared with all other runs in its log. */
export interface RunPortrait {
  readonly run: ToldRun;
  readonly alike: AlikeRuns;
  readonly environment: RunEnvironment;
  readonly comparison: RunComparison;
  readonly differences: readonly RunDifference[];
}

/**
 * @param before runs from before the trouble began; null where none are known
 * @param among where similar runs are looked for, including runs too incomplete to compare with
 */
export function runPortrait(
  run: ToldRun,
  now: ComparedRuns,
  before: ComparedRuns | null,
  among: ComparedRuns = now,
): RunPortrait {
  const told = {
    alike: alikeRuns(run, among.runs, among.nameOf),
    environment: environmentOfRun(run, now.runs),
    comparison: runComparison(run, now, before),
  };
  return { run, ...told, differences: runDifferences(run, now, told) };
}
