import { describe, expect, it } from 'vitest';
import { MET_NOW } from '../../../src/capacity/assessment.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { Cause, CriticalBy } from '../../../src/triage/cause/cause.ts';
import { sentenceOf, sentencesIn, wholeSentencesOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { minuteMsAt } from '../troubled.ts';
import {
  CANARY,
  COMMON,
  FAILING,
  HOLDER,
  LAGGING,
  limited,
  OF_EVERY_KIND,
  POOL_FILLING,
  POOL_FULL,
  PRESSURE,
  REDRIVING,
  rose,
  THROTTLED,
  USUAL,
  WORKERS,
} from './sentence-causes.ts';
import { WORDS_OF_NOW } from './words-of-now.ts';

const USED_UP: CriticalBy = { rule: 'use', limit: { kind: 'reserved', value: 100, inUse: 96 } };
const SOON_MET: CriticalBy = {
  rule: 'eta',
  limit: { kind: 'reserved', value: 100, inUse: 83 },
  eta: { earlyMs: 60_000, likelyMs: 120_000, lateMs: 240_000 },
};
const SLOWEST: CriticalBy = { rule: 'timeout', share: 0.96 };

const SENTENCES: readonly { readonly cause: Cause; readonly says: string; readonly short?: string }[] = [
  {
    cause: THROTTLED,
    says: 'turns away 11.1 % of attempts now, since 02:58Z at its reserved limit of 100',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: { ...THROTTLED, durationRise: rose(55) },
    says: 'turns away 11.1 % of attempts now, since 02:58Z at its reserved limit of 100; slower since 02:55Z',
    short: 'turns away 11.1 % now, since 02:58Z; duration rose first',
  },
  {
    cause: { ...THROTTLED, durationRise: rose(58) },
    says: 'turns away 11.1 % of attempts now, since 02:58Z at its reserved limit of 100; slower since 02:58Z',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: { ...THROTTLED, durationRise: rose(59) },
    says: 'turns away 11.1 % of attempts now, since 02:58Z at its reserved limit of 100',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: { ...THROTTLED, sinceMs: null, durationRise: rose(55) },
    says: 'turns away 11.1 % of attempts at its reserved limit of 100; slower since 02:55Z',
    short: 'turns away 11.1 %',
  },
  {
    cause: { ...THROTTLED, sinceMs: null, newestIsClean: true },
    says: 'turned away 11.1 % of attempts in 5 min at its reserved limit of 100; none in the newest',
    short: 'turned away 11.1 %; none in the newest minute',
  },
  {
    cause: { ...THROTTLED, limitWasMet: false },
    says: 'turns away 11.1 % of attempts now, since 02:58Z: a request or scaling rate was met, not its reserved limit of 100',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: {
      ...THROTTLED,
      rate: 0.003,
      criticalBy: { rule: 'use', limit: { kind: 'requestRate', value: 350, inUse: 322 } },
    },
    says: 'uses 92 % of its request limit of 350/s (10 for each of its reserved 35); turns away 0.3 % of attempts now, since 02:58Z',
    short: 'uses 92 % of its limit; turns away 0.3 %',
  },
  {
    cause: {
      ...THROTTLED,
      rate: 0.003,
      newestIsClean: true,
      criticalBy: USED_UP,
    },
    says: 'uses 96 % of its reserved limit of 100; turned away 0.3 % of attempts in 5 min, none in the newest',
    short: 'uses 96 % of its limit; turned away 0.3 %',
  },
  {
    cause: { ...THROTTLED, rate: 0.003, durationRise: rose(55), criticalBy: SOON_MET },
    says: 'meets its reserved limit of 100 in ~2 min (1 to 4); turns away 0.3 % of attempts now, since 02:58Z; slower since 02:55Z',
    short: 'meets its limit in ~2 min (1 to 4); turns away 0.3 %',
  },
  {
    cause: { ...THROTTLED, rate: 0.003, criticalBy: SLOWEST },
    says: 'takes up to 96 % of its timeout; turns away 0.3 % of attempts now, since 02:58Z at its reserved limit of 100',
    short: 'takes up to 96 % of its timeout; turns away 0.3 %',
  },
  {
    cause: { ...FAILING, rate: 0.021, criticalBy: USED_UP },
    says: 'uses 96 % of its reserved limit of 100; fails 2.1 % of calls now, since 02:58Z',
    short: 'uses 96 % of its limit; fails 2.1 % of calls',
  },
  {
    cause: { ...FAILING, rate: 0.021, newestIsClean: true, reachesTimeout: true, criticalBy: SLOWEST },
    says: 'takes up to 96 % of its timeout; failed 2.1 % of calls in 5 min, none in the newest',
    short: 'takes up to 96 % of its timeout; failed 2.1 % of calls',
  },
  {
    cause: { ...LAGGING, criticalBy: { rule: 'use', limit: WORKERS } },
    says: 'uses 98 % of its 10 shard workers; 6 min behind, 0.8 min more a minute since 02:58Z',
    short: 'uses 98 % of its limit; 6 min behind',
  },
  {
    cause: { ...LAGGING, criticalBy: SLOWEST },
    says: 'takes up to 96 % of its timeout; 6 min behind, 0.8 min more a minute since 02:58Z; ~10 of 10 shard workers busy',
    short: 'takes up to 96 % of its timeout; 6 min behind; ~10 of 10 shard workers busy',
  },
  {
    cause: { ...REDRIVING, criticalBy: USED_UP },
    says: 'uses 96 % of its reserved limit of 100; sends 3.2 messages a minute to its redrive queue inventory-redrive now, since 02:58Z: 148 wait there',
    short: 'uses 96 % of its limit; sends 3.2 messages a minute to its redrive queue inventory-redrive',
  },
  {
    cause: { ...THROTTLED, rate: 0.00002 },
    says: 'turns away under 0.1 % of attempts now, since 02:58Z at its reserved limit of 100',
    short: 'turns away under 0.1 % now, since 02:58Z',
  },
  {
    cause: limited({ kind: 'account', value: 1_700, inUse: 1_700 }),
    says: 'turns away 11.1 % of attempts now, since 02:58Z at the account pool of 1,700',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: limited({ kind: 'scaling', value: 1_000, inUse: 830 }),
    says: "turns away 11.1 % of attempts now, since 02:58Z at Lambda's scaling rate of 1,000 new environments in 10 s",
    short: "turns away 11.1 % now, since 02:58Z at Lambda's scaling rate",
  },
  {
    cause: limited({ kind: 'unknown', because: 'unread', answer: 'awaited' }),
    says: 'turns away 11.1 % of attempts now, since 02:58Z; reading which limit it met',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: { ...limited({ kind: 'unknown', because: 'unread', answer: 'awaited' }), newestIsClean: true },
    says: 'turned away 11.1 % of attempts in 5 min, none in the newest; reading which limit it met',
    short: 'turned away 11.1 %; none in the newest minute',
  },
  {
    cause: limited({ kind: 'unknown', because: 'unread' }),
    says: 'turns away 11.1 % of attempts now, since 02:58Z at a limit that could not be read',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: limited({ kind: 'source', value: 10, inUse: 10 }),
    says: 'turns away 11.1 % of attempts now, since 02:58Z at its 10 shard workers',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: limited({ kind: 'unknown', because: 'denied' }),
    says: 'turns away 11.1 % of attempts now, since 02:58Z at a limit that is not known (denied)',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: limited({ kind: 'off', value: 0, inUse: 0 }),
    says: 'is switched off (reserved concurrency 0): turning away 11.1 % of attempts since 02:58Z, 312 a minute now',
    short: 'is switched off: turning away 11.1 % since 02:58Z',
  },
  {
    cause: { ...limited({ kind: 'off', value: 0, inUse: 0 }), newestIsClean: true, sinceMs: null },
    says: 'is switched off (reserved concurrency 0): turned away 11.1 % of attempts in 5 min, none in the newest',
    short: 'is switched off: turned away 11.1 %',
  },
  {
    cause: {
      ...limited({ kind: 'off', value: 0, inUse: 0 }),
      sinceMs: null,
      throughoutFromMs: minuteMsAt(0),
    },
    says: 'is switched off (reserved concurrency 0): turning away 11.1 % of attempts since before 02:00Z, 312 a minute now',
    short: 'is switched off: turning away 11.1 % since before 02:00Z',
  },
  { cause: POOL_FULL, says: 'full: 61 functions turned away now, since 02:58Z' },
  { cause: { ...POOL_FULL, others: 1, sinceMs: null }, says: 'full: 1 function turned away' },
  {
    cause: { ...POOL_FULL, culprit: rawText('image-resize') },
    says: 'full: 61 functions turned away now, since 02:58Z; image-resize grew the most',
  },
  {
    cause: { ...POOL_FULL, holder: HOLDER },
    says: 'full: 61 functions turned away now, since 02:58Z; image-resize holds 412',
  },
  {
    cause: { ...POOL_FULL, culprit: rawText('image-resize'), holder: HOLDER },
    says: 'full: 61 functions turned away now, since 02:58Z; image-resize grew the most and holds 412',
  },
  {
    cause: { ...POOL_FULL, culprit: rawText('cart-api'), holder: HOLDER },
    says: 'full: 61 functions turned away now, since 02:58Z; cart-api grew the most',
  },
  {
    cause: { ...POOL_FULL, others: 13, consumers: 2 },
    says: 'full: 13 functions (2 fed by a stream) turned away now, since 02:58Z',
    short: 'full: 13 functions turned away now, since 02:58Z',
  },
  { cause: { ...POOL_FULL, use: 0.89 }, says: '89 % in use: 61 functions turned away now, since 02:58Z' },
  { cause: { ...POOL_FULL, use: null }, says: 'ran out: 61 functions turned away now, since 02:58Z' },
  {
    cause: { ...POOL_FULL, use: 0.3, newestIsClean: true },
    says: 'turned away 61 functions in 5 min, none in the newest; 30 % in use now',
  },
  {
    cause: { ...POOL_FULL, use: null, newestIsClean: true },
    says: 'turned away 61 functions in 5 min, none in the newest',
  },
  {
    cause: POOL_FILLING,
    says: 'full in ~6 min (4 to 9) as image-resize adds 11.0 a minute; 12 functions share it',
    short: 'full in ~6 min (4 to 9); image-resize +11.0 a min',
  },
  {
    cause: { ...POOL_FILLING, pressure: { ...PRESSURE, use: 0.99, eta: MET_NOW } },
    says: 'full, 99 % at its peak; image-resize grew the most; 12 functions share it',
  },
  {
    cause: { ...LAGGING, limit: { ...WORKERS, pool: { value: 700, inUse: 699 } } },
    says: '6 min behind, 0.8 min more a minute since 02:58Z; ~10 of 10 shard workers busy; the account pool is full too',
    short: '6 min behind, +0.8 a min; ~10 of 10 shard workers busy; the account pool is full too',
  },
  {
    cause: limited({ ...WORKERS, pool: { value: 700, inUse: 699 } }),
    says: 'turns away 11.1 % of attempts now, since 02:58Z at the account pool of 700',
    short: 'turns away 11.1 % now, since 02:58Z',
  },
  {
    cause: {
      ...COMMON,
      kind: 'nearLimit',
      limit: { kind: 'requestRate', value: 350, inUse: 312 },
      eta: null,
    },
    says: 'uses 89 % of its request limit of 350/s (10 for each of its reserved 35)',
    short: 'uses 89 % of its request limit of 350/s',
  },
  {
    cause: { ...POOL_FILLING, pressure: { ...PRESSURE, culprit: null } },
    says: 'full in ~6 min (4 to 9), growing by 11.0 a minute; 12 functions share it',
  },
  {
    cause: { ...POOL_FILLING, pressure: { ...PRESSURE, culprit: null, growthPerMinute: -0.4 } },
    says: 'full in ~6 min (4 to 9); 12 functions share it',
  },
  {
    cause: { ...POOL_FILLING, pressure: { ...PRESSURE, eta: null } },
    says: '65 % in use; image-resize grew the most; 12 functions share it',
  },
  {
    cause: { ...POOL_FILLING, pressure: { ...PRESSURE, eta: null, culprit: null, use: 0.99, sharedBy: 1 } },
    says: 'full, 99 % at its peak',
  },
  {
    cause: {
      ...POOL_FILLING,
      pressure: { ...PRESSURE, eta: null, culprit: null, use: 0.9, limit: 165, idleProvisioned: 600 },
    },
    says: '90 % in use; 600 provisioned leave it 165; 12 functions share it',
  },
  {
    cause: { ...COMMON, kind: 'losing', events: 7, way: 'deadLetterTarget' },
    says: 'losing events since 02:58Z: 7 in 5 min could not be written to its dead-letter target',
    short: 'losing events since 02:58Z, 7 in 5 min',
  },
  {
    cause: { ...COMMON, kind: 'losing', sinceMs: null, events: 7, way: 'deadLetterTarget' },
    says: 'lost 7 events in 5 min that could not be written to its dead-letter target',
    short: 'lost 7 events in 5 min',
  },
  {
    cause: { ...COMMON, kind: 'losing', sinceMs: null, events: 1, way: 'dropped' },
    says: 'lost 1 event in 5 min that had no place to go',
    short: 'lost 1 event in 5 min',
  },
  {
    cause: LAGGING,
    says: '6 min behind, 0.8 min more a minute since 02:58Z; ~10 of 10 shard workers busy',
    short: '6 min behind, +0.8 a min; ~10 of 10 shard workers busy',
  },
  {
    cause: { ...LAGGING, suspicion: 'slowCalls' },
    says: '6 min behind, 0.8 min more a minute since 02:58Z; ~10 of 10 shard workers busy',
    short: '6 min behind, +0.8 a min; ~10 of 10 shard workers busy',
  },
  {
    cause: { ...LAGGING, growthMs: 60_000, suspicion: 'blockedShard' },
    says: '6 min behind, 1.0 min more a minute since 02:58Z; likely one record blocks its shard',
    short: '6 min behind, +1.0 a min; likely one record blocks its shard',
  },
  {
    cause: { ...LAGGING, ageMs: 3_600_000, growthMs: null, limit: { kind: 'unknown', because: 'unread' } },
    says: '1 h behind since 02:58Z',
    short: '1 h behind',
  },
  {
    cause: { ...LAGGING, growthMs: -60_000, limit: { kind: 'source', value: 10, inUse: 10.9 } },
    says: '6 min behind since 02:58Z, catching up; ~10 of 10 shard workers busy',
    short: '6 min behind; ~10 of 10 shard workers busy',
  },
  {
    cause: { ...LAGGING, sinceMs: null },
    says: '6 min behind, 0.8 min more a minute; ~10 of 10 shard workers busy',
    short: '6 min behind, +0.8 a min; ~10 of 10 shard workers busy',
  },
  { cause: FAILING, says: 'fails 42.0 % of calls now, since 02:58Z' },
  { cause: { ...FAILING, rate: 0.021, sinceMs: null }, says: 'fails 2.1 % of calls' },
  {
    cause: { ...FAILING, rate: 0.021, sinceMs: null, criticalBy: { rule: 'timeout', share: 1 } },
    says: 'takes up to 100 % of its timeout; fails 2.1 % of calls',
  },
  {
    cause: { ...FAILING, rate: 0.034, suspect: { bad: CANARY, good: USUAL } },
    says: 'fails 3.4 % of calls now, since 02:58Z; version 42 fails 26.0 % of its calls',
  },
  {
    cause: { ...FAILING, reachesTimeout: true },
    says: 'fails 42.0 % of calls now, since 02:58Z; the longest reach the timeout',
  },
  {
    cause: { ...FAILING, newestIsUnknown: true, spanMs: 15 * 60_000 },
    says: 'fails 42.0 % of calls in 15 min, since 02:58Z',
  },
  {
    cause: { ...FAILING, newestIsClean: true, sinceMs: null },
    says: 'failed 42.0 % of calls in 5 min, none in the newest',
  },
  {
    cause: { ...FAILING, newestIsClean: true, sinceMs: null, spanMs: 15 * 60_000 },
    says: 'failed 42.0 % of calls in 15 min, none in the newest',
  },
  {
    cause: {
      ...COMMON,
      kind: 'nearLimit',
      limit: { kind: 'reserved', value: 100, inUse: 83 },
      eta: { earlyMs: 60_000, likelyMs: 120_000, lateMs: 240_000 },
    },
    says: 'uses 83 % of its reserved limit of 100; met in ~2 min (1 to 4)',
  },
  {
    cause: { ...COMMON, kind: 'nearLimit', limit: { kind: 'source', value: 10, inUse: 9.4 }, eta: null },
    says: 'uses 94 % of its 10 shard workers',
  },
  {
    cause: {
      ...COMMON,
      kind: 'nearLimit',
      limit: { kind: 'source', value: 4, inUse: 3.9, isQueue: true, pool: { value: 1_000, inUse: 7 } },
      eta: null,
    },
    says: 'uses 98 % of the 4 calls at once that its queue may make',
    short: "uses 98 % of its queue's 4 calls at once",
  },
  {
    cause: { ...COMMON, kind: 'nearLimit', limit: { kind: 'reserved', value: 100, inUse: null }, eta: null },
    says: 'uses ? of its reserved limit of 100',
  },
  {
    cause: { ...COMMON, kind: 'nearTimeout', share: 0.96 },
    says: 'its longest call in 15 min took 96 % of the timeout',
    short: 'takes up to 96 % of its timeout',
  },
  {
    cause: {
      ...{ ...COMMON, kind: 'outOfMemory', awaitsLog: true, weekOnset: null },
      deaths: { count: 3, isComplete: true, spanMs: 360_000, severity: 'crit' },
    },
    says: 'running out of memory since 02:58Z; reading its log',
    short: 'running out of memory since 02:58Z; reading its log',
  },
  {
    cause: { ...COMMON, kind: 'nearTimeout', share: 0.96, awaitsLog: true },
    says: 'its longest call in 15 min took 96 % of the timeout; reading its log',
    short: 'takes up to 96 % of its timeout; reading its log',
  },
  {
    cause: { ...COMMON, kind: 'nearTimeout', share: 0.96, hasNoLines: true },
    says: 'its longest call in 15 min took 96 % of the timeout; its log of that time is gone or empty',
    short: 'takes up to 96 % of its timeout; its log of that time is gone or empty',
  },
  {
    cause: { ...FAILING, hasNoLines: true },
    says: `${lineText(sentenceOf(FAILING, TOLD_IN_UTC.present).says)}; its log of that time is gone or empty`,
  },
  {
    cause: { ...COMMON, kind: 'silent', usualPerMinute: 2_508, switchedOffSources: [] },
    says: 'not called since 02:58Z, usually 2,508 times a minute',
  },
  {
    cause: {
      ...{ ...COMMON, kind: 'silent', usualPerMinute: 60 },
      switchedOffSources: [rawText('orders')],
    },
    says: 'not called since 02:58Z, usually 60 times a minute; its mapping of orders is switched off: what arrives there waits',
    short: 'not called since 02:58Z; its mapping is switched off',
  },
];

const TOLD_LATER: readonly { readonly cause: Cause; readonly past: string }[] = [
  { cause: FAILING, past: 'failed 42.0 % of calls then, since 02:58Z' },
  {
    cause: limited({ kind: 'off', value: 0, inUse: 0 }),
    past: 'was switched off (reserved concurrency 0): turning away 11.1 % of attempts since 02:58Z, 312 a minute',
  },
  {
    cause: { ...POOL_FULL, culprit: rawText('image-resize'), holder: HOLDER },
    past: 'the account pool was full: 61 functions turned away then, since 02:58Z; image-resize grew the most and held 412',
  },
  {
    cause: POOL_FILLING,
    past: 'the account pool was to be full in ~6 min (4 to 9) as image-resize added 11.0 a minute; 12 functions shared it',
  },
  {
    cause: { ...POOL_FILLING, pressure: { ...PRESSURE, eta: MET_NOW, growthPerMinute: null } },
    past: 'the account pool was full then; 12 functions shared it',
  },
  {
    cause: OF_EVERY_KIND.nearLimit,
    past: 'used 83 % of its reserved limit of 100; was to be met in ~2 min (1 to 4)',
  },
  {
    cause: { ...THROTTLED, rate: 0.003, criticalBy: SOON_MET },
    past: 'was to meet its reserved limit of 100 in ~2 min (1 to 4); turned away 0.3 % of attempts then, since 02:58Z',
  },
  {
    cause: REDRIVING,
    past: 'sent 3.2 messages a minute to its redrive queue inventory-redrive then, since 02:58Z: 148 waited there',
  },
  {
    cause: OF_EVERY_KIND.backlogged,
    past: 'had work waiting: the oldest message for 6 min; waits grew since 02:58Z',
  },
  {
    cause: OF_EVERY_KIND.outOfMemory,
    past: 'running out of memory since 02:58Z: 14 calls died of it in 15 min',
  },
];

describe('the sentence of a cause', () => {
  it.each(SENTENCES)('$cause.kind: $says', ({ cause, says, short = says }) => {
    const sentence = sentenceOf(cause, TOLD_IN_UTC.present);
    expect(lineText(sentence.says)).toBe(says);
    expect(lineText(sentence.short)).toBe(short);
  });

  it.each(SENTENCES)('has at most one number in bold: $says', ({ cause }) => {
    for (const line of sentencesIn(sentenceOf(cause, TOLD_IN_UTC.present)))
      expect(line.filter(({ bold }) => bold).length).toBeLessThanOrEqual(1);
  });

  it.each([...SENTENCES, ...Object.values(OF_EVERY_KIND).map((cause) => ({ cause, says: 'of its kind' }))])(
    'has no word of now where it tells of a past moment: $cause.kind, $says',
    ({ cause }) => {
      for (const line of wholeSentencesOf(cause, TOLD_IN_UTC.past))
        expect(lineText(line)).not.toMatch(WORDS_OF_NOW);
    },
  );

  it.each(TOLD_LATER)('is told of a past moment as "$past"', ({ cause, past }) => {
    expect(lineText(wholeSentencesOf(cause, TOLD_IN_UTC.past)[0]!)).toBe(past);
  });

  it('keeps the names in it as they are', () => {
    const queueNames = [rawText('orders-fail is full now')];
    const [sentence] = wholeSentencesOf({ ...REDRIVING, queueNames }, TOLD_IN_UTC.past);
    expect(lineText(sentence!)).toMatch(
      /^sent .* to its redrive queue orders-fail is full now then, since 02:58Z/,
    );
  });
});

describe('the sentence about a redrive queue', () => {
  it.each<[says: string, changes: object]>([
    [
      'sends 3.2 messages a minute to its redrive queue inventory-redrive now, since 02:58Z: 148 wait there',
      {},
    ],
    ['sends 3.2 messages a minute to its redrive queue inventory-redrive: 148 wait there', { sinceMs: null }],
    [
      'sends 3.2 messages a minute to its redrive queue inventory-redrive now, since 02:58Z',
      { waiting: null },
    ],
    [
      'sends 3.2 messages a minute to its 2 redrive queues now, since 02:58Z: 148 wait there',
      { queueNames: [rawText('a'), rawText('b')] },
    ],
  ])('says that it %s', (says, changes) => {
    expect(lineText(sentenceOf({ ...REDRIVING, ...changes }, TOLD_IN_UTC.present).says)).toBe(says);
  });

  it('is short if there is no room', () => {
    expect(lineText(sentenceOf(REDRIVING, TOLD_IN_UTC.present).short)).toBe(
      'sends 3.2 messages a minute to its redrive queue inventory-redrive',
    );
  });
});
