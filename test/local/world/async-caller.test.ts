import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { type Curve, steady, steps } from '../../../src/local/world/curve.ts';
import type { AsyncCallerModel, FailureTarget } from '../../../src/local/world/function-model.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import type { WorldMetric } from '../../../src/local/world/world-metric.ts';
import {
  groupedBy,
  loggedWithin,
  START_MS,
  type TinyFunction,
  tinyAccount,
  tinyFunction,
  tinyQueue,
} from './tiny-account.ts';

const DEAD_LETTERS = tinyQueue('dead-letters');
const START_MINUTE = START_MS / MINUTE_MS;

/** Events for one minute only, so that their outcomes can be told apart. */
const FOR_A_MINUTE: Curve = steps(0, [
  [START_MINUTE + 1, 1],
  [START_MINUTE + 2, 0],
]);

const ALWAYS_FAILS = { name: 'bug', share: steady(1), durationShare: 1, ending: 'exception' } as const;

function asyncWorld(caller: Partial<AsyncCallerModel>, overrides: TinyFunction = {}): World {
  const model: AsyncCallerModel = {
    kind: 'async',
    eventsPerSecond: FOR_A_MINUTE,
    onFailure: null,
    ...caller,
  };
  const mailer = tinyFunction('mailer', { ...overrides, caller: model });
  return simulatedWorld({ ...tinyAccount([mailer]), queues: [DEAD_LETTERS] }, 1, START_MS);
}

function total(world: World, metric: WorldMetric, minutes: number): number {
  const nowMs = START_MS + (minutes + 5) * MINUTE_MS;
  return Array.from(
    { length: minutes },
    (_, index) => world.metric('mailer', metric, START_MS + index * MINUTE_MS, nowMs)?.sum ?? 0,
  ).reduce((sum, value) => sum + value, 0);
}

function requestIds(world: World, minutes: number) {
  return loggedWithin(world, 'mailer', START_MS, START_MS + minutes * MINUTE_MS)
    .map(({ message, timestampMs }) => ({
      id: /^START RequestId: (\S+)/.exec(message)?.[1] ?? '',
      timestampMs,
    }))
    .filter(({ id }) => id !== '');
}

