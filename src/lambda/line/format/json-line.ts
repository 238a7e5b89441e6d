import { rawText } from '../../../terminal/text.ts';
import {
  asJsonObject,
  type JsonObject,
  jsonObject,
  jsonText,
  member,
  objectMember,
  textMember,
} from '../shape/json-object.ts';
import { type LogLevel, logLevel } from '../shape/log-level.ts';
import { type LogDetail, type LogLine, logLine } from '../shape/log-line-shape.ts';
import { requestId } from '../shape/request-id.ts';
import { platformEvent } from './platform-event.ts';
import { uncaughtError } from './uncaught-error.ts';

/** The names that runtimes, Powertools and the well-known logging libraries give these members. */
const LEVEL_NAMES = ['level', 'severity', 'levelname', '@l', 'log.level'];
const MESSAGE_NAMES = ['message', 'msg', '@m', '@mt'];
/** Used by structlog; in other logs it is just as likely the function's input. */
const EVENT_NAME = 'event';
const REQUEST_ID_NAMES = [
  'requestId',
  'AWSRequestId',
  'function_request_id',
  'awsRequestId',
  'request_id',
  'aws_request_id',
  'RequestId',
];

/** Members that have columns of their own, or that mean nothing to a person. */
const HEAD_NAMES: ReadonlySet<string> = new Set([
  ...LEVEL_NAMES,
  ...MESSAGE_NAMES,
  ...REQUEST_ID_NAMES,
  'timestamp',
  'time',
  '@timestamp',
  'logger',
  'tenantId',
  '@t',
]);
const MOST_DETAILS = 8;

/** Levels as numbers, least first: pino and bunyan. */
const NUMERIC_LEVELS: readonly (readonly [least: number, level: LogLevel])[] = [
  [60, 'FATAL'],
  [50, 'ERROR'],
  [40, 'WARN'],
  [30, 'INFO'],
  [20, 'DEBUG'],
  [10, 'TRACE'],
];

/**
 * An event that is one JSON object: a platform event, a metrics document or a line of the code; null if it is not JSON.
 */
export function jsonLine(text: string): LogLine | null {
  const object = jsonObject(text);
  if (object === null) return null;
  return (
    platformEvent(object, text) ??
    (isMetricDocument(object) ? metricsLine(object, text) : appLine(object, text))
  );
}

function appLine(object: JsonObject, text: string): LogLine {
  const message = messageOf(object);
  // The only argument of console.error may be an Error: its members are then inside the message.
  const error = objectMember(object, 'message') ?? object;
  // Java's runtime writes the same text in both formats: in this one it is in the message.
  const uncaught = message === null ? null : uncaughtError(message);
  const errorType = errorTypeOf(error) ?? uncaught?.errorType ?? null;
  // Python's runtime logs no message beside the error; application code does.
  const isToldByPython =
    message === null && errorType !== null && textMember(object, 'errorMessage') !== null;
  return logLine('app', message ?? errorText(error) ?? text, {
    level: levelOf(object),
    requestId: requestIdOf(object),
    errorType,
    isUncaught: uncaught !== null || isToldByPython,
    details: message === null ? [] : detailsOf(object),
  });
}

/** Simple values only: a row has no room for more. */
function detailsOf(object: JsonObject): readonly LogDetail[] {
  const details: LogDetail[] = [];
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (HEAD_NAMES.has(name) || !isSimple(value)) continue;
    details.push({ name: rawText(name), value: rawText(String(value)) });
    if (details.length === MOST_DETAILS) break;
  }
  return details;
}

function isSimple(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function metricsLine(object: JsonObject, text: string): LogLine {
  return logLine('metrics', text, { level: levelOf(object), requestId: requestIdOf(object) });
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function isMetricDocument(object: JsonObject): boolean {
  const directives = objectMember(object, '_aws');
  return directives !== null && Array.isArray(member(directives, 'CloudWatchMetrics'));
}

function messageOf(object: JsonObject): string | null {
  for (const name of MESSAGE_NAMES) {
    const message = member(object, name);
    if (typeof message === 'string') return message;
    if (message === undefined || message === null) continue;
    const error = asJsonObject(message);
    return (error === null ? null : errorText(error)) ?? jsonText(message);
  }
  return levelOf(object) === null ? null : textMember(object, EVENT_NAME);
}

function errorText(error: JsonObject): string | null {
  const message = textMember(error, 'errorMessage');
  const name = textMember(error, 'errorType');
  if (message === null) return name;
  return name === null ? message : `${name}: ${message}`;
}

function errorTypeOf(error: JsonObject): LogLine['errorType'] {
  const name = textMember(error, 'errorType');
  return name === null ? null : rawText(name);
}

function levelOf(object: JsonObject): LogLevel | null {
  for (const name of LEVEL_NAMES) {
    const level = member(object, name);
    if (typeof level === 'string') return logLevel(level);
    if (typeof level === 'number') return NUMERIC_LEVELS.find(([least]) => level >= least)?.[1] ?? null;
  }
  return null;
}

function requestIdOf(object: JsonObject): LogLine['requestId'] {
  for (const name of REQUEST_ID_NAMES) {
    const id = requestId(textMember(object, name) ?? undefined);
    if (id !== null) return id;
  }
  return null;
}
