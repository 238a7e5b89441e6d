import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import type { TailEvent, TailItem } from '../../../src/logs/tail-item.ts';
import { levelWord, messageOf, requestMark } from '../../../src/print/tail/tail-cells.ts';
import { tailRaw, tailRawOnTerminal, tailText } from '../../../src/print/tail/tail-text.ts';
import { padEnd } from '../../../src/terminal/display-width.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { toned } from '../../../src/terminal/words.ts';
import { LABELLED_SAMPLES } from '../../fixtures/labelled-samples.ts';
import { hostileText } from '../../property/hostile-text.ts';
import { printedItem } from './printed-item.ts';

const ID = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
const AT_MS = Date.UTC(2026, 10, 24, 3, 11, 58, 102);
const ORIGIN = {
  functionName: rawText('checkout-api'),
  group: rawText('/aws/lambda/checkout-api'),
  region: { name: rawText('eu-west-1'), isOneOfSeveral: false },
};

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

const jsonOf = (item: TailItem) => JSON.parse(printedItem(item, ORIGIN));

describe('an event as text', () => {
  const textOf = (message: string, lateMs: number | null = null) =>
    tailText(event(message, lateMs), rawText('checkout-api'));

  it.each([
    [ERROR_LINE, `7c1e02b9 ERROR boom`],
    [`2026-11-24T03:11:58.102Z\t${ID}\tWARN\tslow`, '7c1e02b9 WARN  slow'],
    [`START RequestId: ${ID} Version: 119\n`, '7c1e02b9 START version 119'],
    [`END RequestId: ${ID}\n`, '7c1e02b9 END   the invocation is over'],
    [
      '{"time":"2026-11-24T03:11:58.102Z","type":"platform.initStart","record":{"initializationType":"on-demand","phase":"init","runtimeVersion":"nodejs:22.v61","functionName":"checkout-api","functionVersion":"119"}}',
      '         INIT  init start  initializationType=on-demand  phase=init  runtimeVersion=nodejs:22.v61',
    ],
    [
      '{"time":"2026-11-24T03:11:58.102Z","type":"platform.initReport","record":{"phase":"init","status":"success","metrics":{"durationMs":437.904}}}',
      '         INIT  init report  phase=init  status=success  durationMs=437.904',
    ],
    ['one\ntwo\r\nthree\n', '               one␊two␍␊three'],
    ['\x1b[2Jcleared', '               ␛[2Jcleared'],
    ['', ''],
  ])('%j becomes time, function, environment, request, level and message', (message, rest) => {
    expect(textOf(message)).toBe(`2026-11-24T03:11:58.102Z checkout-api a41f ${rest}`.trimEnd());
  });

  it('says how late it came', () => {
    expect(textOf('x', 12_000)).toMatch(/ x {2}late \+12 s$/);
    expect(jsonOf(event('x', 12_000))).toMatchObject({ lateMs: 12_000 });
  });

  it('marks a context line as such', () => {
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

  it('keeps a message of a megabyte in full', () => {
    expect(textOf('x'.repeat(1_000_000)).length).toBeGreaterThan(1_000_000);
  });
});

describe('an event as raw', () => {
  it.each([
    ['with its line end\n', 'with its line end'],
    ['more than one\n\n', 'more than one\n'],
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

  it('has no control character except line ends, whatever the message', () => {
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
  it('has its times, whatever they are', () => {
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

  it('has null for what the line does not say', () => {
    const item = { ...event('x'), event: { ...event('x').event, logStream: rawText('mine') } };
    const json = JSON.parse(printedItem(item, { ...ORIGIN, functionName: null }));
    expect(json).toMatchObject({ function: null, version: null, requestId: null, level: null, lateMs: null });
  });

  it.each([
    ['of a group of its own', '/aws/lambda/checkout-api', 'checkout-api'],
    [
      'of such a group by its ARN',
      'arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/checkout-api',
      'checkout-api',
    ],
    ['of no group if that is of an edge location', '/aws/lambda/us-east-1.checkout-api', null],
    ['of no other group', '/shop', null],
  ])('names the function %s, though only the group was requested', (_, group, name) => {
    const origin = { functionName: null, group: rawText(group) };
    expect(JSON.parse(printedItem(event('x'), origin))).toMatchObject({ function: name, logGroup: group });
  });

  it('names the function of a stream in a shared group', () => {
    const item = {
      ...event('x'),
      event: {
        ...event('x').event,
        logStream: rawText('2026/11/24/cart-api[7]a41f3e13f9411b782a32b1eefce0a112'),
      },
    };
    expect(jsonOf(item)).toMatchObject({ function: 'cart-api', version: '7' });
  });

  it('names its own Region where two have a group and a stream of the same name', () => {
    const regionIn = (name: string) => {
      const origin = { ...ORIGIN, region: { name: rawText(name), isOneOfSeveral: true } };
      return JSON.parse(printedItem(event('x'), origin)).region;
    };
    expect(['eu-west-1', 'us-east-1', 'eu-west-1'].map(regionIn)).toEqual([
      'eu-west-1',
      'us-east-1',
      'eu-west-1',
    ]);
  });

  it('is one line that returns the message unchanged, whatever it is, except for half characters', () => {
    fc.assert(
      fc.property(hostileText, (message) => {
        const json = printedItem(event(message), ORIGIN);
        expect(json).not.toMatch(/[\x00-\x1f]/);
        expect(JSON.parse(json).message).toBe(Buffer.from(message).toString());
      }),
    );
  });

  it.each([
    { endMs: null, end: null, lengthMs: null, missing: null },
    { endMs: AT_MS + 4_000, end: '2026-11-24T03:12:02.102Z', lengthMs: 4_000, missing: 'nothing' },
  ])('has a gap that ends at $end, and what is missing once it has ended', ({ endMs, ...told }) => {
    expect(jsonOf({ type: 'gap', startMs: AT_MS, endMs, reason: 'busy' })).toEqual({
      v: 1,
      type: 'gap',
      region: 'eu-west-1',
      logGroup: '/aws/lambda/checkout-api',
      start: '2026-11-24T03:11:58.102Z',
      reason: 'busy',
      ...told,
    });
  });

  it('has no id for an event that came without one', () => {
    const item = event('x');
    expect(jsonOf({ ...item, event: { ...item.event, streamed: true } })).toMatchObject({ eventId: null });
  });

  it('includes trouble and its end', () => {
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
