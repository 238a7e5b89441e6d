import * as v from 'valibot';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { World } from '../world/world.ts';
import { faultShape } from './fault/fault-plan.ts';
import type { HttpRequest, HttpResponse } from './http/http-message.ts';
import { integer } from './input-shapes.ts';
import type { LocalAws } from './local-aws.ts';

const PREFIX = '/_local/';
const LONGEST_RANGE_MS = 24 * 60 * MINUTE_MS;

/** The world is simulated up to the requested time, so a question about the future would move it there. */
function pastRange(nowMs: EpochMs) {
  return v.pipe(
    v.object({ function: v.string(), startMs: integer, endMs: integer, version: v.optional(v.string()) }),
    v.check(({ startMs, endMs }) => startMs <= endMs, 'The range ends before it begins.'),
    v.check(({ startMs, endMs }) => endMs - startMs <= LONGEST_RANGE_MS, 'The range is too long.'),
    v.check(({ endMs }) => endMs <= nowMs, 'The range is not over.'),
  );
}

type Door = (request: HttpRequest, localAws: LocalAws, nowMs: EpochMs) => unknown;

/**
 * What tests and benches may know and do, and lmon may not. JSON in, JSON out.
 *
 * | request                                        | answer                                         |
 * | ---------------------------------------------- | ---------------------------------------------- |
 * | `GET now`                                      | account time, epoch milliseconds               |
 * | `GET clock`                                    | account time and its speed, as `LMON_CLOCK`    |
 * | `GET incidents`                                | what is wrong in this world, since when, why   |
 * | `GET truth?function=&startMs=&endMs=&version=` | the final counts of each minute in the range   |
 * | `GET in-flight?function=&startMs=&endMs=`      | environments busy at the end of each second    |
 * | `GET throttles?function=&startMs=&endMs=`      | each request turned away: when, and why        |
 * | `GET provisioned?function=&startMs=&endMs=`    | what was kept ready, and what spilled over     |
 * | `GET lost?function=&startMs=&endMs=`           | asynchronous events that are kept nowhere      |
 * | `GET queue?name=`                              | how many messages a queue holds                |
 * | `GET calls`, `DELETE calls`                    | calls by operation, and forgetting them        |
 * | `GET faults`, `POST faults`, `DELETE faults`   | the fault plan: read, append a list, empty it  |
 */
const DOORS: ReadonlyMap<string, Door> = new Map<string, Door>([
  ['GET now', (_request, _localAws, nowMs) => ({ nowMs })],
  ['GET clock', (_request, { clockText }) => ({ clock: clockText })],
  ['GET incidents', (_request, { account }) => account.world.truth.incidents],
  ['GET truth', ({ query }, { account }, nowMs) => truthMinutes(account.world, query, nowMs)],
  ['GET in-flight', ({ query }, { account }, nowMs) => inFlight(account.world, query, nowMs)],
  ['GET throttles', ({ query }, { account }, nowMs) => throttles(account.world, query, nowMs)],
  ['GET provisioned', ({ query }, { account }, nowMs) => provisioned(account.world, query, nowMs)],
  ['GET lost', ({ query }, { account }, nowMs) => lostEvents(account.world, query, nowMs)],
  ['GET queue', ({ query }, { account }, nowMs) => queueDepth(account.world, query, nowMs)],
  ['GET calls', (_request, { counts }) => Object.fromEntries(counts)],
  ['DELETE calls', (_request, localAws) => localAws.forgetCounts()],
  ['GET faults', (_request, { faults }) => faults],
  [
    'POST faults',
    ({ body }, localAws) => {
      localAws.faults = [
        ...localAws.faults,
        ...v.parse(v.array(faultShape), JSON.parse(body.toString('utf8'))),
      ];
    },
  ],
  [
    'DELETE faults',
    (_request, localAws) => {
      localAws.faults = [];
    },
  ],
]);

/** The answer of the side door; null when the request is for a service. */
export function sideDoorResponse(
  request: HttpRequest,
  localAws: LocalAws,
  nowMs: EpochMs,
): HttpResponse | null {
  if (!request.path.startsWith(PREFIX)) return null;
  const door = DOORS.get(`${request.method} ${request.path.slice(PREFIX.length)}`);
  if (door === undefined) return jsonResponse(404, { message: 'There is no such door.' });
  try {
    return jsonResponse(200, door(request, localAws, nowMs) ?? {});
  } catch (error) {
    return jsonResponse(400, { message: String(error) });
  }
}

function truthMinutes(world: World, query: URLSearchParams, nowMs: EpochMs): readonly object[] {
  const {
    function: functionName,
    startMs,
    endMs,
    version,
  } = v.parse(pastRange(nowMs), Object.fromEntries(query));
  const firstMs = Math.floor(startMs / MINUTE_MS) * MINUTE_MS;
  const count = Math.max(0, Math.ceil((endMs - firstMs) / MINUTE_MS));
  return Array.from({ length: count }, (_, index) => {
    const minuteMs = firstMs + index * MINUTE_MS;
    return { minuteMs, ...world.truth.minute(functionName, minuteMs, version) };
  });
}

function inFlight(world: World, query: URLSearchParams, nowMs: EpochMs): readonly number[] {
  const { function: functionName, startMs, endMs } = v.parse(pastRange(nowMs), Object.fromEntries(query));
  return world.truth.inFlight(functionName, startMs, endMs);
}

function throttles(world: World, query: URLSearchParams, nowMs: EpochMs): readonly object[] {
  const { function: functionName, startMs, endMs } = v.parse(pastRange(nowMs), Object.fromEntries(query));
  return world.truth.throttled(functionName, startMs, endMs);
}

function provisioned(world: World, query: URLSearchParams, nowMs: EpochMs): readonly object[] {
  const { function: functionName, startMs, endMs } = v.parse(pastRange(nowMs), Object.fromEntries(query));
  return world.truth.provisioned(functionName, startMs, endMs);
}

function lostEvents(world: World, query: URLSearchParams, nowMs: EpochMs): object {
  const { function: functionName, startMs, endMs } = v.parse(pastRange(nowMs), Object.fromEntries(query));
  return { lostEvents: world.truth.lostEvents(functionName, startMs, endMs) };
}

function queueDepth(world: World, query: URLSearchParams, nowMs: EpochMs): object {
  const name = v.parse(v.string(), query.get('name'));
  const depth = world.queueDepth(name, nowMs);
  if (depth === null) throw new RangeError(`this world has no queue ${name}`);
  return depth;
}

function jsonResponse(status: number, body: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
