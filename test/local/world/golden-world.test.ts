import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { asRead } from './tiny-account.ts';

const START_MS = Date.parse('2026-11-24T03:12:10Z');
/** Late enough that the account's pool has filled up, too. */
const NOW_MS = START_MS + 45 * MINUTE_MS;
/** From the beginning of the history. */
const MINUTES = Array.from({ length: 230 }, (_, ago) => (Math.floor(NOW_MS / MINUTE_MS) - ago) * MINUTE_MS);

/**
 * The outcome of every invocation, and a page of the log: no change in a function's behaviour can go unnoticed here.
 */
function historyOf(world: World, name: string): string {
  const truth = MINUTES.map((minuteMs) => world.truth.minute(name, minuteMs));
  const inFlight = world.truth.inFlight(name, NOW_MS - 15 * MINUTE_MS, NOW_MS);
  const log = world.log(name);
  const span = { startMs: NOW_MS - 30 * MINUTE_MS, endMs: NOW_MS, nowMs: NOW_MS };
  const page = asRead(log?.read({ ...span, after: null, limit: 500, streams: null }) ?? []);
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  return [
    `${total(truth.map(({ invocations }) => invocations))} served`,
    `${total(truth.map(({ throttles }) => throttles))} throttled`,
    `digest ${digest([truth, inFlight, page, log?.streams(NOW_MS)])}`,
  ].join(', ');
}

function digest(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 12);
}

/**
 * A faster simulation must not change the world. For an intended change of the world or of a log line, record the new
 * result with `vitest --update`.
 */
describe('the demo of seed 1 has not changed', () => {
  const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'demo' });

  it('in what its functions did and logged', () => {
    const functions = Object.fromEntries(world.functions.map(({ name }) => [name, historyOf(world, name)]));

    expect(functions).toMatchInlineSnapshot(`
      {
        "auth-token": "4278470 served, 91 throttled, digest d8f3c62f4200",
        "cart-api": "488419 served, 9328 throttled, digest 7468f775c785",
        "checkout-api": "630690 served, 17868 throttled, digest 7f71c0968e1f",
        "email-dispatch": "29108 served, 552 throttled, digest 8362db2a4abc",
        "geo-lookup": "1818823 served, 34811 throttled, digest dc76a1fc2713",
        "image-resize": "447533 served, 50515 throttled, digest 9258a59f2e24",
        "inventory-sync": "51719 served, 1060 throttled, digest c3e7544a240c",
        "invoice-pdf": "12012 served, 236 throttled, digest 640dcb4048bc",
        "ledger-stream": "51271 served, 744 throttled, digest bf8e4e854297",
        "legacy-export": "74620 served, 1432 throttled, digest 2ef579946811",
        "order-stream-consumer": "115089 served, 5 throttled, digest 92047c1ab2e5",
        "report-nightly": "0 served, 0 throttled, digest 9c65d8f7e2e9",
        "search-index": "160042 served, 3045 throttled, digest 5ba85628d9b5",
        "thumbnail-cron": "0 served, 0 throttled, digest 9c65d8f7e2e9",
        "user-profile": "760861 served, 14453 throttled, digest 2699c860d629",
        "webhook-in": "310654 served, 6035 throttled, digest 90a1fc2718bc",
      }
    `);
  });

  it('in what its account and its queues published', () => {
    const account = (['ConcurrentExecutions', 'UnreservedConcurrentExecutions'] as const).map((metric) =>
      MINUTES.map((minuteMs) => world.metric(null, metric, minuteMs, NOW_MS)),
    );
    const queues = world.queues.map(({ name }) =>
      (['NumberOfMessagesReceived', 'ApproximateNumberOfMessagesVisible'] as const).map((metric) =>
        MINUTES.map((minuteMs) => world.queueMetric(name, metric, minuteMs, NOW_MS)),
      ),
    );

    expect({ account: digest(account), queues: digest(queues) }).toMatchInlineSnapshot(`
      {
        "account": "dea0f88dcc26",
        "queues": "a949584c6af7",
      }
    `);
  });
});
