import { DEFAULT_RETRIES } from '../../lambda/delivery/async-delivery.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { AlikeRuns, VersionShare } from './alike-runs.ts';
import type { LoggedRun } from './logged-run.ts';
import {
  type Compared,
  type ComparedRuns,
  type ComparedStep,
  type RunComparison,
  usualOf,
} from './run-comparison.ts';
import type { MemoryGrowth, RunEnvironment } from './run-environment.ts';
import { isColdStart } from './run-environment.ts';
import { hurts, isHealthy } from './run-outcome.ts';
import { tellingLine } from './telling-line.ts';

/** What distinguishes a run from healthy ones, as far as a log shows. */
export type RunDifference =
  /** One version fails this way, and others seldom or never do. */
  | { readonly kind: 'version'; readonly version: VersionShare; readonly others: VersionShare }
  /** All versions fail this way: none of them is to blame. */
  | { readonly kind: 'everyVersion'; readonly versions: readonly VersionShare[] }
  /** The same request failed before, or was retried and failed. */
  | {
      readonly kind: 'attempts';
      readonly attempt: number;
      readonly attempts: number;
      readonly failed: number;
    }
  /** It was retried more often than Lambda retries anything but a batch of a stream, and never succeeded. */
  | { readonly kind: 'stuckBatch' }
  /** The step from which it took longer. */
  | { readonly kind: 'slowStep'; readonly step: ComparedStep }
  /** It took longer, and no step of its log explains it. */
  | { readonly kind: 'slow'; readonly durationMs: Compared }
  | { readonly kind: 'leak' | 'payload'; readonly memory: MemoryGrowth }
  | { readonly kind: 'memory'; readonly memoryMb: Compared }
  /** It has a line that no run without an error has. */
  | { readonly kind: 'line'; readonly line: StoryEvent }
  /** Its environment's init failed or timed out first; the run's duration includes another init. */
  | { readonly kind: 'repeatedInit' }
  | { readonly kind: 'coldStart' }
  | { readonly kind: 'nothing'; readonly runs: number; readonly isOver: boolean };

const FEWEST_OF_A_VERSION = 20;
const FEWEST_ALIKE = 3;
/** A version is suspected if it fails this many times as often as another. */
const SUSPECT_RATIO = 3;
const MORE_MEMORY = 1.3;

/** Where a handler threw or a process exited, its message explains more than its duration. */
const SAYS_WHY: ReadonlySet<LoggedRun['outcome']['kind']> = new Set(['error', 'crash', 'initFailure']);

/** Most telling first; if there are none, one that says so. */
export function runDifferences(
  run: LoggedRun,
  { runs, nameOf }: ComparedRuns,
  told: {
    readonly alike: AlikeRuns;
    readonly environment: RunEnvironment;
    readonly comparison: RunComparison;
  },
): readonly RunDifference[] {
  const { alike, environment, comparison } = told;
  const isOver = run.outcome.kind !== 'open';
  const hasTrouble = hurts(run.outcome);
  const said = hasTrouble || run.outcome.errorLines > 0 ? lineDifference(run, runs, nameOf) : null;
  const slow = slowDifference(run, comparison);
  const memory = memoryDifference(run, environment, comparison);
  const init = initDifference(run);
  const differences: readonly (RunDifference | null)[] = [
    run.outcome.kind === 'outOfMemory' ? memory : null,
    hasTrouble ? versionDifference(alike) : null,
    ...attemptDifferences(run, runs),
    run.outcome.kind === 'initFailure' ? init : null,
    ...(SAYS_WHY.has(run.outcome.kind) ? [said, slow] : [slow, said]),
    run.outcome.kind === 'outOfMemory' ? null : memory,
    run.outcome.kind === 'initFailure' ? null : init,
  ];
  const found = differences.filter((difference) => difference !== null);
  return found.length > 0 ? found : [{ kind: 'nothing', runs: comparison.runsNow, isOver }];
}

function versionDifference({ runs, versions }: AlikeRuns): RunDifference | null {
  const known = versions.filter((share) => share.runs >= FEWEST_OF_A_VERSION);
  const [most, ...others] = known.toSorted((one, other) => rateOf(other) - rateOf(one));
  if (most === undefined || others.length === 0 || runs.length < FEWEST_ALIKE) return null;
  const rest: VersionShare = {
    version: others.length === 1 ? (others[0]?.version ?? null) : null,
    alike: sumOf(others.map(({ alike }) => alike)),
    runs: sumOf(others.map((share) => share.runs)),
  };
  if (rateOf(most) >= SUSPECT_RATIO * rateOf(rest)) return { kind: 'version', version: most, others: rest };
  return { kind: 'everyVersion', versions: known };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function rateOf({ alike, runs }: VersionShare): number {
  return alike / Math.max(1, runs);
}

function attemptDifferences(run: LoggedRun, runs: readonly LoggedRun[]): readonly RunDifference[] {
  if (run.attempts < 2) return [];
  const failed = runs.filter((each) => each.requestId === run.requestId && hurts(each.outcome)).length;
  const isStuck = failed === run.attempts && run.attempts > DEFAULT_RETRIES + 1;
  return [
    { kind: 'attempts', attempt: run.attempt, attempts: run.attempts, failed },
    ...(isStuck ? [{ kind: 'stuckBatch' } as const] : []),
  ];
}

function slowDifference(
  run: LoggedRun,
  { changed, durationMs, isSlow }: RunComparison,
): RunDifference | null {
  if (changed !== null) return { kind: 'slowStep', step: changed };
  return isSlow && durationMs.here !== null && run.outcome.kind !== 'open'
    ? { kind: 'slow', durationMs }
    : null;
}

function memoryDifference(
  run: LoggedRun,
  { memory }: RunEnvironment,
  { memoryMb }: RunComparison,
): RunDifference | null {
  if (memory !== null && memory.kind !== 'steady') return { kind: memory.kind, memory };
  const usualMb = usualOf(memoryMb);
  const isMore = usualMb !== null && memoryMb.here !== null && memoryMb.here >= MORE_MEMORY * usualMb;
  const isFull = run.outcome.kind === 'outOfMemory' && memoryMb.here !== null;
  return isMore || isFull ? { kind: 'memory', memoryMb } : null;
}

/** A failed init is repeated within the run that waits for it. */
function initDifference(run: LoggedRun): RunDifference | null {
  const isRepeated =
    run.report !== null &&
    run.lines.some(({ line: { kind, level } }) => kind === 'init' && level === 'ERROR');
  if (isRepeated) return { kind: 'repeatedInit' };
  return isColdStart(run) ? { kind: 'coldStart' } : null;
}

function lineDifference(
  run: LoggedRun,
  runs: readonly LoggedRun[],
  nameOf: ComparedRuns['nameOf'],
): RunDifference | null {
  const line = tellingLine(run);
  if (line === null) return null;
  const name = nameOf(line);
  const isUsual = runs.some(
    ({ outcome, lines }) => isHealthy(outcome) && lines.some((each) => nameOf(each) === name),
  );
  return isUsual ? null : { kind: 'line', line };
}
