import { describe, expect, it } from 'vitest';
import type { TailItem } from '../../../src/logs/tail-item.ts';
import { CLOCK_SKEWED } from '../../../src/monitor/source-error.ts';
import { gapWords, noticeWords } from '../../../src/print/tail/notice-words.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { printedItem } from './printed-item.ts';

const AT_MS = Date.UTC(2026, 10, 24, 3, 11, 58, 102);
const ORIGIN = { functionName: rawText('checkout-api'), group: rawText('/aws/lambda/checkout-api') };

const jsonOf = (item: TailItem) => JSON.parse(printedItem(item, ORIGIN));

describe('a notice in words', () => {
  it.each([
    ['slow', /^AWS takes 8 s for an answer: lines come late, none is lost$/],
    ['quick', /^AWS answers quickly again$/],
  ] as const)('says that answers are %s', (kind, words) => {
    const notice = { type: 'notice', kind, atMs: AT_MS, tookMs: 8_000 } as const;
    expect(noticeWords(notice)).toMatch(words);
    expect(jsonOf(notice)).toMatchObject({ kind, error: null, message: noticeWords(notice) });
  });

  it("says how many logs share a denial, not AWS's message for one of them", () => {
    const denied = {
      type: 'notice',
      kind: 'denied',
      atMs: AT_MS,
      sinceMs: AT_MS,
      name: rawText('AccessDeniedException'),
      message: rawText('of log-1'),
    } as const;
    expect(noticeWords({ ...denied, logCount: 99 })).toBe(
      '99 more logs: access denied: logs:FilterLogEvents is not allowed',
    );
    const logNames = ['a', 'b'].map(rawText);
    expect(noticeWords({ ...denied, logCount: 2, logNames })).toMatch(/^a and b: access denied: [^(]*$/);
  });

  it('says that a time is refused, not that AWS gives no answer', () => {
    const name = rawText(CLOCK_SKEWED);
    const notice = {
      type: 'notice',
      kind: 'unreachable',
      atMs: AT_MS,
      sinceMs: AT_MS,
      name,
      message: name,
    } as const;
    expect(noticeWords(notice)).toMatch(/^AWS refuses the time of this machine/);
  });

  const kinds = ['waiting', 'busy', 'unreachable', 'unreadable', 'malformed', 'denied', 'expired'] as const;

  it.each(kinds)('explains %s, and does nothing to the terminal', (kind) => {
    const name = rawText('Odd\x1b[2J\nName');
    const words = noticeWords({ type: 'notice', kind, atMs: AT_MS, sinceMs: AT_MS, name, message: name });
    expect(words.length).toBeGreaterThan(20);
    expect(words).not.toMatch(/[\x00-\x1f]/);
  });

  it.each([
    ['taken', /^all Live Tail sessions of the account are taken \(Odd.*\): polling/],
    ['denied', /^Live Tail is denied, polling instead \(Odd/],
    ['refused', /^Live Tail does not take this log group, polling instead \(Odd/],
    ['timedOut', /had its 3 h: polling until the next is open$/],
    ['broken', /^no stream from Live Tail \(Odd.*\): polling until there is one$/],
  ] as const)('says why a log is polled instead of streamed: %s', (because, words) => {
    const name = rawText('Odd\x1b[2J\nName');
    const said = noticeWords({ type: 'notice', kind: 'polling', atMs: AT_MS, because, name, message: name });
    expect(said).toMatch(words);
    expect(said).not.toMatch(/[\x00-\x1f]/);
  });

  it('says what a stream costs', () => {
    expect(noticeWords({ type: 'notice', kind: 'streaming', atMs: AT_MS })).toBe(
      'streaming with Live Tail, $0.01 a minute ($0.60/h)',
    );
  });

  it.each(['asleep', 'busy', 'unreachable', 'skewed', 'denied', 'expired', 'sampled'] as const)(
    'never says that an open gap has been read: %s',
    (reason) => {
      expect(gapWords({ type: 'gap', startMs: AT_MS, endMs: null, reason })).toMatch(/not read yet$/);
      expect(gapWords({ type: 'gap', startMs: AT_MS, endMs: AT_MS + 4_000, reason })).toMatch(
        /\(4 s\).*nothing missing$/,
      );
    },
  );

  it('says how many logs of a shared sleep are being read again, and then that they have been', () => {
    const gap = { type: 'gap', startMs: AT_MS, reason: 'asleep', logCount: 1_200 } as const;
    expect(gapWords({ ...gap, endMs: null })).toMatch(/ and on: lmon was asleep, 1,200 logs are read again$/);
    expect(gapWords({ ...gap, endMs: AT_MS + 3_720_000 })).toMatch(
      /\(1 h 2 min\): lmon was asleep; 1,200 logs read again, nothing missing$/,
    );
    expect(gapWords({ ...gap, logCount: 0, endMs: AT_MS + 3_720_000 })).toMatch(
      /\(1 h 2 min\): lmon was asleep; no log is read again whole, each says what it lacks$/,
    );
  });

  it('says how many logs of a shared outage are not read, and then for how long they were not', () => {
    const gap = { type: 'gap', startMs: AT_MS, reason: 'unreachable', logCount: 100 } as const;
    expect(gapWords({ ...gap, endMs: null })).toMatch(/ and on: no answer, 100 logs are not read yet$/);
    expect(gapWords({ ...gap, endMs: AT_MS + 42_000 })).toMatch(
      /\(42 s\): no answer; 100 logs read again, nothing missing$/,
    );
  });

  it('names logs that share a gap if they are few', () => {
    const named = (...names: readonly string[]) =>
      gapWords({
        type: 'gap',
        startMs: AT_MS,
        endMs: null,
        reason: 'expired',
        logCount: names.length,
        logNames: names.map(rawText),
      });
    expect(named('cart', 'orders', 'refund')).toMatch(/, cart, orders and refund are not read yet$/);
    expect(named('cart', 'orders')).toMatch(/, cart and orders are not read yet$/);
    expect(named('cart')).toMatch(/, cart is not read yet$/);
  });

  it('says only what is known about lines that are gone, not why', () => {
    expect(
      gapWords({ type: 'gap', startMs: AT_MS, endMs: AT_MS + 4_000, reason: 'asleep', missing: 'gone' }),
    ).toMatch(
      /\(4 s\): lmon was asleep; lines that were read before are gone: the log group or its stream was deleted, or its retention is over$/,
    );
  });

  it('says that what a recording lacks will not be read again', () => {
    const gap = { type: 'gap', startMs: AT_MS, reason: 'unrecorded', missing: 'most' } as const;
    expect(gapWords({ ...gap, endMs: null })).toMatch(/ and on: not recorded$/);
    expect(gapWords({ ...gap, endMs: AT_MS + 4_000 })).toMatch(
      /\(4 s\): not recorded, but for samples at most$/,
    );
    expect(jsonOf({ ...gap, endMs: AT_MS })).toMatchObject({ reason: 'unrecorded', missing: 'most' });
  });

  it.each<[missing: 'bulk' | 'most', lasts: RegExp, over: RegExp]>([
    [
      'bulk',
      /FLOOD, failures and REPORT lines are read, of the bulk samples: /,
      /FLOOD, bulk lines were not read; failures and REPORT lines were$/,
    ],
    ['most', /FLOOD, only samples are read: /, /FLOOD, not read but for samples$/],
  ])('says which part of a flood is read: all but %s', (missing, lasts, over) => {
    const flood = { type: 'gap', startMs: AT_MS, reason: 'flood', missing } as const;
    expect(gapWords({ ...flood, endMs: null })).toMatch(lasts);
    expect(gapWords({ ...flood, endMs: AT_MS + 4_000 })).toMatch(over);
    expect(jsonOf({ ...flood, endMs: null })).toMatchObject({ reason: 'flood', missing, end: null });
  });

  it.each(['unsettled', 'settled'] as const)('says whether late lines are looked for: %s', (kind) => {
    const notice = { type: 'notice', kind, atMs: AT_MS } as const;
    expect(noticeWords(notice)).toMatch(/late/);
    expect(jsonOf(notice)).toMatchObject({ type: 'notice', kind, message: noticeWords(notice) });
  });

  it.each([
    [1, /^AWS told of at least one event that says no time, or nothing that can be read/],
    [1_200, /^AWS told of at least 1,200 events that say no time, or nothing that can be read/],
  ])('counts which of %i events have no place in the log', (count, words) => {
    const notice = { type: 'notice', kind: 'leftOut', atMs: AT_MS, count } as const;
    expect(noticeWords(notice)).toMatch(words);
    expect(jsonOf(notice)).toMatchObject({
      kind: 'leftOut',
      error: null,
      message: noticeWords(notice),
      count,
      streamed: false,
    });
  });

  it('counts separately what Live Tail sent without a time, which polling may find again', () => {
    const notice = { type: 'notice', kind: 'leftOut', atMs: AT_MS, count: 2, streamed: true } as const;
    expect(noticeWords(notice)).toMatch(/^Live Tail told of 2 events that say no time/);
    expect(jsonOf(notice)).toMatchObject({ count: 2, streamed: true });
  });
});
