import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { sentenceOf, wholeSentencesOf } from '../../../src/triage/sentence/cause-sentence.ts';
import { TOLD_IN_UTC } from '../../../src/triage/sentence/time-words.ts';
import { RESERVED_100 } from '../troubled.ts';
import {
  COMMON,
  FAILING,
  HOLDER,
  LAGGING,
  limited,
  POOL_FILLING,
  POOL_FULL,
  PRESSURE,
  rose,
  THROTTLED,
  WORKERS,
} from './sentence-causes.ts';

describe('a sentence with room', () => {
  it.each([
    { cause: POOL_FILLING, begins: 'the account pool is full in ~6 min (4 to 9)' },
    {
      cause: { ...POOL_FILLING, pressure: { ...PRESSURE, eta: null } },
      begins: 'the account pool is 65 % in use',
    },
    { cause: POOL_FULL, begins: 'the account pool is full: 61 functions' },
    { cause: { ...POOL_FULL, use: null }, begins: 'the account pool ran out: 61 functions' },
    { cause: { ...POOL_FULL, newestIsClean: true }, begins: 'the account pool turned away' },
    { cause: LAGGING, begins: '6 min behind' },
  ])('begins: $begins', ({ cause, begins }) => {
    for (const sentence of wholeSentencesOf(cause, TOLD_IN_UTC.present))
      expect(lineText(sentence).startsWith(begins)).toBe(true);
  });
});

describe('a sentence for which only a few words are too many', () => {
  it.each<[says: string, cause: Parameters<typeof sentenceOf>[0]]>([
    ['turns away 11.1 % now, since 02:58Z at reserved 100', THROTTLED],
    [
      'turns away 11.1 % now, since 02:58Z at reserved 100; slower since 02:55Z',
      { ...THROTTLED, durationRise: rose(55) },
    ],
    [
      'turns away 11.1 % now, since 02:58Z at the account pool of 1,700',
      limited({ kind: 'account', value: 1_700, inUse: 1_700 }),
    ],
    [
      'is switched off: turning away 11.1 % since 02:58Z, 312 a min now',
      limited({ kind: 'off', value: 0, inUse: 0 }),
    ],
  ])('still names the limit, or the load of a function without one: %s', (says, cause) => {
    const [longest, next] = wholeSentencesOf(cause, TOLD_IN_UTC.present);
    expect(lineText(next ?? [])).toBe(says);
    expect(says.length).toBeLessThan(lineText(longest ?? []).length);
  });

  it.each<[why: string, cause: Parameters<typeof sentenceOf>[0]]>([
    ['it is not known', limited({ kind: 'unknown', because: 'unread', answer: 'awaited' })],
    ['another one was met', { ...THROTTLED, limitWasMet: false }],
    ['it is met no longer', { ...THROTTLED, newestIsClean: true }],
  ])('has no form that names a limit where %s', (_why, cause) => {
    expect(sentenceOf(cause, TOLD_IN_UTC.present).middle).toBeNull();
  });
});

describe('a sentence with hardly any room', () => {
  it('says at 120 columns what is likely, beside a name of 24 cells: who hurts and why is read there first', () => {
    const { says } = sentenceOf(
      {
        ...LAGGING,
        ageMs: 66 * 60_000,
        growthMs: 60_000,
        suspicion: 'blockedShard',
      },
      TOLD_IN_UTC.present,
    );
    expect(lineText(says)).toMatch(/; likely one record blocks its shard$/);
    expect(lineText(says).length).toBeLessThanOrEqual(120 - '  ●  '.length - 24);
  });

  const IMAGE = rawText('image-resize');
  it.each<[says: string, cause: Parameters<typeof sentenceOf>[0]]>([
    ['6 min behind; ~10 of 10 shard workers busy', LAGGING],
    [
      '6 min behind; ~10 of 10 shard workers busy',
      { ...LAGGING, limit: { ...WORKERS, pool: { value: 700, inUse: 699 } } },
    ],
    ['6 min behind; likely one record blocks its shard', { ...LAGGING, suspicion: 'blockedShard' }],
    [
      'full: 61 functions hit now, since 02:58Z; image-resize holds 412',
      { ...POOL_FULL, culprit: IMAGE, holder: HOLDER },
    ],
    [
      'full: 61 functions hit now, since 02:58Z; cart-api grew the most',
      { ...POOL_FULL, culprit: rawText('cart-api'), holder: HOLDER },
    ],
    ['full: 61 functions hit now, since 02:58Z', POOL_FULL],
    ['takes up to 100 % of its timeout', { ...FAILING, criticalBy: { rule: 'timeout', share: 1 } }],
    ['uses 30 % of its limit', { ...LAGGING, criticalBy: { rule: 'use', limit: RESERVED_100 } }],
    ['fails 42.0 % of calls now, since 02:58Z', FAILING],
    ['failed 42.0 % of calls; none in the newest minute', { ...FAILING, newestIsClean: true }],
    ['turned away 61 functions; none in the newest minute', { ...POOL_FULL, newestIsClean: true }],
    ['is switched off: turning away 11.1 %', limited({ kind: 'off', value: 0, inUse: 0 })],
    [
      'running out of memory; 6 died in 14 min',
      {
        ...{ ...COMMON, kind: 'outOfMemory', sinceMs: null },
        deaths: { count: 6, isComplete: true, spanMs: 840_000, severity: 'crit' },
        weekOnset: { hourMs: Date.UTC(2026, 10, 22, 3), rateBefore: 0, rateSince: 0.04 },
      },
    ],
    ['not called since 02:58Z', { ...COMMON, kind: 'silent', usualPerMinute: 2_508, switchedOffSources: [] }],
    [
      'uses 83 % of its limit; met in ~2 min (1 to 4)',
      {
        ...{ ...COMMON, kind: 'nearLimit', limit: { kind: 'reserved', value: 100, inUse: 83 } },
        eta: { earlyMs: 60_000, likelyMs: 120_000, lateMs: 240_000 },
      },
    ],
  ])('keeps the reason: %s', (says, cause) => {
    expect(lineText(sentenceOf(cause, TOLD_IN_UTC.present).shortest)).toBe(says);
  });
});
