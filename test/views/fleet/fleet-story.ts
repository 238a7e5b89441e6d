import type { AccountLimits } from '../../../src/lambda/function/function.ts';
import type { MetricName, Statistic } from '../../../src/lambda/metric.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { NO_CLOSER_LOOK } from '../../../src/monitor/fleet/attention.ts';
import { judgeFleet } from '../../../src/monitor/fleet/fleet-judgement.ts';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import type { EarlierLimits } from '../../../src/monitor/function/catalogue/account-limits.ts';
import type { Catalogue } from '../../../src/monitor/function/catalogue/catalogue.ts';
import { MetricHistory } from '../../../src/monitor/metric/metric-history.ts';
import { ACCOUNT, type MetricOwner, ofFunction } from '../../../src/monitor/metric-owner.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { ChronicFailures } from '../../../src/triage/rules/chronic-failures.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { scriptedMapping } from '../../monitor/scripted-account.ts';

export const NOW_MS = Date.UTC(2026, 10, 24, 3, 12, 10);
const API: FleetSnapshot['api'] = {
  calls: 40,
  apis: [],
  dollarsPerHour: 0.08,
  isPaceSettling: false,
  dollars: 0.01,
  recentFailures: 0,
  failures: [],
  denied: [],
};
const NEWEST_MS = Date.UTC(2026, 10, 24, 3, 11);
const MINUTES = 90;
const DEFAULT_LIMITS: AccountLimits = { concurrency: 1_000, unreservedConcurrency: 765 };

/** A function's metrics in one of the last 90 minutes; 0 is the newest. Absent metrics have no data point. */
export type MinuteOf = (age: number) => Partial<Record<`${MetricName} ${Statistic}`, number>>;

export interface FunctionStory {
  readonly name: string;
  /** Null for a function without calls. */
  readonly minute: MinuteOf | null;
  /** Null reserves nothing. */
  readonly reserved?: number | null | 'denied' | 'unread';
  readonly timeoutMs?: number;
  readonly hasDeadLetterTarget?: boolean;
  readonly shards?: number;
  /** Series that may not be read, such as `Errors Sum`. */
  readonly denied?: readonly (keyof ReturnType<MinuteOf>)[];
  readonly chronic?: ChronicFailures;
}

export interface AccountStory {
  readonly functions: readonly FunctionStory[];
  readonly limits?: AccountLimits | 'denied' | 'unread';
  /** Earlier limits that were seen, oldest first. */
  readonly earlierLimits?: readonly EarlierLimits[];
  readonly pool?: ((age: number) => number) | 'denied';
  /** Idle provisioned environments of functions without a reservation. */
  readonly idleProvisioned?: number | ((age: number) => number);
  /** For how many minutes the account's reservations are known to be unchanged. */
  readonly sameLimitsMinutes?: number;
  readonly mappings?: 'denied';
  readonly snapshot?: Partial<FleetSnapshot>;
}

/** Ten calls a second of 100 ms, with the test's changes. */
export function calm(different: MinuteOf = () => ({})): MinuteOf {
  return (age) => ({
    'Invocations Sum': 600,
    'Errors Sum': 0,
    'Throttles Sum': 0,
    'Duration Sum': 60_000,
    'Duration p95': 180,
    'Duration Maximum': 400,
    'ConcurrentExecutions Maximum': 3,
    ...different(age),
  });
}

export const IDLE: FunctionStory = { name: 'report-nightly', minute: null };
export const CALM: FunctionStory = { name: 'user-profile', minute: calm() };
export const THROTTLED: FunctionStory = {
  name: 'checkout-api',
  reserved: 200,
  timeoutMs: 10_000,
  minute: calm((age) => ({
    'Invocations Sum': 2_500,
    'Duration Sum': age < 15 ? 11_600_000 : 2_700_000,
    'Duration p95': age < 15 ? 9_800 : 1_900,
    'Duration Maximum': age < 15 ? 10_000 : 3_000,
    'ConcurrentExecutions Maximum': age < 15 ? 200 : 50,
    'Throttles Sum': age < 12 ? 340 : 0,
    'Errors Sum': age < 14 ? 225 : 2,
  })),
};
export const LAGGING: FunctionStory = {
  name: 'order-stream-consumer',
  shards: 10,
  minute: calm((age) => ({
    'Duration Sum': 590_000,
    'ConcurrentExecutions Maximum': 10,
    'IteratorAge Maximum': Math.max(0, 480_000 - age * 48_000),
  })),
};
export const LOSING: FunctionStory = {
  name: 'email-dispatch',
  hasDeadLetterTarget: true,
  minute: calm((age) => ({ 'DeadLetterErrors Sum': age < 3 ? 2 : 0 })),
};
export const CAST: readonly FunctionStory[] = [THROTTLED, LAGGING, LOSING, CALM, IDLE];

