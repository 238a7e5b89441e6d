import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { rootErrorOf } from '../../../src/logs/failures/root-error.ts';
import { rawText } from '../../../src/terminal/text.ts';

const REFUSED = 'java.net.ConnectException: Connection refused';
const ID = '6753e908-f80f-4a05-90c9-6f4ed2962d20';

const rootOf = (message: string | object) =>
  rootErrorOf(rawText(typeof message === 'string' ? message : JSON.stringify(message)));

describe('the innermost error in a line', () => {
  it.each([
    {
      where: 'below a trace of Java',
      message: `not taken: shop.LedgerException\nshop.LedgerException: not taken\n\tat shop.A\nCaused by: shop.Client: away\n\tat shop.B\nCaused by: ${REFUSED}\n\tat shop.C`,
    },
    { where: 'below a trace of .NET', message: `System.Exception: away\n ---> ${REFUSED}\n   at Shop.A()` },
    {
      where: 'below what Node.js prints',
      message: `Error: away\n    at a\n  [cause]: ${REFUSED}\n      at b`,
    },
    {
      where: 'above the exception that came of it in Python',
      message: `[ERROR] away\nTraceback (most recent call last):\n  File "a.py"\n${REFUSED}\n\nThe above exception was the direct cause of the following exception:\n\nTraceback`,
    },
    {
      where: 'above what Python says of it, where a line before names those words too',
      message: `no: The above exception was the direct cause of\nTraceback\n${REFUSED}\n \n\nDuring handling of the above exception, another exception occurred:\n\nTraceback`,
    },
    {
      where: 'in JSON of a hundred thousand characters',
      message: { level: 'ERROR', cart: 'x'.repeat(100_000), err: REFUSED },
    },
    {
      where: 'in a trace as lines of JSON',
      message: {
        level: 'ERROR',
        message: { errorType: 'A', stackTrace: ['A: away', `Caused by: ${REFUSED}`] },
      },
    },
    {
      where: 'in the err of pino',
      message: { level: 50, msg: 'no', err: { type: 'A', stack: `A\n[cause]: ${REFUSED}` } },
    },
    {
      where: 'in the error.stack_trace of Log4j',
      message: { 'log.level': 'ERROR', 'error.stack_trace': `${REFUSED}\n\tat A` },
    },
    {
      where: 'in the @x of Serilog',
      message: { '@l': 'Error', '@mt': 'no', '@x': `${REFUSED}\n   at Shop.A()` },
    },
    {
      where: 'in the exception of structlog',
      message: {
        level: 'error',
        event: 'no',
        exception: `Traceback (most recent call last):\n  File "a.py"\n${REFUSED}`,
      },
    },
    {
      where: "in the JSON of Ruby's runtime",
      message: `Error raised from handler method\n${JSON.stringify({ errorType: REFUSED.split(': ')[0], errorMessage: REFUSED.split(': ')[1] }, null, 2)}`,
    },
    { where: 'in the err of slog', message: { level: 'ERROR', msg: 'no', err: REFUSED } },
    {
      where: 'in the error of zap',
      message: { level: 'error', msg: 'no', error: REFUSED, stacktrace: 'main.go:1' },
    },
  ])('is found $where', ({ message }) => {
    expect(rootOf(message)).toBe(REFUSED);
  });

  it.each(['order taken', '{"level":"ERROR","message":"no"}', '{"err":null}', '{', '[1]', 'Caused by rain'])(
    'is missing in %s',
    (message) => {
      expect(rootOf(message)).toBeNull();
    },
  );

  it.each([
    ['Python', ['  File "/var/task/app.py", line 52, in lambda_handler\n    raise StaleCartError()']],
    ['Node.js', ['    at handler (/var/task/index.mjs:12:9)']],
    ['Ruby', ["/var/task/store.rb:88:in 'put'"]],
  ])('is missing in a trace of %s with only frames', (_language, stackTrace) => {
    expect(
      rootOf({ errorType: 'StaleCartError', errorMessage: 'older than its prices', stackTrace }),
    ).toBeNull();
  });

  it('is not looked for in JSON too long to parse quickly', () => {
    expect(rootOf({ level: 'ERROR', cart: 'x'.repeat(200_000), err: REFUSED })).toBeNull();
  });

  it.each([
    { what: 'a line', message: 'a'.repeat(16_384) },
    { what: 'a line above many empty ones', message: 'a'.repeat(8_000) + '\n'.repeat(8_000) },
    { what: 'only spaces', message: ' '.repeat(16_384) },
  ])('is not found in hundreds of logs with $what too long for backtracking', ({ message }) => {
    const found = Array.from({ length: 400 }, () => rootOf(message)).filter((root) => root !== null);
    expect(found).toEqual([]);
  });

  it('is looked for in any text, however long its lines, and never longer than 300', () => {
    const stretch = fc
      .tuple(fc.constantFrom('a', ' ', '\t', '\n', 'Caused by: ', 'a\n\n'), fc.constantFrom(1, 3, 8_000))
      .map(([text, times]) => text.repeat(times));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(stretch, { maxLength: 4 }).map((parts) => parts.join('')),
          fc.constantFrom('a'.repeat(16_384), 'a'.repeat(8_000) + '\n'.repeat(8_000)),
          fc.string(),
          fc.json(),
          fc.object().map((each) => JSON.stringify(each)),
        ),
        (message) => {
          expect((rootOf(message) ?? '').length).toBeLessThanOrEqual(300);
        },
      ),
    );
  });
});

describe("Java's runtime in the JSON format", () => {
  it('reports an uncaught exception as in text, within the message', () => {
    const says = `away: ${REFUSED.split(':')[0]}\n${REFUSED.split(':')[0]}: away\n\tat shop.A`;
    const line = JSON.stringify({ level: 'ERROR', message: says, AWSRequestId: ID });
    expect(parseLogLine(rawText(line))).toMatchObject({
      errorType: 'java.net.ConnectException',
      isUncaught: true,
      requestId: ID,
    });
  });

  it('reports one of a nested class', () => {
    const type = 'shop.Away$ForGood';
    expect(parseLogLine(rawText(`gone: ${type}\n${type}: gone\n\tat shop.A`))).toMatchObject({
      errorType: type,
      isUncaught: true,
    });
  });

  it('includes no more of a trace that code logs', () => {
    const line = JSON.stringify({ level: 'ERROR', message: `${REFUSED}\n\tat shop.A`, AWSRequestId: ID });
    expect(parseLogLine(rawText(line))).toMatchObject({ errorType: null, isUncaught: false });
  });
});

describe('a logger in the code', () => {
  it.each([
    { logger: 'Serilog', line: { '@t': 'now', '@mt': 'not taken', '@l': 'Error', RequestId: ID } },
    { logger: 'structlog', line: { event: 'not taken', level: 'error', aws_request_id: ID } },
    { logger: 'Log4j as ECS', line: { message: 'not taken', 'log.level': 'ERROR', AWSRequestId: ID } },
  ])('has its own names for level, message and request: $logger', ({ line }) => {
    expect(parseLogLine(rawText(JSON.stringify(line)))).toMatchObject({
      level: 'ERROR',
      text: 'not taken',
      requestId: ID,
    });
  });

  it('is not any JSON with an event', () => {
    const line = JSON.stringify({ event: 'not taken', detail: {} });
    expect(parseLogLine(rawText(line))).toMatchObject({ level: null, text: line });
  });
});
