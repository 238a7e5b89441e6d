import { steady } from '../../../src/local/world/curve.ts';
import type { WorldQueue } from '../../../src/local/world/world.ts';
import { shardName } from '../code-story.ts';
import { ACCOUNT_ID, configured, type Draft, failingSince, REGION, roomFor, since } from '../draft.ts';
import {
  MORE_RETRIES,
  RAISED_CONCURRENCY,
  RAISED_TIMEOUT,
  REDRIVEN_AT_ONCE,
  type Scenario,
} from '../scenario.ts';
import { between, CALLS_PER_MINUTE, MINUTE_MS, type Setting, wholeBetween } from '../setting.ts';
import { ownWords, partOf } from './thrown-errors.ts';

const SHARDS = 4;
const RECORD_MS = 8;

/** Events, records and messages that wait or are lost. */
export const waitingWork: readonly Scenario[] = [
  {
    name: 'asyncBacklog',
    answers: ['asyncBacklog'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, { callsPerMinute, dice, onsetMs }) {
      const perSecond = callsPerMinute / 60;
      const durationMs = 900;
      const reserved = roomFor((perSecond * durationMs) / 1_000);
      const most = (reserved * 1_000) / durationMs;
      return {
        draft: {
          ...configured(draft, { reservedConcurrency: reserved }),
          caller: {
            kind: 'async',
            eventsPerSecond: since(onsetMs, perSecond, most * between(dice, 1.5, 3)),
            onFailure: null,
          },
          work: { ...draft.work, durationMs: steady(durationMs), failures: [] },
        },
        sinceMs: onsetMs,
        pattern: null,
        dimension: null,
        harms: [RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
  {
    name: 'recursion',
    answers: ['recursion'],
    rates: [10, 100],
    mixes: false,
    stage(draft, { callsPerMinute, dice, onsetMs }) {
      const perSecond = callsPerMinute / 60;
      const durationMs = 700;
      // Sixteen times as many calls meet a limit that was sized for the normal load.
      return {
        draft: {
          ...configured(draft, { reservedConcurrency: roomFor((perSecond * durationMs) / 1_000) }),
          caller: {
            kind: 'async',
            eventsPerSecond: steady(perSecond),
            loopShare: since(onsetMs, 0, between(dice, 0.97, 1)),
            onFailure: null,
          },
          work: { ...draft.work, durationMs: steady(durationMs), failures: [] },
        },
        sinceMs: onsetMs,
        pattern: null,
        dimension: null,
        harms: [RAISED_CONCURRENCY, RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
  {
    name: 'refusedEvents',
    answers: ['refusedEvents'],
    rates: CALLS_PER_MINUTE,
    mixes: false,
    stage(draft, setting) {
      const { callsPerMinute, onsetMs, dice } = setting;
      const dead = queue('order-intake-dead');
      const said = ownWords(setting);
      const failing = failingSince(draft, { name: 'refused', sinceMs: 0, share: 0, thrown: said });
      return {
        draft: {
          ...configured(failing, { deadLetterArn: dead.arn }),
          queues: [dead],
          caller: {
            kind: 'async',
            eventsPerSecond: steady(callsPerMinute / 60),
            poison: {
              share: steady(callsPerMinute === 10 ? 0.2 : between(dice, 0.02, 0.06)),
              failure: 'refused',
            },
            onFailure: { kind: 'dead-letter-queue', queueName: dead.name, refusesSinceMs: onsetMs },
          },
        },
        sinceMs: onsetMs,
        pattern: null,
        dimension: null,
        harms: [MORE_RETRIES, RAISED_TIMEOUT],
      };
    },
  },
  {
    name: 'poisonPill',
    answers: ['blockedShard'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, setting) {
      const { onsetMs, dice } = setting;
      const shard = wholeBetween(dice, 0, SHARDS - 1);
      const said = ownWords(setting);
      const failing = failingSince(draft, { name: 'poisoned', sinceMs: 0, share: 0, thrown: said });
      return {
        draft: streaming(failing, setting, { shard, writtenMs: onsetMs, failure: 'poisoned' }),
        sinceMs: onsetMs,
        pattern: { by: 'code', words: partOf(said) },
        dimension: shardName(shard),
        harms: [RAISED_CONCURRENCY, RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
  {
    name: 'slowStream',
    answers: ['slowStream'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, setting) {
      const { onsetMs, dice } = setting;
      const streamed = streaming(draft, setting, null);
      const isWrittenMore = dice.share() < 0.5;
      const { caller, work } = streamed;
      if (caller.kind !== 'stream') throw new TypeError('a stream is read by a stream caller');
      const before = caller.recordsPerSecond(0);
      return {
        draft: isWrittenMore
          ? { ...streamed, caller: { ...caller, recordsPerSecond: since(onsetMs, before, before + 900) } }
          : {
              ...configured(streamed, { timeoutMs: 60_000 }),
              work: { ...work, durationMs: since(onsetMs, 110, (SHARDS * 100 * 1_000 * 2) / before) },
            },
        sinceMs: onsetMs,
        pattern: null,
        dimension: null,
        harms: [RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
  {
    name: 'badMessages',
    answers: ['badMessages'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, setting) {
      const { callsPerMinute, onsetMs, dice } = setting;
      const reportsItems = dice.share() < 0.5;
      const aside = queue('order-intake-aside');
      const orders = queue('orders', { queueName: aside.name, maxReceiveCount: 3 });
      const said = ownWords(setting);
      const failing = failingSince(draft, { name: 'unreadable', sinceMs: 0, share: 0, thrown: said });
      return {
        draft: {
          ...failing,
          queues: [orders, aside],
          caller: {
            kind: 'queue',
            mappingUuid: 'c7e45a1f-60d2-4b93-a8e1-52f90b3d7c64',
            queueName: orders.name,
            batchSize: 10,
            maximumConcurrency: null,
            reportsBatchItemFailures: reportsItems,
            messagesPerSecond: steady(callsPerMinute / 60),
            poison: {
              share: since(onsetMs, 0, callsPerMinute === 100 ? 0.1 : 0.02),
              failure: 'unreadable',
            },
          },
        },
        // A message is moved aside after three tries, half a minute apart; until then only whole batches fail.
        sinceMs: onsetMs + (reportsItems ? 1.25 * MINUTE_MS : 0),
        pattern: null,
        dimension: aside.name,
        harms: [REDRIVEN_AT_ONCE, RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
  {
    name: 'queueBacklog',
    answers: ['queueBacklog'],
    rates: [100, 1_000],
    mixes: false,
    stage(draft, { callsPerMinute, onsetMs, dice }) {
      const orders = queue('orders');
      const perSecond = callsPerMinute / 60;
      const most = wholeBetween(dice, 2, 4);
      const durationMs = (most * 1_000) / (perSecond * 2);
      return {
        draft: {
          ...configured(draft, { timeoutMs: 30_000 }),
          queues: [orders],
          caller: {
            kind: 'queue',
            mappingUuid: 'c7e45a1f-60d2-4b93-a8e1-52f90b3d7c64',
            queueName: orders.name,
            batchSize: 1,
            maximumConcurrency: most,
            reportsBatchItemFailures: false,
            messagesPerSecond: since(onsetMs, perSecond, perSecond * between(dice, 3, 5)),
          },
          work: { ...draft.work, durationMs: steady(durationMs), failures: [] },
        },
        sinceMs: onsetMs,
        pattern: null,
        dimension: null,
        harms: [RAISED_TIMEOUT, MORE_RETRIES],
      };
    },
  },
];

function streaming(
  draft: Draft,
  { callsPerMinute }: Setting,
  poisonPill: { readonly shard: number; readonly writtenMs: number; readonly failure: string } | null,
): Draft {
  return {
    ...draft,
    caller: {
      kind: 'stream',
      mappingUuid: '5f3c1b8e-7a94-4d27-9c61-2e8f0d4b6a13',
      streamName: 'orders',
      streamArn: `arn:aws:kinesis:${REGION}:${ACCOUNT_ID}:stream/orders`,
      openShards: SHARDS,
      parallelizationFactor: 1,
      batchSize: 100,
      recordsPerSecond: steady(callsPerMinute === 100 ? 20 : 80),
      ...(poisonPill === null ? {} : { poisonPill }),
    },
    work: { ...draft.work, durationMs: steady(110), recordDurationMs: RECORD_MS, spread: steady(0.25) },
    story: { ...draft.story, lane: true },
  };
}

function queue(name: string, redrive: WorldQueue['redrive'] = null): WorldQueue {
  return {
    name,
    arn: `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`,
    visibilityTimeoutMs: 30_000,
    redrive,
  };
}
