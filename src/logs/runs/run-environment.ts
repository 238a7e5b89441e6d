import type { EpochMs } from '../../lambda/time.ts';
import type { LoggedRun } from './logged-run.ts';

/** The execution environment of a run, as far as its log was read. */
export interface RunEnvironment {
  /** How many invocations it has had, including this one. */
  readonly place: number;
  /** Whether its start was seen, so that the count is complete. */
  readonly hasStart: boolean;
  /** Time of its start, or of the first line or run seen of it. */
  readonly sinceMs: EpochMs;
  readonly previous: LoggedRun | null;
  readonly next: LoggedRun | null;
  readonly memory: MemoryGrowth | null;
}

/** How an environment's memory grew over its invocations, up to the present one. */
export interface MemoryGrowth {
  readonly fromMb: number;
  readonly toMb: number;
  readonly invocations: number;
  /**
   * `leak`: a little with each invocation. `payload`: at once, with the present one. `steady`: within the usual
   * variation.
   */
  readonly kind: 'leak' | 'payload' | 'steady';
}

export function environmentOfRun(run: LoggedRun, runs: readonly LoggedRun[]): RunEnvironment {
  const own = runs.filter(({ logStream }) => logStream === run.logStream);
  const index = own.indexOf(run);
  const [first = run] = own;
  return {
    place: index + 1,
    hasStart: isColdStart(first),
    sinceMs: Math.min(first.startMs, first.lines[0]?.event.timestampMs ?? Number.POSITIVE_INFINITY),
    previous: own[index - 1] ?? null,
    next: own[index + 1] ?? null,
    memory: memoryGrowth(own.slice(0, index + 1)),
  };
}

export function isColdStart({ report, lines }: LoggedRun): boolean {
  return (
    report?.initMs != null ||
    report?.restoreMs != null ||
    lines.some(({ line: { kind } }) => kind === 'init' || kind === 'restore')
  );
}

const FEWEST_RUNS = 4;
/** Share of the memory size below which a change is noise. */
const TELLING_SHARE = 0.1;
/** Share of the growth, or of the size: growth within a single invocation is that invocation's own. */
const AT_ONCE_SHARE = 0.5;
const RISING_SHARE = 0.8;
/** Share of the memory size: a leak adds little with each run. */
const LEAKED_SHARE = 0.03;
/** Share of the memory size: a drop this large means that the process restarted. */
const FRESH_SHARE = 0.2;

/** @param runs of one environment, the present one last */
function memoryGrowth(runs: readonly LoggedRun[]): MemoryGrowth | null {
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

/** Memory used since the process last restarted, as it does after running out of memory. */
function sinceFresh(used: readonly number[], dropMb: number): readonly number[] {
  const fresh = used.findLastIndex((mb, index) => index > 0 && (used[index - 1] ?? mb) - mb >= dropMb);
  return fresh < 0 ? used : used.slice(fresh);
}
