import type { MetLimit } from '../../../src/capacity/assessment.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { Cause } from '../../../src/triage/cause/cause.ts';
import type { PoolPressure } from '../../../src/triage/cause/pool.ts';
import { minuteMsAt, RESERVED_100 } from '../troubled.ts';

export const WORKERS = { kind: 'source', value: 10, inUse: 9.8 } as const;

export const COMMON = {
  severity: 'crit',
  functionName: rawText('checkout-api'),
  sinceMs: minuteMsAt(58),
  harm: 'callersAreHit',
  lossRank: 0,
} as const;

export const THROTTLED = {
  ...COMMON,
  kind: 'throttled',
  limit: RESERVED_100,
  limitWasMet: true,
  rate: 0.111,
  newestIsClean: false,
  durationRise: null,
  throttles: 312,
} as const satisfies Cause;

export const FAILING = {
  ...COMMON,
  kind: 'failing',
  rate: 0.42,
  newestIsClean: false,
  reachesTimeout: false,
  steady: null,
} as const satisfies Cause;

export const CANARY = { version: rawText('42'), weight: 0.1, invocations: 900, errorRate: 0.26 };
export const USUAL = { version: rawText('41'), weight: 0.9, invocations: 8_000, errorRate: 0.001 };

export const POOL_FULL = {
  ...COMMON,
  kind: 'poolFull',
  culprit: null,
  holder: null,
  others: 61,
  consumers: 0,
  use: 1,
  newestIsClean: false,
} as const satisfies Cause;

export const REDRIVING = {
  ...COMMON,
  kind: 'redriving',
  messagesPerMinute: 3.2,
  waiting: 148,
  queueNames: [rawText('inventory-redrive')],
} as const satisfies Cause;

export const LAGGING = {
  ...COMMON,
  kind: 'lagging',
  ageMs: 360_000,
  growthMs: 48_000,
  limit: WORKERS,
  suspicion: null,
} as const satisfies Cause;

export const PRESSURE: PoolPressure = {
  severity: 'warn',
  culprit: rawText('image-resize'),
  growthPerMinute: 11,
  holder: null,
  use: 0.65,
  eta: { earlyMs: 270_000, likelyMs: 400_000, lateMs: 510_000 },
  shortMs: 400_000,
  sharedBy: 12,
  limit: 700,
  idleProvisioned: 0,
};

export const POOL_FILLING = { ...COMMON, kind: 'poolFilling', pressure: PRESSURE } as const satisfies Cause;

export function rose(minute: number) {
  return { sinceMs: minuteMsAt(minute), beforeMs: 1_100, nowMs: 4_600 };
}

export function limited(limit: MetLimit): Extract<Cause, { kind: 'throttled' }> {
  return { ...THROTTLED, limit };
}

export const HOLDER = { functionName: rawText('image-resize'), level: 412.3 };

export const OF_EVERY_KIND = {
  throttled: THROTTLED,
  poolFull: POOL_FULL,
  poolFilling: POOL_FILLING,
  losing: { ...COMMON, kind: 'losing', events: 7, way: 'deadLetterTarget' },
  lagging: { ...LAGGING, suspicion: 'blockedShard' },
  redriving: REDRIVING,
  backlogged: { ...COMMON, kind: 'backlogged', of: 'messages', ageMs: 360_000, pace: 'grows' },
  failing: FAILING,
  nearLimit: {
    ...COMMON,
    kind: 'nearLimit',
    limit: { kind: 'reserved', value: 100, inUse: 83 },
    eta: { earlyMs: 60_000, likelyMs: 120_000, lateMs: 240_000 },
  },
  nearTimeout: { ...COMMON, kind: 'nearTimeout', share: 0.96 },
  outOfMemory: {
    ...COMMON,
    kind: 'outOfMemory',
    weekOnset: null,
    deaths: { severity: 'crit', count: 14, isComplete: true, spanMs: 900_000 },
  },
  silent: { ...COMMON, kind: 'silent', usualPerMinute: 60, switchedOffSources: [rawText('orders')] },
} as const satisfies { readonly [Kind in Cause['kind']]: Extract<Cause, { kind: Kind }> };
