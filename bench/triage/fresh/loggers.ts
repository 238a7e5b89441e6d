import type { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import type { LineLayout, StoryLine } from '../../../src/local/world/log/log-story.ts';
import type { Family } from './fresh-setting.ts';
import { OWN_WORDS } from './fresh-story.ts';

/** Loggers that code may use, each with its own names for the time, the level, the request and the error. */

const iso = (atMs: number) => new Date(atMs).toISOString();
const stackOf = ({ exception }: StoryLine) =>
  exception === undefined ? '' : [`${exception.type}: ${exception.message}`, ...exception.frames].join('\n');
const json = (value: object) => `${JSON.stringify(value)}\n`;
const told = ({ message, exception }: StoryLine) => (exception === undefined ? message : OWN_WORDS);

/** https://docs.powertools.aws.dev/lambda/typescript/latest/features/logger/ */
const powertoolsTypescript: LineLayout = (atMs, requestId, line) => {
  const { level, exception, fields } = line;
  const error =
    exception === undefined
      ? {}
      : {
          error: {
            name: exception.type,
            location: 'file:///var/task/index.mjs:52',
            message: exception.message,
            stack: stackOf(line),
          },
        };
  return json({
    level,
    message: told(line),
    timestamp: iso(atMs),
    service: 'orders',
    cold_start: false,
    function_arn: 'arn:aws:lambda:eu-west-1:123456789012:function:order-intake',
    function_memory_size: '512',
    function_name: 'order-intake',
    function_request_id: requestId,
    sampling_rate: 0,
    ...fields,
    ...error,
  });
};

/** https://docs.powertools.aws.dev/lambda/python/latest/core/logger/ */
const powertoolsPython: LineLayout = (atMs, requestId, line) => {
  const { level, exception, fields } = line;
  return json({
    level: level === 'WARN' ? 'WARNING' : level,
    location: 'lambda_handler:52',
    message: told(line),
    timestamp: iso(atMs).replace('T', ' ').replace('.', ',').replace('Z', '+0000'),
    service: 'orders',
    cold_start: false,
    function_name: 'order-intake',
    function_memory_size: '512',
    function_arn: 'arn:aws:lambda:eu-west-1:123456789012:function:order-intake',
    function_request_id: requestId,
    ...fields,
    ...(exception === undefined
      ? {}
      : {
          exception: `Traceback (most recent call last):\n${exception.frames.join('\n')}\n${exception.type}: ${exception.message}`,
          exception_name: exception.type,
        }),
  });
};

const PINO_LEVELS = { DEBUG: 20, INFO: 30, WARN: 40, ERROR: 50 } as const;

const pino: LineLayout = (atMs, requestId, line) => {
  const { level, exception, fields } = line;
  const err =
    exception === undefined
      ? {}
      : { err: { type: exception.type, message: exception.message, stack: stackOf(line) } };
  return json({
    level: PINO_LEVELS[level],
    time: atMs,
    pid: 8,
    hostname: '169.254.22.41',
    awsRequestId: requestId,
    ...fields,
    ...err,
    msg: told(line),
  });
};

const winston: LineLayout = (atMs, requestId, line) => {
  const { level, exception, fields } = line;
  return json({
    level: level.toLowerCase(),
    message: exception?.message ?? line.message,
    ...fields,
    ...(exception === undefined ? {} : { stack: stackOf(line) }),
    requestId,
    timestamp: iso(atMs),
  });
};

const structlog: LineLayout = (atMs, requestId, line) => {
  const { level, exception, fields } = line;
  return json({
    ...fields,
    aws_request_id: requestId,
    event: told(line).replaceAll(' ', '_'),
    level: level === 'WARN' ? 'warning' : level.toLowerCase(),
    ...(exception === undefined
      ? {}
      : {
          exception: `Traceback (most recent call last):\n${exception.frames.join('\n')}\n${exception.type}: ${exception.message}`,
        }),
    timestamp: iso(atMs),
  });
};

/** The LambdaTextFormat's sibling of Log4j 2: https://logging.apache.org/log4j/2.x/manual/json-template-layout.html */
const log4j: LineLayout = (atMs, requestId, line) => {
  const { level, exception, fields } = line;
  return json({
    '@timestamp': iso(atMs),
    'ecs.version': '1.2.0',
    'log.level': level,
    message: told(line),
    'process.thread.name': 'main',
    'log.logger': 'shop.OrderIntake',
    AWSRequestId: requestId,
    ...fields,
    ...(exception === undefined
      ? {}
      : {
          'error.type': exception.type,
          'error.message': exception.message,
          'error.stack_trace': stackOf(line),
        }),
  });
};

const SERILOG_LEVELS = { DEBUG: 'Debug', INFO: undefined, WARN: 'Warning', ERROR: 'Error' } as const;

/** https://github.com/serilog/serilog-formatting-compact: a missing level means information. */
const serilog: LineLayout = (atMs, requestId, line) => {
  const { level, exception, fields } = line;
  return json({
    '@t': iso(atMs),
    '@mt': told(line),
    '@l': SERILOG_LEVELS[level],
    ...(exception === undefined ? {} : { '@x': stackOf(line) }),
    ...fields,
    RequestId: requestId,
  });
};

/** https://pkg.go.dev/log/slog#JSONHandler */
const slog: LineLayout = (atMs, requestId, line) => {
  const { level, exception, fields } = line;
  return json({
    time: iso(atMs),
    level,
    msg: told(line),
    request_id: requestId,
    ...fields,
    ...(exception === undefined ? {} : { err: exception.message }),
  });
};

/** https://pkg.go.dev/go.uber.org/zap with the production encoder. */
const zap: LineLayout = (atMs, _, line) => {
  const { level, exception, fields } = line;
  return json({
    level: level.toLowerCase(),
    ts: atMs / 1_000,
    caller: 'intake/handler.go:52',
    msg: told(line),
    ...fields,
    ...(exception === undefined ? {} : { error: exception.message, stacktrace: exception.frames.join('\n') }),
  });
};

const LOGGERS: Readonly<Record<Family, readonly LineLayout[]>> = {
  nodejs: [powertoolsTypescript, pino, winston],
  python: [powertoolsPython, structlog],
  java: [log4j],
  dotnet: [serilog],
  ruby: [],
  go: [slog, zap],
};

/** The code's own logger, or null if it uses the runtime's; half of the code has one. */
export function loggerOf(family: Family, dice: RandomStream): LineLayout | null {
  const loggers = LOGGERS[family];
  const place = Math.floor(dice.share() * 2 * Math.max(1, loggers.length));
  return loggers[place] ?? null;
}
