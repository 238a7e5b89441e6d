import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { steady } from '../curve.ts';
import type { FunctionModel, WorkModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

const CANARY_SINCE_MINUTE = -33;

const WORK: WorkModel = {
  initMs: 300,
  durationMs: steady(195),
  recordDurationMs: 0,
  spread: steady(0.5),
  memoryUsedMb: 134,
  failures: [{ name: 'item-gone', share: steady(0.000_6), durationShare: 0.4, ending: 'exception' }],
};

/** The new version reads a field that only half of the catalogue has. */
const CANARY_WORK: WorkModel = {
  ...WORK,
  failures: [
    ...WORK.failures,
    { name: 'price-missing', share: steady(0.31), durationShare: 0.3, ending: 'exception' },
  ],
};

/** A canary gone wrong: the alias sends a tenth of the requests to version 42, and almost a third of those fail. */
export function cartApi(now0Ms: EpochMs): FunctionModel {
  const canaryMs = now0Ms + CANARY_SINCE_MINUTE * MINUTE_MS;
  return {
    configuration: {
      name: 'cart-api',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 512,
      timeoutMs: 10_000,
      version: '41',
      lastModifiedMs: canaryMs,
      logGroup: '/aws/lambda/cart-api',
      logFormat: 'JSON',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Keeps what customers put into their carts (API Gateway)',
    },
    alias: 'live',
    deployments: [
      { version: '41', sinceMs: 0 },
      { version: '41', sinceMs: canaryMs, canary: { version: '42', share: 0.1, work: CANARY_WORK } },
    ],
    caller: { kind: 'sync', requestsPerSecond: steady(36) },
    work: WORK,
    story: { invocation: cartLines } satisfies LogStory,
    incidents: [
      {
        functionName: 'cart-api',
        cause: 'version 42, to which the alias live sends 10 % of the requests, fails 31 % of them',
        sinceMs: canaryMs,
      },
    ],
  };
}

function cartLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const cartId = `c_${dice.hex(8)}`;
  const sku = `SKU-${dice.whole(10_000, 99_999)}`;
  switch (facts.ending) {
    case 'success':
      return [
        {
          offsetMs: facts.durationMs - 2,
          level: 'INFO',
          message: dice.pick(['cart read', 'item added', 'item removed']),
          fields: { cartId, sku, latencyMs: Math.round(facts.durationMs - 2) },
        },
      ];
    case 'price-missing':
      return [
        failed(facts, 'TypeError', "Cannot read properties of undefined (reading 'net')", 'price.mjs:27:31'),
      ];
    case 'item-gone':
      return [failed(facts, 'ItemGoneError', `${sku} is no longer sold`, 'stock.mjs:58:11')];
    default:
      return [];
  }
}

function failed({ durationMs }: InvocationFacts, type: string, message: string, place: string): StoryLine {
  return {
    offsetMs: durationMs - 1,
    level: 'ERROR',
    message,
    exception: {
      type,
      message,
      frames: [
        `    at addItem (file:///var/task/${place})`,
        '    at async Runtime.handler (file:///var/task/index.mjs:19:5)',
      ],
    },
  };
}
