// Calls of tens of seconds that arrive in clumps. Unlike the loads, they use no arrival curve and no simulated AWS.
import { RandomStream } from '../../src/local/world/chance/random-stream.ts';
import { fanOut, sessions, tenants, wandering } from './caller-kinds.ts';
import { clients, days, echoes, moods, news, piles, schedules } from './crowd-kinds.ts';
import { batches, lengths, masses, trains } from './job-kinds.ts';
import type { Arrivals, Call } from './made-calls.ts';
import type { Trace } from './trace.ts';

export interface ClumpedTrace {
  readonly trace: Trace;
  /** Demand exceeds it for 0.3 to 4 percent of the time, or less. */
  readonly limit: number;
}

const KINDS: ReadonlyMap<string, Arrivals> = new Map<string, Arrivals>([
  ['sessions', sessions],
  ['wandering', wandering],
  ['tenants', tenants],
  ['fan-out', fanOut],
  ['days', days],
  ['piles', piles],
  ['clients', clients],
  ['echoes', echoes],
  ['news', news],
  ['schedules', schedules],
  ['moods', moods],
  ['trains', trains],
  ['batches', batches],
  ['lengths', lengths],
  ['masses', masses],
]);

export const CLUMPED_KINDS: readonly string[] = [...KINDS.keys()];

const SHARES_ABOVE_LIMIT = [0.003, 0.01, 0.02, 0.04];
const LEAST_LIMIT = 5;

export function clumpedTrace(kind: string, seed: number, hours: number): ClumpedTrace {
  const arrivals = KINDS.get(kind);
  if (arrivals === undefined) throw new RangeError(`there are no arrivals called ${kind}`);
  const random = new RandomStream(seed);
  const lengthS = hours * 3_600;
  const calls = arrivals(random, lengthS)
    .filter(({ atS }) => atS < lengthS)
    .toSorted((one, other) => one.atS - other.atS);
  const share = SHARES_ABOVE_LIMIT[Math.floor(random.share() * SHARES_ABOVE_LIMIT.length)] ?? 0.01;
  return {
    trace: {
      startMs: Float64Array.from(calls, ({ atS }) => atS * 1_000),
      durationMs: Float64Array.from(calls, ({ takesS }) => takesS * 1_000),
      initMs: new Float64Array(calls.length),
    },
    limit: Math.max(LEAST_LIMIT, exceededFor(calls, share)),
  };
}

/** The level that is exceeded for this share of the time. */
function exceededFor(all: readonly Call[], share: number): number {
  const changes = all
    .flatMap(({ atS, takesS }) => [
      { atS, by: 1 },
      { atS: atS + takesS, by: -1 },
    ])
    .sort((one, other) => one.atS - other.atS);
  const lasted: number[] = [];
  let busy = 0;
  changes.forEach(({ atS, by }, index) => {
    busy += by;
    lasted[busy] = (lasted[busy] ?? 0) + ((changes[index + 1]?.atS ?? atS) - atS);
  });
  const allS = (changes.at(-1)?.atS ?? 0) - (changes[0]?.atS ?? 0);
  let aboveS = 0;
  for (let level = lasted.length - 1; level > 0; level--) {
    aboveS += lasted[level] ?? 0;
    if (aboveS > share * allS) return level;
  }
  return LEAST_LIMIT;
}
