import { HOUR_MS, SECOND_MS } from '../../src/lambda/time.ts';
import { Simulation } from '../../src/local/world/simulation.ts';
import { LOAD_START_MS, type Load } from './loads.ts';

/** All calls of one function as columns, in order of arrival. Times are epoch milliseconds. */
export interface Calls {
  readonly limit: number;
  readonly timeoutMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly count: number;
  readonly arrivalMs: Float64Array;
  /** 0 for a warm start. */
  readonly initMs: Float64Array;
  /** Duration of the handler. */
  readonly durationMs: Float64Array;
  /** Number of the environment; each has its own log stream. */
  readonly environment: Int32Array;
  /** When the environment flushes its metrics, and the seed that decides how late its lines arrive. */
  readonly flushPhaseMs: Int32Array;
  readonly environmentSeed: Uint32Array;
  /** Arrival times of throttled requests, in order. */
  readonly throttleMs: Float64Array;
  readonly throttleReasons: readonly string[];
}

/** Runs a load in the simulated AWS and records what really happened, not what was published. */
export function callsOf({ model, limit }: Load, seed: number, hours: number): Calls {
  const account = { accountId: '123456789012', region: 'eu-west-1', concurrencyLimit: limit + 100 };
  const simulation = new Simulation({ account, functions: [model] }, seed, LOAD_START_MS);
  const callee = simulation.functions.get(model.configuration.name);
  if (callee === undefined) throw new RangeError('the account has no function');
  const endMs = LOAD_START_MS + hours * HOUR_MS;
  simulation.advanceTo(endMs - 1);
  const { invocations, throttles } = callee;
  if (invocations.arrivals.first > 0 || throttles.times.first > 0)
    throw new RangeError('the simulation has forgotten what came first');

  const count = invocations.arrivals.next;
  const columns = emptyColumns(count);
  for (let sequence = 0; sequence < count; sequence++) {
    const arrivalMs = invocations.arrivals.timeMs(sequence);
    const environment = callee.environmentOf(sequence);
    columns.arrivalMs[sequence] = arrivalMs;
    columns.initMs[sequence] = callee.handlerStartMs(sequence) - arrivalMs;
    columns.durationMs[sequence] = invocations.durationHundredths(sequence) / 100;
    columns.environment[sequence] = environment.number;
    columns.flushPhaseMs[sequence] = environment.flushPhaseMs;
    columns.environmentSeed[sequence] = environment.seed;
  }
  const throttled = throttles.times.next;
  return {
    limit,
    timeoutMs: model.configuration.timeoutMs,
    startMs: LOAD_START_MS,
    endMs,
    count,
    ...columns,
    throttleMs: Float64Array.from({ length: throttled }, (_, sequence) => throttles.times.timeMs(sequence)),
    throttleReasons: Array.from({ length: throttled }, (_, sequence) => throttles.reason(sequence) ?? ''),
  };
}

export function emptyColumns(count: number) {
  return {
    arrivalMs: new Float64Array(count),
    initMs: new Float64Array(count),
    durationMs: new Float64Array(count),
    environment: new Int32Array(count),
    flushPhaseMs: new Int32Array(count),
    environmentSeed: new Uint32Array(count),
  };
}

/** When the environment was free again. */
export function endOfCall({ arrivalMs, initMs, durationMs }: Calls, index: number): number {
  return (arrivalMs[index] ?? 0) + (initMs[index] ?? 0) + Math.ceil(durationMs[index] ?? 0);
}

export function secondsOf({ startMs, endMs }: Pick<Calls, 'startMs' | 'endMs'>): number {
  return Math.ceil((endMs - startMs) / SECOND_MS);
}
