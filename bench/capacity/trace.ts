import { DAY_MS, MINUTE_MS } from '../../src/lambda/time.ts';
import { mixed, shareOf } from '../../src/local/world/chance/hash.ts';
import { FLUSH_EVERY_MS } from '../../src/local/world/record/publication.ts';
import { DueQueue } from '../../src/local/world/schedule/due-queue.ts';
import { type Calls, emptyColumns } from './calls.ts';
import { LOAD_START_MS } from './loads.ts';

/** Recorded requests: when they arrived, and how long they took. */
export interface Trace {
  readonly startMs: Float64Array;
  readonly durationMs: Float64Array;
  readonly initMs: Float64Array;
}

const HEADER = 'start_ms,duration_ms,init_ms';
/** Traces are played minute by minute, so times since 1970 would take half a century to play. */
const MOST_DAYS = 31;
/** Lambda's longest timeout. */
const LONGEST_TIMEOUT_MS = 900_000;

const ITS_START = `start_ms counts from 0, the start of the trace, up to ${MOST_DAYS} days`;

/** @throws RangeError with the number of the first line that is not part of a trace. */
export function traceFrom(text: string): Trace {
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  if (header?.replaceAll(' ', '').trim() !== HEADER) throw new RangeError(`line 1 is not ${HEADER}`);
  const rows = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const [start = Number.NaN, duration = Number.NaN, init = 0] = line.split(',').map(Number);
    if (![start, duration, init].every((ms) => Number.isFinite(ms) && ms >= 0))
      throw new RangeError(`line ${index + 2} is no call`);
    if (start > MOST_DAYS * DAY_MS) throw new RangeError(`line ${index + 2}: ${ITS_START}`);
    if (duration > MOST_DAYS * DAY_MS || init > MOST_DAYS * DAY_MS)
      throw new RangeError(`line ${index + 2} takes longer than ${MOST_DAYS} days`);
    return [[start, duration, init] as const];
  });
  rows.sort(([one], [other]) => one - other);
  return {
    startMs: Float64Array.from(rows, ([start]) => start),
    durationMs: Float64Array.from(rows, ([, duration]) => duration),
    initMs: Float64Array.from(rows, ([, , init]) => init),
  };
}

/** Plays a trace against a limit of `limit` concurrent calls; calls above it are throttled. */
export function playedTrace(trace: Trace, limit: number, seed: number): Calls {
  const { startMs, durationMs, initMs } = trace;
  const columns = emptyColumns(startMs.length);
  const throttleMs: number[] = [];
  const busy = new DueQueue<{ readonly dueMs: number; readonly environment: number }>();
  const idle: number[] = [];
  let environments = 0;
  let count = 0;
  let lastMs = 0;
  for (let index = 0; index < startMs.length; index++) {
    const atMs = LOAD_START_MS + Math.floor(startMs[index] ?? 0);
    for (let freed = busy.take(atMs); freed !== null; freed = busy.take(atMs)) idle.push(freed.environment);
    if (busy.length >= limit) {
      throttleMs.push(atMs);
      continue;
    }
    const init = Math.round(initMs[index] ?? 0);
    // A call with an init duration started a new environment, even if others were idle.
    const environment = (init > 0 ? undefined : idle.pop()) ?? environments++;
    const environmentSeed = mixed(seed, environment);
    columns.arrivalMs[count] = atMs;
    columns.initMs[count] = init;
    columns.durationMs[count] = durationMs[index] ?? 0;
    columns.environment[count] = environment;
    columns.environmentSeed[count] = environmentSeed;
    columns.flushPhaseMs[count] = Math.floor(shareOf(mixed(environmentSeed, 102)) * FLUSH_EVERY_MS);
    const endMs = atMs + init + Math.ceil(durationMs[index] ?? 0);
    busy.add({ dueMs: endMs, environment });
    lastMs = Math.max(lastMs, endMs);
    count++;
  }
  const newest = startMs.at(-1);
  const lastArrivalMs = LOAD_START_MS + (newest ?? 0);
  return {
    limit,
    timeoutMs: LONGEST_TIMEOUT_MS,
    startMs: LOAD_START_MS,
    endMs:
      newest === undefined
        ? LOAD_START_MS
        : Math.ceil((Math.min(lastMs, lastArrivalMs) + 1) / MINUTE_MS) * MINUTE_MS,
    count,
    ...columns,
    throttleMs: Float64Array.from(throttleMs),
    throttleReasons: throttleMs.map(() => 'ReservedFunctionConcurrentInvocationLimitExceeded'),
  };
}
