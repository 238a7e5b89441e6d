import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import type { TailEvent, TailItem } from '../../../src/logs/tail-item.ts';
import { CLOCK_SKEWED } from '../../../src/monitor/sources.ts';
import { levelWord, messageOf, requestMark } from '../../../src/print/tail/tail-cells.ts';
import { tailJson } from '../../../src/print/tail/tail-json.ts';
import { gapWords, noticeWords } from '../../../src/print/tail/tail-notice.ts';
import { tailRaw, tailRawOnTerminal, tailText } from '../../../src/print/tail/tail-text.ts';
import { padEnd } from '../../../src/terminal/display-width.ts';
import { plainLine } from '../../../src/terminal/draw-line.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { toned } from '../../../src/terminal/words.ts';
import { LABELLED_SAMPLES } from '../../fixtures/labelled-samples.ts';
import { hostileText } from '../../property/hostile-text.ts';

const ID = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
const AT_MS = Date.UTC(2026, 10, 24, 3, 11, 58, 102);
const ORIGIN = { functionName: rawText('checkout-api'), group: rawText('/aws/lambda/checkout-api') };

function event(message: string, lateMs: number | null = null): TailEvent {
  return {
    type: 'event',
    lateMs,
    event: {
      eventId: rawText('39300000000000000000000000000000000000000000000000000072'),
      logStream: rawText('2026/11/24/[119]a41f3e13f9411b782a32b1eefce0a112'),
      timestampMs: AT_MS,
      ingestionMs: AT_MS + 900,
      message: rawText(message),
    },
  };
}

const ERROR_LINE = `{"level":"ERROR","message":"boom","requestId":"${ID}"}`;

const jsonOf = (item: TailItem) => JSON.parse(tailJson(item, ORIGIN));