/** The snapshot that the monitor would publish for such an account. */
export function snapshotOf(story: AccountStory): FleetSnapshot {
  const history = new MetricHistory();
  for (const { name, minute, denied = [] } of story.functions) {
    history.coverage.read(rawText(name), NOW_MS);
    for (const series of denied) deny(history, ofFunction(rawText(name)), series);
    if (minute !== null) record(history, name, minute);
  }
  const { pool = () => 305, idleProvisioned = 0, limits = DEFAULT_LIMITS } = story;
  const idle = typeof idleProvisioned === 'number' ? () => idleProvisioned : idleProvisioned;
  const reserved = typeof limits === 'string' ? 0 : limits.concurrency - limits.unreservedConcurrency;
  if (pool === 'denied') {
    deny(history, ACCOUNT, 'ClaimedAccountConcurrency Maximum');
    deny(history, ACCOUNT, 'UnreservedConcurrentExecutions Maximum');
  } else {
    record(history, null, (age) => ({
      'ClaimedAccountConcurrency Maximum': reserved + idle(age) + pool(age),
      'UnreservedConcurrentExecutions Maximum': pool(age),
    }));
  }
  const chronicOf = (functionName: string) =>
    story.functions.find(({ name }) => name === functionName)?.chronic ?? null;
  const judgement = judgeFleet(catalogueOf(story), history, DEFAULT_THRESHOLDS, {
    nowMs: NOW_MS,
    untilMs: null,
    chronicOf,
  });
  return {
    ...judgement,
    connection: { state: 'live', lastGoodPollMs: NOW_MS, error: null },
    identity: {
      accountId: rawText('123456789012'),
      arn: rawText('arn:aws:sts::123456789012:assumed-role/OnCallRead/ada'),
      expiresMs: NOW_MS + 47 * MINUTE_MS,
    },
    nextPollMs: NOW_MS + 10_000,
    hasAllFunctions: true,
    hasLimits: true,
    api: API,
    ...NO_CLOSER_LOOK,
    lookedMs: null,
    held: null,
    ...story.snapshot,
  };
}

function deny(history: MetricHistory, owner: MetricOwner, series: string): void {
  const [metric, statistic] = series.split(' ') as [MetricName, Statistic];
  history.coverage.answered({ owner, metric, statistic }, 'denied');
}

function record(history: MetricHistory, name: string | null, minute: MinuteOf): void {
  for (let age = 0; age < MINUTES; age++) {
    for (const [series, value] of Object.entries(minute(age))) {
      const [metric, statistic] = series.split(' ') as [MetricName, Statistic];
      const owner = name === null ? ACCOUNT : ofFunction(rawText(name));
      const point = { timestampMs: NEWEST_MS - age * MINUTE_MS, value };
      history.record({ owner, metric, statistic }, [point]);
    }
  }
}

function catalogueOf(story: AccountStory): Catalogue {
  const { functions, limits = DEFAULT_LIMITS, earlierLimits = [], mappings, sameLimitsMinutes = 180 } = story;
  return {
    asOfMs: NOW_MS,
    isComplete: true,
    functions: functions.map(({ name, timeoutMs = 30_000, hasDeadLetterTarget = false }) => ({
      name: rawText(name),
      arn: rawText(`arn:aws:lambda:eu-west-1:123456789012:function:${name}`),
      runtime: rawText('nodejs24.x'),
      architecture: rawText('arm64'),
      memoryMb: 512,
      timeoutMs,
      version: rawText('$LATEST'),
      lastModifiedMs: null,
      logGroup: rawText(`/aws/lambda/${name}`),
      logFormat: 'json',
      deadLetterTarget: hasDeadLetterTarget ? rawText('arn:aws:sqs:eu-west-1:123456789012:lost') : null,
    })),
    active: null,
    accountLimits:
      typeof limits === 'string'
        ? { known: false, because: limits }
        : {
            known: true,
            value: limits,
            sameSinceMs: NOW_MS - sameLimitsMinutes * MINUTE_MS,
            earlier: earlierLimits,
          },
    mappings:
      mappings === 'denied'
        ? { known: false, because: 'denied' }
        : {
            known: true,
            value: functions.flatMap(({ name, shards }) =>
              shards === undefined
                ? []
                : [scriptedMapping(name, { sourceArn: rawText(`stream of ${name}`) })],
            ),
          },
    reserved: new Map(
      functions.map(({ name, reserved = null }) => [
        name,
        typeof reserved === 'string' ? { known: false, because: reserved } : { known: true, value: reserved },
      ]),
    ),
    queues: new Map(),
    streams: new Map(
      functions.map(({ name, shards = 0 }) => [
        `stream of ${name}`,
        { known: true, value: { openShards: shards, retentionMs: null } },
      ]),
    ),
  };
}