describe('a function called asynchronously', () => {
  it('retries a failing event after one and two minutes, with the same request id', () => {
    const world = asyncWorld({}, { work: { failures: [ALWAYS_FAILS] } });
    const tries = groupedBy(requestIds(world, 10), ({ id }) => id);

    expect(tries.size).toBe(total(world, 'AsyncEventsReceived', 10));
    for (const [first, second, third, ...others] of tries.values()) {
      expect(others).toEqual([]);
      expect(Math.round((second!.timestampMs - first!.timestampMs) / 1_000)).toBe(60);
      expect(Math.round((third!.timestampMs - second!.timestampMs) / 1_000)).toBe(120);
    }
  });

  it('logs the same details of an event each time', () => {
    const details = {
      invocation: (_told: unknown, dice: { hex(digits: number): string }) => [
        { offsetMs: 1, level: 'INFO' as const, message: `mail ${dice.hex(16)}` },
      ],
    };
    const world = asyncWorld({}, { work: { failures: [ALWAYS_FAILS] }, story: details });
    const lines = loggedWithin(world, 'mailer', START_MS, START_MS + 10 * MINUTE_MS)
      .map(({ message }) => /mail (\w+)/.exec(message)?.[1])
      .filter((mail) => mail !== undefined);

    expect(new Set(lines).size).toBe(lines.length / 3);
  });

  it.each<
    [
      string,
      FailureTarget | null,
      { lost: boolean; deadLetterErrors: boolean; failures: boolean; kept: boolean },
    ]
  >([
    ['nowhere: it is lost', null, { lost: true, deadLetterErrors: false, failures: false, kept: false }],
    [
      'to the dead-letter queue',
      { kind: 'dead-letter-queue', queueName: 'dead-letters' },
      { lost: false, deadLetterErrors: false, failures: false, kept: true },
    ],
    [
      'to a dead-letter queue that refuses it: it is lost',
      { kind: 'dead-letter-queue', queueName: 'dead-letters', refusesSinceMs: START_MS },
      { lost: true, deadLetterErrors: true, failures: false, kept: false },
    ],
    [
      'to a destination that refuses it: it is lost',
      { kind: 'destination', queueName: 'dead-letters', refusesSinceMs: START_MS },
      { lost: true, deadLetterErrors: false, failures: true, kept: false },
    ],
  ])('gives up an event after three tries, and sends it %s', (_where, onFailure, expected) => {
    const configuration = onFailure?.kind === 'dead-letter-queue' ? { deadLetterArn: DEAD_LETTERS.arn } : {};
    const world = asyncWorld({ onFailure }, { configuration, work: { failures: [ALWAYS_FAILS] } });
    const events = total(world, 'AsyncEventsReceived', 10);
    const all = (isAll: boolean) => (isAll ? events : 0);

    expect(total(world, 'AsyncEventsDropped', 10)).toBe(events);
    expect(total(world, 'DeadLetterErrors', 10)).toBe(all(expected.deadLetterErrors));
    expect(total(world, 'DestinationDeliveryFailures', 10)).toBe(all(expected.failures));
    expect(world.truth.lostEvents('mailer', START_MS, START_MS + 10 * MINUTE_MS)).toBe(all(expected.lost));
    expect(world.queueDepth('dead-letters', START_MS + 15 * MINUTE_MS)?.visible).toBe(all(expected.kept));
  });

  it('retries a throttled event less and less often, and gives it up after six hours', () => {
    const world = asyncWorld({}, { configuration: { reservedConcurrency: 0 } });
    const events = total(world, 'AsyncEventsReceived', 10);
    const throttles = (minute: number) =>
      world.truth.minute('mailer', START_MS + minute * MINUTE_MS).throttles;

    expect(throttles(2)).toBeGreaterThan(throttles(12));
    expect(throttles(200)).toBeGreaterThan(0);
    expect(world.truth.lostEvents('mailer', START_MS, START_MS + 350 * MINUTE_MS)).toBe(0);
    expect(world.truth.lostEvents('mailer', START_MS, START_MS + 370 * MINUTE_MS)).toBe(events);
    expect(throttles(366)).toBe(0);
  });

  it('works off a backlog once it is no longer throttled, and publishes how old the events had become', () => {
    const caller = { eventsPerSecond: FOR_A_MINUTE };
    const world = asyncWorld(caller, {
      configuration: { reservedConcurrency: 1 },
      work: { durationMs: steady(2_500) },
    });

    expect(total(world, 'Invocations', 60)).toBe(total(world, 'AsyncEventsReceived', 60));
    const ages = Array.from({ length: 30 }, (_, index) =>
      world.metric('mailer', 'AsyncEventAge', START_MS + index * MINUTE_MS, START_MS + 60 * MINUTE_MS),
    );
    expect(Math.max(...ages.map((age) => age?.maximum ?? 0))).toBeGreaterThan(60_000);
  });

  it('calls itself until Lambda stops it', () => {
    const world = asyncWorld({ loopShare: steady(1) });
    const stopped = total(world, 'RecursiveInvocationsDropped', 10);

    expect(stopped).toBeGreaterThan(30);
    expect(total(world, 'Invocations', 10)).toBe(16 * stopped);
    expect(total(world, 'AsyncEventsReceived', 10)).toBe(16 * stopped);
  });

  it('publishes none of this if it is called in another way', () => {
    const world = simulatedWorld(tinyAccount([tinyFunction('mailer')]), 1, START_MS);

    expect(world.metric('mailer', 'AsyncEventsReceived', START_MS, START_MS + 5 * MINUTE_MS)).toBeNull();
    expect(world.metric('mailer', 'AsyncEventAge', START_MS, START_MS + 5 * MINUTE_MS)).toBeNull();
    expect(world.eventInvokeConfigs).toEqual([]);
  });
});
