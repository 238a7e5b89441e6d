import {
  array,
  boolean,
  exactOptional,
  type GenericSchema,
  literal,
  maxLength,
  minLength,
  object,
  pipe,
  regex,
  safeParse,
  string,
  transform,
  union,
} from 'valibot';
import { count, MOST_TEXT, text, time } from './field-shape.ts';
import { AT_FIRST_ISSUE, jsonOf } from './recorded-line.ts';
import type { RecordedFlags, RecordingHeader } from './recording-header.ts';

const word = pipe(string(), maxLength(MOST_TEXT));
const words = pipe(array(word), maxLength(1_000));

const flags = object({
  regex: exactOptional(words),
  tag: exactOptional(words),
  // A single name instead of a list is from when a tail accepted only one stack.
  stack: exactOptional(
    union([
      words,
      pipe(
        word,
        transform((name) => [name]),
      ),
    ]),
  ),
  version: exactOptional(word),
  filter: exactOptional(word),
  include: exactOptional(words),
  exclude: exactOptional(words),
  level: exactOptional(word),
  'after-context': exactOptional(word),
  'before-context': exactOptional(word),
  context: exactOptional(word),
  errors: exactOptional(literal(true)),
  request: exactOptional(word),
  all: exactOptional(literal(true)),
  only: exactOptional(words),
  within: exactOptional(word),
  since: exactOptional(word),
  until: exactOptional(word),
} satisfies Record<keyof RecordedFlags, GenericSchema>);

// It becomes part of a host name.
const region = pipe(string(), regex(/^[a-z0-9-]{1,63}$/i));

const header = object({
  recording: count,
  lmon: text,
  startedMs: time,
  region,
  regions: exactOptional(pipe(array(region), minLength(1), maxLength(100))),
  command: pipe(string(), maxLength(64)),
  operands: words,
  flags: exactOptional(flags),
  isRedacted: boolean(),
});

/** Null for a line that is no header. */
export function headerOf(line: string): RecordingHeader | null {
  const result = safeParse(header, jsonOf(line), AT_FIRST_ISSUE);
  return result.success ? result.output : null;
}
