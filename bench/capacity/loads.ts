// Twelve ways to load a function; a seed decides all that is random in each. They were written before the judgement
// that they measure, and are not tuned with it.
import { MINUTE_MS, SECOND_MS } from '../../src/lambda/time.ts';
import { RandomStream } from '../../src/local/world/chance/random-stream.ts';
import { type Curve, ramp, steady } from '../../src/local/world/curve.ts';
import type {
  CallerModel,
  Deployment,
  FunctionModel,
  WorkModel,
} from '../../src/local/world/function-model.ts';

export interface Load {
  readonly name: string;
  readonly limit: number;
  readonly model: FunctionModel;
}

/** The account time at which all loads begin, on a whole minute. */
export const LOAD_START_MS = Date.UTC(2026, 0, 5, 6, 0);

const LONGEST_LOAD_MS = 24 * 60 * MINUTE_MS;

interface LoadSketch {
  readonly limit?: number;
  readonly timeoutMs?: number;
  /** Mean number of busy environments, if nothing is throttled. */
  readonly busy: Curve;
  /** Duration of a call while nothing is wrong. */
  readonly callMs: number;
  readonly spread?: number;
  /** Multiplies the duration of calls; arrivals stay the same. */
  readonly slowness?: Curve;
  /** Requests on top of those that `busy` makes. */
  readonly extraPerSecond?: Curve;
  readonly retries?: { readonly most: number; readonly pauseMs: number };
  readonly failureShare?: Curve;
  readonly initMs?: number;
  readonly deployments?: readonly Deployment[];
}

type Sketcher = (random: RandomStream) => LoadSketch;

const SKETCHES: ReadonlyMap<string, Sketcher> = new Map<string, Sketcher>([
  ['steady-50%', () => ({ busy: steady(50), callMs: 400 })],
  ['steady-80%', () => ({ busy: steady(80), callMs: 400 })],
  ['diurnal-ramp', diurnalRamp],
  ['spikes', spikes],
  ['batch', batches],
  ['cron-minute', cronMinute],
  ['dep-slowdown', dependencySlowdown],
  ['retry-storm', retryStorm],
  ['long-90s', longCalls],
  ['heavy-tail', heavyTail],
  ['cold-storm', coldStorm],
  ['low-traffic', () => ({ limit: 10, busy: steady(0.05), callMs: 2_000 })],
]);

export const LOAD_NAMES: readonly string[] = [...SKETCHES.keys()];

export function loadOf(name: string, seed: number): Load {
  const sketcher = SKETCHES.get(name);
  if (sketcher === undefined) throw new RangeError(`there is no load ${name}`);
  const sketch = sketcher(new RandomStream(seed));
  const limit = sketch.limit ?? 100;
  return { name, limit, model: functionModel(name, limit, sketch) };
}

/** A day compressed into an hour and a half: its noon stays below the limit, touches it or exceeds it. */
function diurnalRamp(random: RandomStream): LoadSketch {
  const night = between(random, 20, 35);
  const noon = between(random, 78, 112);
  const turnMs = between(random, 75, 105) * MINUTE_MS;
  const phase = random.share();
  return {
    busy: (timeMs) => {
      const turn = 2 * Math.PI * ((timeMs - LOAD_START_MS) / turnMs + phase);
      return night + ((noon - night) * (1 - Math.cos(turn))) / 2;
    },
    callMs: 800,
  };
}

/** Every few minutes, traffic doubles, triples or grows even more for about a minute. */
function spikes(random: RandomStream): LoadSketch {
  const base = between(random, 26, 34);
  const humps = occurrences(random, [4, 7]).map((atMs) => ({
    atMs,
    riseMs: between(random, 5, 20) * SECOND_MS,
    holdMs: between(random, 30, 70) * SECOND_MS,
    height: between(random, 1.8, 3.6),
  }));
  return { busy: (timeMs) => base * humpsAt(humps, timeMs), callMs: 400 };
}

/** A pile of work arrives within a second, every few minutes. */
function batches(random: RandomStream): LoadSketch {
  const typical = between(random, 70, 90);
  const piles = occurrences(random, [3, 6]).map((atMs) => ({
    atMs,
    count: Math.max(10, typical + 16 * random.normal()),
  }));
  return {
    busy: steady(1),
    callMs: 5_000,
    extraPerSecond: pilesPerSecond(piles, SECOND_MS),
  };
}

/** Schedules of many clients that fire on the minute. */
function cronMinute(random: RandomStream): LoadSketch {
  const typical = between(random, 80, 90);
  const swing = between(random, 4, 12);
  const piles = Array.from({ length: LONGEST_LOAD_MS / MINUTE_MS }, (_, minute) => ({
    atMs: LOAD_START_MS + minute * MINUTE_MS,
    // The work of the clients rises and falls over half an hour.
    count: Math.max(10, typical + swing * Math.sin((2 * Math.PI * minute) / 31) + 5 * random.normal()),
  }));
  return { busy: steady(4), callMs: 7_000, extraPerSecond: pilesPerSecond(piles, 2 * SECOND_MS) };
}

/** A dependency becomes slow within a minute or two, and recovers. */
function dependencySlowdown(random: RandomStream): LoadSketch {
  const humps = occurrences(random, [22, 38]).map((atMs) => ({
    atMs,
    riseMs: between(random, 60, 150) * SECOND_MS,
    holdMs: between(random, 4, 9) * MINUTE_MS,
    height: between(random, 1.5, 3.2),
  }));
  return { busy: steady(between(random, 36, 46)), callMs: 500, slowness: (timeMs) => humpsAt(humps, timeMs) };
}

