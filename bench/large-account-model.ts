import { DAY_MS, type EpochMs, MINUTE_MS } from '../src/lambda/time.ts';
import { type Curve, ramp, steady } from '../src/local/world/curve.ts';
import type { AccountModel, CallerModel, FunctionModel } from '../src/local/world/function-model.ts';
import type { InvocationFacts } from '../src/local/world/log/log-story.ts';
import type { WorldAccount } from '../src/local/world/world.ts';

const TEAMS = ['billing', 'catalog', 'checkout', 'identity', 'media', 'orders', 'search', 'shipping'];
const WORK = ['api', 'cron', 'export', 'import', 'notify', 'sync', 'webhook', 'worker'];

/** Of the called functions, one in this many fails. */
const FAILING_EVERY = 25;
const FAILED_SHARE = 0.08;
const FAILS_SINCE_MINUTES = -20;

/** An account in which `called` of `functions` are called, spread evenly over the list, and one in 25 of them fails. */
export function largeAccountModel(functions: number, called: number, nowMs: EpochMs): AccountModel {
  const account: WorldAccount = {
    accountId: '123456789012',
    region: 'eu-west-1',
    concurrencyLimit: 1_000,
  };
  const every = Math.max(1, Math.floor(functions / called));
  return {
    account,
    functions: Array.from({ length: functions }, (_, index) => {
      const place = index / every;
      return Number.isInteger(place) && place < called
        ? calledFunction(index, place, nowMs)
        : idleFunction(index, nowMs);
    }),
  };
}

/** Names that teams give: `orders-import-0421`. */
function nameOf(index: number): string {
  const team = TEAMS[index % TEAMS.length];
  const work = WORK[Math.floor(index / TEAMS.length) % WORK.length];
  return `${team}-${work}-${String(index).padStart(4, '0')}`;
}

function calledFunction(index: number, place: number, nowMs: EpochMs): FunctionModel {
  const caller: CallerModel = { kind: 'sync', requestsPerSecond: steady(0.2 + (place % 10) / 10) };
  const fails = place % FAILING_EVERY === 0;
  const sinceMinute = Math.floor(nowMs / MINUTE_MS) + FAILS_SINCE_MINUTES;
  const share: Curve = fails
    ? ramp([
        [sinceMinute, 0],
        [sinceMinute + 1, FAILED_SHARE],
      ])
    : steady(0);
  return memberOf(nameOf(index), nowMs, caller, share);
}

/** Its schedule begins tomorrow. */
function idleFunction(index: number, nowMs: EpochMs): FunctionModel {
  const caller: CallerModel = { kind: 'schedule', firstMs: nowMs + DAY_MS, everyMs: DAY_MS };
  return memberOf(nameOf(index), nowMs, caller, steady(0));
}

function memberOf(name: string, nowMs: EpochMs, caller: CallerModel, failed: Curve): FunctionModel {
  return {
    configuration: {
      name,
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 256,
      timeoutMs: 10_000,
      version: '$LATEST',
      lastModifiedMs: nowMs - 6 * DAY_MS,
      logGroup: `/aws/lambda/${name}`,
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: '',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller,
    work: {
      initMs: 300,
      durationMs: steady(120),
      recordDurationMs: 0,
      spread: steady(0.3),
      memoryUsedMb: 110,
      failures: [{ name: 'refused', share: failed, durationShare: 0.5, ending: 'exception' }],
    },
    story: {
      invocation: ({ durationMs, ending }: InvocationFacts) => [
        {
          offsetMs: Math.max(0, durationMs - 2),
          level: ending === 'success' ? 'INFO' : 'ERROR',
          message: ending === 'success' ? 'done' : 'Error: the order was refused',
        },
      ],
    },
    incidents: [],
  };
}
