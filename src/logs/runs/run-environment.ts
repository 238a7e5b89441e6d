import type { EpochMs } from '../../lambda/time.ts';
import type { ToldRun } from './told-run.ts';

/** The execution environment of a run, as far as its log was read. */
export interface RunEnvironment {
  /** How many invocations it has had, this one with it. */
  readonly place: number;
  /** Whether its start was seen, so that the count is of all; else it is of those that were. */
  readonly hasStart: boolean;
  /** Of its start, or of the first that was seen of it. */
  readonly sinceMs: EpochMs;
  readonly previous: ToldRun | null;
  readonly next: ToldRun | null;
  readonly memory: MemoryGrowth | null;
}

/** How the memory grew in which an environment's invocations ran, up to the one at hand. */
export interface MemoryGrowth {
  readonly fromMb: number;
  readonly toMb: number;
  readonly invocations: number;
  /**
   * `leak`: from invocation to invocation, a little each. `payload`: at once, with the one at hand. `steady`: no more
   * than it always changes.
   */
  readonly kind: 'leak' | 'payload' | 'steady';
}

export function environmentOfRun(run: ToldRun, runs: readonly ToldRun[]): RunEnvironment {
  const own = runs.filter(({ logStream }) => logStream === run.logStream);
  const index = own.indexOf(run);
  const [first = run] = own;
  return {
    place: index + 1,
    hasStart: isColdStart(first),
    sinceMs: first.lines[0]?.event.timestampMs ?? first.startMs,
    previous: own[index - 1] ?? null,
    next: own[index + 1] ?? null,
    memory: memoryGrowth(own.slice(0, index + 1)),
  };
}

export function isColdStart({ report, lines }: ToldRun): boolean {
  return (
    report?.initMs != null ||
    report?.restoreMs != null ||
    lines.some(({ line: { kind } }) => kind === 'init' || kind === 'restore')
  );
}

const FEWEST_RUNS = 4;
/** Of the memory's size: what changes less is noise. */
const TELLING_SHARE = 0.1;
/** Of the growth, or of the size: what comes with a single invocation is its own. */
const AT_ONCE_SHARE = 0.5;
const RISING_SHARE = 0.8;
/** Of the memory's size: a leak adds little with each run. */
const LEAKED_SHARE = 0.03;
/** Of the memory's size: so much less is a process that started anew. */
const FRESH_SHARE = 0.2;

/** @param runs of one environment, the one at hand last. */
function memoryGrowth(runs: readonly ToldRun[]): MemoryGrowth | null {
  const all = runs.flatMap(({ report }) => report?.maxMemoryMb ?? []);
  const sizeMb = runs.findLast(({ report }) => report?.memoryMb != null)?.report?.memoryMb ?? null;
  const used = sinceFresh(all, FRESH_SHARE * (sizeMb ?? 0));
  const [fromMb] = used;
  const toMb = used.at(-1);
  if (fromMb === undefined || toMb === undefined || sizeMb === null || used.length < 2) return null;
  const steps = used.slice(1).map((mb, index) => mb - (used[index] ?? mb));
  const grownMb = toMb - fromMb;
  const lastMb = steps.at(-1) ?? 0;
  const largestMb = Math.max(...steps);
  const told = { fromMb, toMb, invocations: used.length };
  if (lastMb >= TELLING_SHARE * sizeMb && lastMb >= AT_ONCE_SHARE * grownMb)
    return { ...told, kind: 'payload' };
  const rising = steps.filter((step) => step > 0).length;
  const isLeak =
    used.length >= FEWEST_RUNS &&
    grownMb >= LEAKED_SHARE * sizeMb &&
    largestMb < AT_ONCE_SHARE * grownMb &&
    rising >= RISING_SHARE * steps.length;
  return { ...told, kind: isLeak ? 'leak' : 'steady' };
}

/** What was used since the process last started anew, as it does after it ran out of memory. */
function sinceFresh(used: readonly number[], dropMb: number): readonly number[] {
  const fresh = used.findLastIndex((mb, index) => index > 0 && (used[index - 1] ?? mb) - mb >= dropMb);
  return fresh < 0 ? used : used.slice(fresh);
}
