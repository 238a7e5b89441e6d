import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { type Curve, steady, steps } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';
import { incident } from './story-time.ts';

const CHARGE = 'POST https://payments.internal/v2/charge';

/**
 * A dependency becomes slow, so invocations take four times as long, and the same traffic needs more than the reserved
 * 200 environments: timeouts first, throttles three minutes later. A deployment a quarter of an hour before is the red
 * herring.
 */
export function checkoutApi(now0Ms: EpochMs): FunctionModel {
  const deployedMs = now0Ms - 31 * MINUTE_MS;
  const told = (story: Curve) => incident(now0Ms, story);
  return {
    configuration: {
      name: 'checkout-api',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 512,
      timeoutMs: 10_000,
      version: '119',
      lastModifiedMs: deployedMs,
      logGroup: '/aws/lambda/checkout-api',
      logFormat: 'JSON',
      reservedConcurrency: 200,
      deadLetterArn: null,
      description: 'Takes an order and charges for it (API Gateway)',
    },
    alias: 'live',
    deployments: [
      { version: '118', sinceMs: 0 },
      { version: '119', sinceMs: deployedMs },
    ],
    caller: { kind: 'sync', requestsPerSecond: steady(47) },
    work: {
      initMs: 310,
      durationMs: told(
        steps(1_100, [
          [-17, 2_000],
          [-16, 3_000],
          [-15, 3_400],
          [-14, 5_070],
          [40, 2_600],
          [42, 1_100],
        ]),
      ),
      recordDurationMs: 0,
      spread: told(
        steps(0.5, [
          [-17, 0.68],
          [42, 0.5],
        ]),
      ),
      memoryUsedMb: 194,
      failures: [
        { name: 'type-error', share: steady(0.001), durationShare: 0.04, ending: 'exception' },
        {
          name: 'connection-reset',
          share: told(
            steps(0.000_1, [
              [-17, 0.003],
              [42, 0.000_1],
            ]),
          ),
          durationShare: 0.6,
          ending: 'exception',
        },
      ],
    },
    story: { invocation: checkoutLines } satisfies LogStory,
    incidents: [
      {
        functionName: 'checkout-api',
        cause: 'payments.internal answers slowly, so the reserved concurrency of 200 is used up',
        sinceMs: now0Ms - 17 * MINUTE_MS,
      },
    ],
  };
}

function checkoutLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const items = dice.whole(1, 6);
  const orderId = dice.whole(80_000, 99_999);
  const total = (items * dice.whole(700, 6_900)) / 100;
  if (facts.ending === 'type-error') return [cartMissing(facts)];
  const chargeMs = Math.min(facts.durationMs, dice.whole(22, 70));
  return [
    line(Math.min(facts.durationMs, 8), 'INFO', 'cart loaded', { orderId, items, total: total.toFixed(2) }),
    line(chargeMs, 'INFO', `${CHARGE} try=1`, { orderId }),
    ...chargeLines(facts, dice, orderId, chargeMs),
  ];
}

/** A charge that takes too long is retried, three times at most. */
function chargeLines(
  facts: InvocationFacts,
  dice: Dice,
  orderId: number,
  chargeMs: number,
): readonly StoryLine[] {
  const waitedMs = facts.durationMs - chargeMs;
  const tries = facts.ending === 'timeout' ? 3 : waitedMs < 2_600 ? 1 : waitedMs < 5_500 ? 2 : 3;
  const firstMs = (waitedMs * (0.9 + 0.2 * dice.share())) / tries;
  const secondMs = chargeMs + firstMs + (waitedMs - firstMs) / 2;
  const retries: readonly StoryLine[] = [
    ...(tries > 1 ? [retryLine(2, chargeMs + firstMs, firstMs)] : []),
    ...(tries > 2 ? [retryLine(3, secondMs, secondMs - chargeMs - firstMs)] : []),
    ...(tries > 2 ? [slowLine(secondMs + (facts.durationMs - secondMs) * 0.55, dice, orderId)] : []),
  ];
  return [...retries, ...endingLines(facts, dice, orderId, waitedMs)];
}

function endingLines(
  facts: InvocationFacts,
  dice: Dice,
  orderId: number,
  waitedMs: number,
): readonly StoryLine[] {
  switch (facts.ending) {
    case 'timeout':
      return [];
    case 'connection-reset':
      return [connectionReset(facts)];
    default:
      return [
        ...(waitedMs > 2_600 && dice.chance(0.08)
          ? [
              line(facts.durationMs - 6, 'WARN', 'circuit half-open payments.internal', {
                failures: dice.whole(8, 40),
              }),
            ]
          : []),
        line(facts.durationMs - 4, 'INFO', 'order placed', {
          orderId,
          paymentId: `pay_${dice.hex(12)}`,
          latencyMs: Math.round(waitedMs),
        }),
      ];
  }
}

function retryLine(attempt: number, offsetMs: number, latencyMs: number): StoryLine {
  return line(offsetMs, 'WARN', `retry ${attempt}/3 ${CHARGE}`, { latencyMs: Math.round(latencyMs) });
}

function slowLine(offsetMs: number, dice: Dice, orderId: number): StoryLine {
  const waitMs = dice.whole(1_100, 1_400);
  return line(offsetMs, 'ERROR', `payments.internal: try 3 slow, waiting ${waitMs} ms`, {
    orderId,
    try: 3,
    upstream: 'payments.internal',
    waitMs,
    code: 'SLOW_UPSTREAM',
  });
}

function cartMissing({ durationMs }: InvocationFacts): StoryLine {
  return {
    offsetMs: durationMs - 2,
    level: 'ERROR',
    message: 'cart.items is undefined',
    exception: {
      type: 'TypeError',
      message: 'cart.items is undefined',
      frames: [
        '    at totalOf (file:///var/task/cart.js:31:22)',
        '    at Runtime.handler (file:///var/task/handler.js:88:17)',
      ],
    },
  };
}

function connectionReset({ durationMs }: InvocationFacts): StoryLine {
  return {
    offsetMs: durationMs - 3,
    level: 'ERROR',
    message: 'read ECONNRESET payments.internal',
    exception: {
      type: 'Error',
      message: 'read ECONNRESET payments.internal',
      frames: [
        '    at TLSWrap.onStreamRead (node:internal/stream_base_commons:216:20)',
        '    at async charge (file:///var/task/payments.js:54:20)',
        '    at async Runtime.handler (file:///var/task/handler.js:97:19)',
      ],
    },
  };
}

function line(
  offsetMs: number,
  level: StoryLine['level'],
  message: string,
  fields: Readonly<Record<string, string | number>>,
): StoryLine {
  return { offsetMs, level, message, fields };
}
