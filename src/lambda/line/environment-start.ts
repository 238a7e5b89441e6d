import { type RawText, rawText } from '../../terminal/text.ts';
import { jsonObject, objectMember, textMember } from './shape/json-object.ts';
import { fieldNamed, firstLine, textField } from './shape/text-fields.ts';

const RUNTIME_VERSION = fieldNamed('INIT_START Runtime Version');
const RUNTIME_VERSION_ARN = fieldNamed('Runtime Version ARN');

/** The runtime that an execution environment started with: AWS patches it without being asked. */
export interface RuntimeStart {
  /** Such as `nodejs:22.v61`. */
  readonly runtime: RawText;
  /** Identifies the build; null if unknown. */
  readonly runtimeArn: RawText | null;
}

/**
 * The runtime that the start line of an environment names; null for any other line.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html
 */
export function runtimeStart(message: RawText): RuntimeStart | null {
  return message.startsWith('{') ? jsonStart(message) : textStart(message);
}

function textStart(message: RawText): RuntimeStart | null {
  const line = firstLine(message);
  const runtime = textField(line, RUNTIME_VERSION);
  return runtime === undefined ? null : startOf(runtime, textField(line, RUNTIME_VERSION_ARN) ?? null);
}

function jsonStart(message: RawText): RuntimeStart | null {
  const event = jsonObject(message);
  if (event === null || textMember(event, 'type') !== 'platform.initStart') return null;
  const record = objectMember(event, 'record');
  const runtime = record === null ? null : textMember(record, 'runtimeVersion');
  return record === null || runtime === null
    ? null
    : startOf(runtime, textMember(record, 'runtimeVersionArn'));
}

function startOf(runtime: string, runtimeArn: string | null): RuntimeStart {
  return {
    runtime: rawText(runtime.trim()),
    runtimeArn: runtimeArn === null ? null : rawText(runtimeArn.trim()),
  };
}
