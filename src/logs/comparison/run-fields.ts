import { asJsonObject, type JsonObject, jsonObject, member } from '../../lambda/line/shape/json-object.ts';
import { environmentMark } from '../../lambda/log-stream.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import type { LoggedRun } from '../runs/logged-run.ts';
import { isColdStart } from '../runs/run-environment.ts';
import { isTellingName, mayHoldTelling } from './field-name.ts';
import { tellingValue } from './field-value.ts';

/** A run's properties other than its outcome, by field name. */
export type RunFields = ReadonlyMap<string, RawText>;

/** Fields that every run has, whatever its code logs. */
export const VERSION_FIELD = 'version';
export const ENVIRONMENT_FIELD = 'environment';
export const START_FIELD = 'start';
/** For runs that name one in any of their lines. */
export const SHARD_FIELD = 'shard';

const MOST_FIELDS = 24;
/** Bounds against hostile input: members per object, and text per line. */
const MOST_MEMBERS = 40;
const LONGEST_JSON = 16_384;
const LONGEST_TEXT = 2_000;

/** The first value of each field. */
export function fieldsOf(run: LoggedRun): RunFields {
  const fields = new Map<string, RawText>();
  if (run.version !== null) fields.set(VERSION_FIELD, run.version);
  fields.set(ENVIRONMENT_FIELD, environmentMark(run.logStream));
  fields.set(START_FIELD, rawText(isColdStart(run) ? 'cold' : 'warm'));
  for (const line of run.lines) if (line.line.kind === 'app') addFields(fields, line);
  return fields;
}

/** Shard ids as Kinesis and DynamoDB streams write them; some loggers write `_` for blanks. */
const SHARD = /(?<![a-z0-9])shardId-\d{12,20}(?:-[0-9a-f]{8})?(?![\w-])/;

function addFields(fields: Map<string, RawText>, { line, event }: StoryEvent): void {
  const { message } = event;
  const shard = fields.has(SHARD_FIELD) ? null : SHARD.exec(message.slice(0, LONGEST_TEXT));
  if (shard !== null) fields.set(SHARD_FIELD, rawText(shard[0]));
  const isJson = message.startsWith('{');
  const object = isJson && message.length <= LONGEST_JSON ? jsonObject(message) : null;
  if (object !== null) addMembers(fields, object, '', line.text);
  else if (!isJson) addPairs(fields, line.text.slice(0, LONGEST_TEXT));
}

/** Members, and members of members: `event.path`. */
function addMembers(
  fields: Map<string, RawText>,
  object: JsonObject,
  prefix: string,
  message: RawText,
): void {
  for (const name of Object.keys(object).slice(0, MOST_MEMBERS)) {
    const value = member(object, name);
    // The message, under any name, describes how a run went, not its input.
    if (value === message) continue;
    const nested = prefix === '' ? asJsonObject(value) : null;
    if (nested === null) addField(fields, name, prefix, value);
    // An object logged on its own is nested in the message.
    else if (PART.test(name) && mayHoldTelling(name))
      addMembers(fields, nested, name === 'message' ? '' : `${name}.`, message);
  }
}

const PART = /^[A-Za-z_]\w{0,23}$/;
const PAIR = /(?:^|[\s,;])([A-Za-z_][\w.-]{0,39})=("[^"]{0,80}"|[^\s",;]{1,80})/g;

/** `tenant=north path=/orders` */
function addPairs(fields: Map<string, RawText>, text: string): void {
  if (!text.includes('=')) return;
  for (const [, name = '', value = ''] of text.matchAll(PAIR))
    addField(fields, name, '', value.startsWith('"') ? value.slice(1, -1) : numberOr(value));
}

function numberOr(text: string): string | number {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function addField(fields: Map<string, RawText>, name: string, prefix: string, value: unknown): void {
  const field = `${prefix}${name}`;
  if (fields.size >= MOST_FIELDS || fields.has(field) || !isTellingName(name)) return;
  const telling = tellingValue(value);
  if (telling !== null) fields.set(field, telling);
}
