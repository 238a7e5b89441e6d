import type { StoryEvent } from '../lines/story-item.ts';
import type { LoggedRun } from './logged-run.ts';
import { isHealthy } from './run-outcome.ts';
import { type RunStep, type StepName, type StepNaming, stepsOf } from './run-step.ts';

/** A figure of one run beside the median of healthy runs; null where unknown. */
export interface Compared {
  readonly here: number | null;
  readonly now: number | null;
  /** Before the trouble began. */
  readonly before: number | null;
}

/**
 * The silence after a line, beside the same step of healthy runs: a second retry is compared with their second retry.
 */
export interface ComparedStep extends Compared {
  readonly here: number;
  readonly line: StoryEvent;
  /** How many of the run's lines it covers; several for a repeated line. */
  readonly times: number;
}

export interface RunComparison {
  readonly durationMs: Compared;
  readonly memoryMb: Compared;
  /** Whether it took much longer than usual. */
  readonly isSlow: boolean;
  /** In the run's order. */
  readonly steps: readonly ComparedStep[];
  /** The first step that explains the longer duration; null for none. */
  readonly changed: ComparedStep | null;
  /** How many healthy runs the medians cover. */
  readonly runsNow: number;
  /** Null where no earlier span is known. */
  readonly runsBefore: number | null;
}

/** A reading of a log, with its naming of steps. */
export interface ComparedRuns {
  readonly runs: readonly LoggedRun[];
  readonly nameOf: StepNaming;
}

/** With fewer runs, the next one would change the median. */
const FEWEST_RUNS = 3;
const MOST_RUNS = 1_000;
/** A step in fewer healthy runs than this is not usual. */
const USUAL_SHARE = 0.1;
/** A run is slow, and a step explains it, from this factor on. */
const LONGER = 1.5;
/** Share of the run's extra time: a step that makes up less explains little. */
const EXPLAINING_SHARE = 0.2;
/** Share of the longest extra wait: compared with that, a slightly late step explains nothing. */
const SHARE_OF_LONGEST = 1 / 3;
const SHORTEST_EXCESS_MS = 20;

/** @param before runs from before the trouble began; null where none are known */
export function runComparison(run: LoggedRun, now: ComparedRuns, before: ComparedRuns | null): RunComparison {
  const peersNow = peersOf(run, now);
  const peersBefore = before === null ? null : peersOf(run, before);
  const compared = (here: number | null, of: (peers: Peers) => number | null): Compared => ({
    here,
    now: of(peersNow),
    before: peersBefore === null ? null : of(peersBefore),
  });
  const durationMs = compared(run.report?.durationMs ?? null, (peers) => peers.durationMs);
  const steps = stepsOf(run, now.nameOf).map(
    ({ name, line, times, silentMs }): ComparedStep => ({
      ...compared(silentMs, ({ steps: usual }) => usual.get(name) ?? null),
      here: silentMs,
      line,
      times,
    }),
  );
  const tookMs = durationMs.here ?? soFarMs(run);
  const usualMs = usualOf(durationMs);
  const isSlow = usualMs !== null && tookMs >= LONGER * usualMs && !isAsFastAsMost(run, durationMs);
  return {
    durationMs,
    memoryMb: compared(run.report?.maxMemoryMb ?? null, (peers) => peers.memoryMb),
    isSlow,
    steps,
    changed: isSlow ? changedStep(tookMs - usualMs, steps) : null,
    runsNow: peersNow.count,
    runsBefore: peersBefore?.count ?? null,
  };
}

/** Usual values of healthy runs. */
interface Peers {
  readonly count: number;
  readonly durationMs: number | null;
  readonly memoryMb: number | null;
  readonly steps: ReadonlyMap<StepName, number>;
}

function peersOf(run: LoggedRun, { runs, nameOf }: ComparedRuns): Peers {
  const healthy = runs.filter((each) => isHealthy(each.outcome) && each !== run).slice(-MOST_RUNS);
  if (healthy.length < FEWEST_RUNS)
    return { count: healthy.length, durationMs: null, memoryMb: null, steps: new Map() };
  const silences = new Map<StepName, number[]>();
  for (const { name, silentMs } of healthy.flatMap((each): readonly RunStep[] => stepsOf(each, nameOf))) {
    const known = silences.get(name);
    if (known === undefined) silences.set(name, [silentMs]);
    else known.push(silentMs);
  }
  const usual = [...silences].filter(([, each]) => each.length >= USUAL_SHARE * healthy.length);
  return {
    count: healthy.length,
    durationMs: median(healthy.flatMap(({ report }) => report?.durationMs ?? [])),
    memoryMb: median(healthy.flatMap(({ report }) => report?.maxMemoryMb ?? [])),
    steps: new Map(usual.map(([name, each]) => [name, median(each) ?? 0])),
  };
}

/** Where all have become slower, a healthy run that does not take longer than most is like them. */
function isAsFastAsMost({ outcome }: LoggedRun, { here, now }: Compared): boolean {
  return isHealthy(outcome) && here !== null && now !== null && here < now;
}

/** Where a slow run first fell behind: later steps may only have happened because of that. */
function changedStep(extraMs: number, steps: readonly ComparedStep[]): ComparedStep | null {
  const leastMs = Math.max(
    SHORTEST_EXCESS_MS,
    EXPLAINING_SHARE * extraMs,
    SHARE_OF_LONGEST * Math.max(...steps.map(excessOf)),
  );
  return (
    steps.find((step) => excessOf(step) >= leastMs && step.here >= LONGER * (usualOf(step) ?? 0)) ?? null
  );
}

function excessOf(step: ComparedStep): number {
  return step.here - (usualOf(step) ?? 0);
}

/** The time that an unfinished run has taken so far, by its lines. */
export function soFarMs({ lines, startMs }: Pick<LoggedRun, 'lines' | 'startMs'>): number {
  return (lines.at(-1)?.event.timestampMs ?? startMs) - startMs;
}

/** The value from before the trouble, where known. */
export function usualOf({ before, now }: Compared): number | null {
  return before ?? now;
}

/** Null for an empty list. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
