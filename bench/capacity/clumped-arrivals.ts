// Calls of tens of seconds that come in clumps, made in other ways than the loads: no curve of arrivals, no simulated AWS.
import { RandomStream } from '../../src/local/world/random-stream.ts';
import type { Trace } from './trace.ts';

export interface ClumpedTrace {
  readonly trace: Trace;
  /** Environments that would be busy beyond it in one to four per cent of the time, or less. */
  readonly limit: number;
}

interface Call {
  readonly atS: number;
  readonly takesS: number;
}

type Arrivals = (random: RandomStream, lengthS: number) => readonly Call[];

const KINDS: ReadonlyMap<string, Arrivals> = new Map<string, Arrivals>([
  ['sessions', sessions],
  ['wandering', wandering],
  ['tenants', tenants],
  ['fan-out', fanOut],
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

/** Somebody comes and brings much work or little, which arrives over the next minutes. */
function sessions(random: RandomStream, lengthS: number): readonly Call[] {
  const everyS = 1 / between(random, 0.01, 0.04);
  const callS = between(random, 15, 45);
  const shape = between(random, 1.3, 1.8);
  return moments(lengthS, () => everyS * random.exponential()).flatMap((atS) => {
    const overS = between(random, 5, 120);
    const count = Math.min(400, heavyTailed(random, shape) * between(random, 2, 6));
    return calls(count, () => ({
      atS: atS + overS * random.exponential(),
      takesS: spread(random, callS, 0.5),
    }));
  });
}

/** The rate wanders over minutes, and nowhere in particular. */
function wandering(random: RandomStream, lengthS: number): readonly Call[] {
  const remembersS = between(random, 120, 900);
  const swing = between(random, 0.35, 0.7);
  const perSecond = between(random, 1, 6);
  const callS = between(random, 10, 40);
  let logRate = 0;
  let waited = 0;
  const made: Call[] = [];
  for (let second = 0; second < lengthS; second++) {
    logRate += -logRate / remembersS + swing * Math.sqrt(2 / remembersS) * random.normal();
    for (waited -= perSecond * Math.exp(logRate); waited < 0; waited += random.exponential())
      made.push({ atS: second + random.share(), takesS: spread(random, callS, 0.4) });
  }
  return made;
}

/** Each calls at its own pace while it has work, and has none for as long as it pleases. */
function tenants(random: RandomStream, lengthS: number): readonly Call[] {
  const callS = between(random, 12, 60);
  return calls(between(random, 20, 60), () => between(random, 4, 30)).flatMap((everyS) => {
    const made: Call[] = [];
    for (let atS = -between(random, 0, 600); atS < lengthS; ) {
      const untilS = atS + Math.min(3_000, 40 * heavyTailed(random, 1.4));
      for (; atS < untilS; atS += everyS * between(random, 0.7, 1.3))
        if (atS >= 0) made.push({ atS, takesS: spread(random, callS, 0.6) });
      atS = untilS + Math.min(6_000, 120 * heavyTailed(random, 1.3));
    }
    return made;
  });
}

/** A run starts many at once, and most of those are followed by another. */
function fanOut(random: RandomStream, lengthS: number): readonly Call[] {
  const [firstS, secondS] = [between(random, 8, 30), between(random, 15, 60)];
  const everyS = between(random, 60, 240);
  const width = between(random, 8, 40);
  return moments(lengthS, () => (everyS * (random.exponential() + random.exponential())) / 2).flatMap((atS) =>
    calls(1 + spread(random, width, 0.7), () => {
      const first = { atS: atS + between(random, 0, 3), takesS: spread(random, firstS, 0.4) };
      const second = { atS: first.atS + first.takesS, takesS: spread(random, secondS, 0.4) };
      return random.share() < 0.7 ? [first, second] : [first];
    }).flat(),
  );
}

/** The level that is exceeded for so much of the time. */
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

function moments(lengthS: number, pauseS: () => number): readonly number[] {
  const found: number[] = [];
  for (let atS = pauseS(); atS < lengthS; atS += pauseS()) found.push(atS);
  return found;
}

function calls<Made>(count: number, make: () => Made): readonly Made[] {
  return Array.from({ length: Math.floor(count) }, make);
}

/** One at least; now and then far more. */
function heavyTailed(random: RandomStream, shape: number): number {
  return (1 - random.share()) ** (-1 / shape);
}

function spread(random: RandomStream, mean: number, deviation: number): number {
  return mean * Math.exp(deviation * random.normal() - deviation ** 2 / 2);
}

function between(random: RandomStream, low: number, high: number): number {
  return low + (high - low) * random.share();
}