describe('an event as text', () => {
  const textOf = (message: string, lateMs: number | null = null) =>
    tailText(event(message, lateMs), rawText('checkout-api'));

  it.each([
    [ERROR_LINE, `7c1e02b9 ERROR boom`],
    [`2026-11-24T03:11:58.102Z\t${ID}\tWARN\tslow`, '7c1e02b9 WARN  slow'],
    [`START RequestId: ${ID} Version: 119\n`, '7c1e02b9 START version 119'],
    [`END RequestId: ${ID}\n`, '7c1e02b9 END   the invocation is over'],
    ['one\ntwo\r\nthree\n', '               one␊two␍␊three'],
    ['\x1b[2Jcleared', '               ␛[2Jcleared'],
    ['', ''],
  ])('%j becomes time, function, environment, request, level and message', (message, rest) => {
    expect(textOf(message)).toBe(`2026-11-24T03:11:58.102Z checkout-api a41f ${rest}`.trimEnd());
  });

  it('says how late it came', () => {
    expect(textOf('x', 12_000)).toMatch(/ x {2}late \+12 s$/);
  });

  it('says of a line beside those that were found that it is one', () => {
    const beside = (lateMs: number | null) =>
      tailText({ ...event('x', lateMs), isContext: true }, rawText('checkout-api'));
    expect(beside(null)).toMatch(/ \(context\) x$/);
    expect(beside(12_000)).toMatch(/ \(context\) x {2}late \+12 s$/);
    expect(jsonOf({ ...event('x'), isContext: true })).toMatchObject({ context: true });
    expect(jsonOf(event('x'))).not.toHaveProperty('context');
  });

  it('is one line without a control character, whatever the message', () => {
    fc.assert(
      fc.property(hostileText, (message) => {
        expect(textOf(message)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('says what its cells say, each made safe by itself, whatever the message', () => {
    const samples = fc.constantFrom(...LABELLED_SAMPLES.map(({ message }) => message));
    const blanks = fc.constantFrom('', ' ', '\n', '\t', '\u00a0', '\\u0007', '\\u202e');
    const inJson = hostileText.map((message) => JSON.stringify({ level: 'INFO', message, id: message }));
    fc.assert(
      fc.property(fc.oneof(samples, hostileText, inJson), blanks, (said, blank) => {
        const message = said.replace('"}', `${blank}"}`) + blank;
        const line = parseLogLine(rawText(message));
        const request = padEnd(requestMark(line), 8);
        const head = safe`2026-11-24T03:11:58.102Z checkout-api a41f ${request} ${padEnd(levelWord(line), 5)} `;
        expect(textOf(message)).toBe(plainLine([toned('fact', head), ...messageOf(line, 'whole')]));
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps a message of a megabyte whole', () => {
    expect(textOf('x'.repeat(1_000_000)).length).toBeGreaterThan(1_000_000);
  });
});

describe('an event as raw', () => {
  it.each([
    ['plain', 'plain'],
    ['with its line end\n', 'with its line end'],
    ['with another\r\n', 'with another'],
    ['more than one\n\n', 'more than one\n'],
    ['one\ntwo\n', 'one\ntwo'],
    ['\x1b[31mred\x1b[0m\t\u202e日本\ud800', '\x1b[31mred\x1b[0m\t\u202e日本\ud800'],
    [' spaces stay ', ' spaces stay '],
    ['', ''],
  ])('%j is %j', (message, raw) => {
    expect(tailRaw(event(message))).toBe(raw);
  });
});

describe('an event as raw on a terminal', () => {
  it('keeps its lines', () => {
    expect(tailRawOnTerminal(event('one\n  two\r\nthree\n'))).toBe('one\n  two\nthree');
  });

  it('has no control character but the ends of its lines, whatever the message', () => {
    fc.assert(
      fc.property(hostileText, (message) => {
        expect(tailRawOnTerminal(event(message))).not.toMatch(
          /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });
});

/** The end of the year 9999. */
const LAST_MS = 253_402_300_799_999;

describe('an event as JSON', () => {
  it('has these fields, in this order', () => {
    expect(Object.entries(jsonOf(event(ERROR_LINE, 12_000)))).toEqual([
      ['v', 1],
      ['type', 'event'],
      ['time', '2026-11-24T03:11:58.102Z'],
      ['timestamp', AT_MS],
      ['ingestionTime', AT_MS + 900],
      ['eventId', '39300000000000000000000000000000000000000000000000000072'],
      ['function', 'checkout-api'],
      ['version', '119'],
      ['logGroup', '/aws/lambda/checkout-api'],
      ['logStream', '2026/11/24/[119]a41f3e13f9411b782a32b1eefce0a112'],
      ['requestId', ID],
      ['level', 'ERROR'],
      ['kind', 'app'],
      ['errorType', null],
      ['outcome', null],
      ['message', ERROR_LINE],
      ['lateMs', 12_000],
    ]);
  });

  it('tells its times, whenever they are', () => {
    const time = fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: LAST_MS }));
    fc.assert(
      fc.property(fc.array(fc.tuple(time, time)), (times) => {
        for (const [timestampMs, ingestionMs] of times) {
          const item = event('x');
          expect(jsonOf({ ...item, event: { ...item.event, timestampMs, ingestionMs } })).toMatchObject({
            time: new Date(timestampMs).toISOString(),
            timestamp: timestampMs,
            ingestionTime: ingestionMs,
          });
        }
      }),
    );
  });

  it('says null where the line says nothing', () => {
    const item = { ...event('x'), event: { ...event('x').event, logStream: rawText('mine') } };
    const json = JSON.parse(tailJson(item, { ...ORIGIN, functionName: null }));
    expect(json).toMatchObject({ function: null, version: null, requestId: null, level: null, lateMs: null });
  });

  it.each([
    ['of a group of its own', '/aws/lambda/checkout-api', 'checkout-api'],
    [
      'of such a group by its ARN',
      'arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/checkout-api',
      'checkout-api',
    ],
    ['of no group, where that is of an edge location', '/aws/lambda/us-east-1.checkout-api', null],
    ['of no other group', '/shop', null],
  ])('names the function %s, though the group alone was asked for', (_, group, name) => {
    const origin = { functionName: null, group: rawText(group) };
    expect(JSON.parse(tailJson(event('x'), origin))).toMatchObject({ function: name, logGroup: group });
  });

  it('names the function of a stream in a group that functions share', () => {
    const item = {
      ...event('x'),
      event: {
        ...event('x').event,
        logStream: rawText('2026/11/24/cart-api[7]a41f3e13f9411b782a32b1eefce0a112'),
      },
    };
    expect(jsonOf(item)).toMatchObject({ function: 'cart-api', version: '7' });
  });

  it('is one line that gives the message back, whatever it is, but for halves of characters', () => {
    fc.assert(
      fc.property(hostileText, (message) => {
        const json = tailJson(event(message), ORIGIN);
        expect(json).not.toMatch(/[\x00-\x1f]/);
        expect(JSON.parse(json).message).toBe(Buffer.from(message).toString());
      }),
    );
  });

  it.each([
    { endMs: null, end: null, lengthMs: null, missing: null },
    { endMs: AT_MS + 4_000, end: '2026-11-24T03:12:02.102Z', lengthMs: 4_000, missing: 'nothing' },
  ])('tells of a gap that ends at $end, and of what is missing once it has ended', ({ endMs, ...told }) => {
    expect(jsonOf({ type: 'gap', startMs: AT_MS, endMs, reason: 'busy' })).toEqual({
      v: 1,
      type: 'gap',
      logGroup: '/aws/lambda/checkout-api',
      start: '2026-11-24T03:11:58.102Z',
      reason: 'busy',
      ...told,
    });
  });

  it('gives no id of an event that came without one', () => {
    const item = event('x');
    expect(jsonOf({ ...item, event: { ...item.event, streamed: true } })).toMatchObject({ eventId: null });
  });

  it('tells of trouble and of its end', () => {
    const at = { type: 'notice', atMs: AT_MS, sinceMs: AT_MS - 5_000 } as const;
    const trouble = { ...at, kind: 'denied', name: rawText('AccessDenied'), message: rawText('no') } as const;
    expect(jsonOf(trouble)).toMatchObject({
      v: 1,
      type: 'notice',
      kind: 'denied',
      error: 'AccessDenied',
      message: 'no',
    });
    const over = { ...at, kind: 'recovered', from: 'busy' } as const;
    expect(jsonOf(over)).toMatchObject({
      kind: 'recovered',
      error: null,
      message: 'recovered from busy',
    });
  });
});

describe('a notice in words', () => {
  it.each([
    ['slow', /^AWS takes 8 s for an answer: lines come late, none is lost$/],
    ['quick', /^AWS answers quickly again$/],
  ] as const)('says of answers that they are %s', (kind, words) => {
    const notice = { type: 'notice', kind, atMs: AT_MS, tookMs: 8_000 } as const;
    expect(noticeWords(notice)).toMatch(words);
    expect(jsonOf(notice)).toMatchObject({ kind, error: null, message: noticeWords(notice) });
  });

  it('says of a refused time that it is refused, and not that AWS gives no answer', () => {
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

  const kinds = ['waiting', 'busy', 'unreachable', 'malformed', 'denied', 'expired'] as const;

  it.each(kinds)('says what %s means, and does nothing to the terminal', (kind) => {
    const name = rawText('Odd\x1b[2J\nName');
    const words = noticeWords({ type: 'notice', kind, atMs: AT_MS, sinceMs: AT_MS, name, message: name });
    expect(words.length).toBeGreaterThan(20);
    expect(words).not.toMatch(/[\x00-\x1f]/);
  });

  it.each([
    ['taken', /^all Live Tail sessions of the account are taken \(Odd.*\): polling/],
    ['denied', /^Live Tail is denied, polling instead \(Odd/],
    ['refused', /^Live Tail does not take this log group, polling instead \(Odd/],
    ['timedOut', /had its three hours: polling until the next is open$/],
    ['broken', /^no stream from Live Tail \(Odd.*\): polling until there is one$/],
  ] as const)('says why a log is polled that was to be streamed: %s', (because, words) => {
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
    'never calls an open gap read: %s',
    (reason) => {
      expect(gapWords({ type: 'gap', startMs: AT_MS, endMs: null, reason })).toMatch(/not read yet$/);
      expect(gapWords({ type: 'gap', startMs: AT_MS, endMs: AT_MS + 4_000, reason })).toMatch(
        /\(4 s\).*nothing missing$/,
      );
    },
  );

  it('says of a sleep that many logs slept through how many are read again, and then that they are', () => {
    const gap = { type: 'gap', startMs: AT_MS, reason: 'asleep', logCount: 1_200 } as const;
    expect(gapWords({ ...gap, endMs: null })).toMatch(/ and on: lmon was asleep, 1,200 logs are read again$/);
    expect(gapWords({ ...gap, endMs: AT_MS + 3_720_000 })).toMatch(
      /\(1h 02m\): lmon was asleep; 1,200 logs read again, nothing missing$/,
    );
    expect(gapWords({ ...gap, logCount: 0, endMs: AT_MS + 3_720_000 })).toMatch(
      /\(1h 02m\): lmon was asleep; no log is read again whole, each says what it lacks$/,
    );
  });

  it('says of an outage that many logs share how many are not read, and then for how long they were not', () => {
    const gap = { type: 'gap', startMs: AT_MS, reason: 'unreachable', logCount: 100 } as const;
    expect(gapWords({ ...gap, endMs: null })).toMatch(/ and on: no answer, 100 logs are not read yet$/);
    expect(gapWords({ ...gap, endMs: AT_MS + 42_000 })).toMatch(
      /\(42 s\): no answer; 100 logs read again, nothing missing$/,
    );
  });

  it('names logs that share a gap where they are few', () => {
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

  it('says of lines that are not met again what is known: that they are gone, and not which way', () => {
    expect(
      gapWords({ type: 'gap', startMs: AT_MS, endMs: AT_MS + 4_000, reason: 'asleep', missing: 'gone' }),
    ).toMatch(
      /\(4 s\): lmon was asleep; lines that were read before are gone: the log group or its stream was deleted, or its retention is over$/,
    );
  });

  it('says of what a recording lacks that nobody reads it again', () => {
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
  ])('says what of a flood is read: all but %s', (missing, lasts, over) => {
    const flood = { type: 'gap', startMs: AT_MS, reason: 'flood', missing } as const;
    expect(gapWords({ ...flood, endMs: null })).toMatch(lasts);
    expect(gapWords({ ...flood, endMs: AT_MS + 4_000 })).toMatch(over);
    expect(jsonOf({ ...flood, endMs: null })).toMatchObject({ reason: 'flood', missing, end: null });
  });

  it.each(['unsettled', 'settled'] as const)('tells whether late lines are looked for: %s', (kind) => {
    const notice = { type: 'notice', kind, atMs: AT_MS } as const;
    expect(noticeWords(notice)).toMatch(/late/);
    expect(jsonOf(notice)).toMatchObject({ type: 'notice', kind, message: noticeWords(notice) });
  });

  it.each([
    [1, /^AWS told of at least one event that says no time, or nothing that can be read/],
    [1_200, /^AWS told of at least 1,200 events that say no time, or nothing that can be read/],
  ])('counts what of %i events has no place in the log', (count, words) => {
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

  it('counts apart what Live Tail told without a time, which polling may meet again', () => {
    const notice = { type: 'notice', kind: 'leftOut', atMs: AT_MS, count: 2, streamed: true } as const;
    expect(noticeWords(notice)).toMatch(/^Live Tail told of 2 events that say no time/);
    expect(jsonOf(notice)).toMatchObject({ count: 2, streamed: true });
  });
});