/** Most calls begin to fail at once, and all clients retry. */
function retryStorm(random: RandomStream): LoadSketch {
  const storms = occurrences(random, [20, 35]).map((atMs) => ({
    atMs,
    untilMs: atMs + between(random, 2, 6) * MINUTE_MS,
    share: between(random, 0.45, 0.85),
  }));
  return {
    busy: steady(between(random, 36, 48)),
    callMs: 500,
    retries: { most: 3, pauseMs: 1_000 },
    failureShare: (timeMs) =>
      storms.find(({ atMs, untilMs }) => timeMs >= atMs && timeMs < untilMs)?.share ?? 0.001,
  };
}

/** Calls of a minute and a half, whose number rises and falls over an hour. */
function longCalls(random: RandomStream): LoadSketch {
  const low = between(random, 45, 60);
  const high = between(random, 88, 108);
  const turnMs = between(random, 50, 75) * MINUTE_MS;
  const phase = random.share();
  return {
    timeoutMs: 300_000,
    busy: (timeMs) => {
      const turn = 2 * Math.PI * ((timeMs - LOAD_START_MS) / turnMs + phase);
      return low + ((high - low) * (1 - Math.cos(turn))) / 2;
    },
    callMs: 90_000,
    spread: 0.25,
  };
}

/** Most calls are short, and a few are long. */
function heavyTail(random: RandomStream): LoadSketch {
  return { busy: steady(between(random, 60, 78)), callMs: 2_000, spread: 1.5, timeoutMs: 300_000 };
}

/** Now and then a deployment replaces all environments, and their cold starts take time. */
function coldStorm(random: RandomStream): LoadSketch {
  const sketch = { busy: steady(between(random, 26, 34)), callMs: 1_000, initMs: 1_500 };
  const work = workModel(sketch);
  const deployments = occurrences(random, [20, 34]).map((sinceMs, index) => ({
    version: String(index + 2),
    sinceMs,
    work: { ...work, initMs: between(random, 1_000, 5_000) },
  }));
  return { ...sketch, deployments: [{ version: '1', sinceMs: 0 }, ...deployments] };
}

function functionModel(name: string, limit: number, sketch: LoadSketch): FunctionModel {
  return {
    configuration: {
      name,
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 512,
      timeoutMs: sketch.timeoutMs ?? 30_000,
      version: '$LATEST',
      lastModifiedMs: LOAD_START_MS,
      logGroup: `/aws/lambda/${name}`,
      logFormat: 'Text',
      reservedConcurrency: limit,
      deadLetterArn: null,
      description: '',
    },
    deployments: sketch.deployments ?? [{ version: '$LATEST', sinceMs: 0 }],
    caller: callerModel(sketch),
    work: workModel(sketch),
    story: { invocation: () => [] },
    incidents: [],
  };
}

function callerModel({ busy, callMs, extraPerSecond, retries }: LoadSketch): CallerModel {
  const perBusy = SECOND_MS / callMs;
  return {
    kind: 'sync',
    requestsPerSecond: (timeMs) => busy(timeMs) * perBusy + (extraPerSecond?.(timeMs) ?? 0),
    ...(retries === undefined ? {} : { retries }),
  };
}

function workModel({ callMs, spread, slowness, failureShare, initMs }: LoadSketch): WorkModel {
  return {
    initMs: initMs ?? 300,
    durationMs: (timeMs) => callMs * (slowness?.(timeMs) ?? 1),
    recordDurationMs: 0,
    spread: steady(spread ?? 0.4),
    memoryUsedMb: 128,
    failures:
      failureShare === undefined
        ? []
        : [{ name: 'unreachable', share: failureShare, durationShare: 1, ending: 'exception' }],
  };
}

interface Hump {
  readonly atMs: number;
  readonly riseMs: number;
  readonly holdMs: number;
  readonly height: number;
}

/** 1 outside of all humps; each rises and falls along a straight line. */
function humpsAt(humps: readonly Hump[], timeMs: number): number {
  const hump = humps.find((each) => timeMs >= each.atMs && timeMs < endOf(each));
  if (hump === undefined) return 1;
  const { atMs, riseMs, holdMs, height } = hump;
  const minutes = [atMs, atMs + riseMs, atMs + riseMs + holdMs, endOf(hump)].map((ms) => ms / MINUTE_MS);
  const [from = 0, up = 0, down = 0, to = 0] = minutes;
  return ramp([
    [from, 1],
    [up, height],
    [down, height],
    [to, 1],
  ])(timeMs);
}

function endOf({ atMs, riseMs, holdMs }: Hump): number {
  return atMs + 2 * riseMs + holdMs;
}

/** Each pile arrives within `widthMs`. */
function pilesPerSecond(
  piles: readonly { readonly atMs: number; readonly count: number }[],
  widthMs: number,
): Curve {
  const bySecond = new Map<number, number>();
  for (const { atMs, count } of piles) {
    for (let ms = 0; ms < widthMs; ms += SECOND_MS) {
      bySecond.set(Math.floor((atMs + ms) / SECOND_MS), count / (widthMs / SECOND_MS));
    }
  }
  return (timeMs) => bySecond.get(Math.floor(timeMs / SECOND_MS)) ?? 0;
}

/** Moments this many minutes apart, for as long as any load lasts. The first one comes after the warm-up. */
function occurrences(random: RandomStream, [least, most]: readonly [number, number]): readonly number[] {
  const moments: number[] = [];
  let atMs = LOAD_START_MS + (10 + between(random, 0, most)) * MINUTE_MS;
  while (atMs < LOAD_START_MS + LONGEST_LOAD_MS) {
    moments.push(atMs);
    atMs += between(random, least, most) * MINUTE_MS;
  }
  return moments;
}

function between(random: RandomStream, low: number, high: number): number {
  return low + (high - low) * random.share();
}
