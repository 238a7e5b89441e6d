import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { rawText } from '../../../src/terminal/text.ts';

const ID = '2e859b52-6ec1-4404-a141-44d07e88e0e5';
const REPORT = `REPORT RequestId: ${ID}\tDuration: 80.30 ms\tBilled Duration: 570 ms\tMemory Size: 4096 MB\tMax Memory Used: 97 MB\t`;

function parse(message: string) {
  return parseLogLine(rawText(message));
}

describe('a REPORT line', () => {
  it('has everything that was measured', () => {
    const report = `${REPORT}Init Duration: 488.91 ms\tStatus: error\tError Type: Runtime.OutOfMemory\n`;
    expect(
      parse(`${report}XRAY TraceId: 1-6a\tSegmentId: 0f1e2d3c4b5a6978\tSampled: true\t\n`).report,
    ).toEqual({
      durationMs: 80.3,
      billedMs: 570,
      memoryMb: 4_096,
      maxMemoryMb: 97,
      initMs: 488.91,
      restoreMs: null,
      status: 'error',
      errorType: 'Runtime.OutOfMemory',
    });
  });

  it.each([
    { status: 'Status: timeout', level: 'ERROR' },
    { status: 'Status: error\tError Type: Runtime.ExitError', level: 'ERROR' },
    { status: 'Status: success', level: null },
    { status: 'Status: something-new', level: null },
    { status: '', level: null },
  ])('with "$status" has level $level', ({ status, level }) => {
    expect(parse(`${REPORT}${status}\n`)).toMatchObject({ kind: 'report', level });
  });
});

describe("lines of the code are not mistaken for Lambda's", () => {
  it.each([
    { message: `hello\nSTART RequestId: ${ID} Version: $LATEST` },
    { message: ` END RequestId: ${ID}` },
    { message: 'START RequestId: ' },
    { message: 'START the engine' },
    { message: 'REPORT RequestId: not-a-uuid\tDuration: 1.00 ms\t' },
    { message: `REPORT RequestId: ${ID}\tDuration: NaN ms\t` },
    { message: `REPORT RequestId: ${ID}\tDuration: -1 ms\t` },
    { message: `REPORT RequestId: ${ID}\tDuration: 1000000000000.00 ms\t` },
    { message: 'INIT_REPORT of the quarter' },
    { message: '{"type":"platform.report","record":{"metrics":{"durationMs":1}}}' },
    { message: '{"time":"now","type":"platform.report","record":"none"}' },
  ])('$message', ({ message }) => {
    expect(parse(message)).toMatchObject({ kind: 'app', report: null });
  });
});

describe('a report as JSON', () => {
  it.each(['-1', '1e12', '1e308', '1e999', '"80"', 'null', '{}'])(
    'with a duration of %s is invalid, and has no figures',
    (duration) => {
      const message = `{"time":"2026-11-20T09:00:00Z","type":"platform.report","record":{"requestId":"${ID}","metrics":{"durationMs":${duration}}}}`;
      expect(parse(message).report).toBeNull();
    },
  );
});

describe('the details of a structured line', () => {
  it.each([
    {
      message: '{"level":"WARN","message":"slow","orderId":88213,"ok":true}',
      details: ['orderId=88213', 'ok=true'],
    },
    { message: '{"level":"INFO","msg":"x","time":"now","requestId":"r","logger":"root"}', details: [] },
    {
      message: '{"message":"x","cart":{"items":3},"tags":["a"],"none":null,"path":"/v2"}',
      details: ['path=/v2'],
    },
    { message: '{"orderId":1}', details: [] },
    { message: 'orderId=1', details: [] },
  ])('of $message are $details', ({ message, details }) => {
    expect(parse(message).details.map(({ name, value }) => `${name}=${value}`)).toEqual(details);
  });
});

describe('the text of a line', () => {
  it.each([
    {
      of: 'Node.js',
      message: `2026-11-20T09:00:00.324Z\t${ID}\tWARN\tretry 2\tof 3\n`,
      text: 'retry 2\tof 3',
    },
    {
      of: 'Python',
      message: `[WARNING]\t2026-11-20T09:00:00.223Z\t${ID}\tqueue is deep\n`,
      text: 'queue is deep',
    },
    {
      of: 'an uncaught error in Node.js',
      message: `2026-11-20T09:00:02.423Z\t${ID}\tERROR\tInvoke Error \t{"errorType":"TypeError","errorMessage":"no cart","stack":["TypeError: no cart","    at pay (/var/task/pay.js:8:1)"]}\n`,
      text: 'TypeError: no cart\n    at pay (/var/task/pay.js:8:1)',
    },
    {
      of: 'a rejection of which only the class is known',
      message: `2026-11-20T09:00:02.423Z\t${ID}\tERROR\tUnhandled Promise Rejection \t{"errorType":"Runtime.UnhandledPromiseRejection"}\n`,
      text: 'Runtime.UnhandledPromiseRejection',
    },
    {
      of: 'an error that is not JSON',
      message: `2026-11-20T09:00:02.423Z\t${ID}\tERROR\tInvoke Error \tcut {"err`,
      text: 'Invoke Error \tcut {"err',
    },
    { of: 'Ruby', message: `E, [2026-11-20T09:00:00.223456 #8] ERROR ${ID} -- shop: 503\n`, text: '503' },
    {
      of: 'Java',
      message: `2026-11-20 09:00:00 ${ID} INFO  Orders:63 - reserved\n`,
      text: 'Orders:63 - reserved',
    },
    { of: 'JSON', message: '{"level":"INFO","message":"paid"}', text: 'paid' },
    { of: 'JSON with an object', message: '{"message":{"a":[1]}}', text: '{"a":[1]}' },
    {
      of: 'a JSON error',
      message: '{"errorType":"KeyError","errorMessage":"\'id\'"}',
      text: "KeyError: 'id'",
    },
    { of: 'JSON without a message', message: '{"a":1}', text: '{"a":1}' },
    { of: 'cut JSON', message: '{"message":"cut in the mid', text: '{"message":"cut in the mid' },
    { of: 'no format', message: 'line one\rline two\n\n', text: 'line one\rline two' },
    { of: 'nothing', message: '\n', text: '' },
  ])('of $of is only the message', ({ message, text }) => {
    expect(parse(message).text).toBe(text);
  });
});

it('tells prototype names from members', () => {
  const message = '{"__proto__":{"level":"ERROR","message":"no"},"constructor":{"name":"x"},"toString":1}';
  expect(parse(message)).toMatchObject({ level: null, text: message, requestId: null });
});

it('returns a message unchanged that is nested too deep to be serialised', () => {
  const deep = `{"message":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`;
  expect(parse(deep).kind).toBe('app');
});

it.each([
  { of: 'blanks', message: ' '.repeat(1_000_000) },
  { of: 'line breaks', message: '\n'.repeat(1_000_000) },
  { of: 'tabs after a REPORT', message: `${REPORT}${'\t'.repeat(1_000_000)}` },
  { of: 'an open bracket', message: `[ERROR] ${'a'.repeat(1_000_000)}` },
  { of: 'truncated JSON', message: `{"message":"${'x'.repeat(1_000_000)}` },
])('a megabyte of $of is read like any line', ({ message }) => {
  expect(['app', 'report']).toContain(parse(message).kind);
});
