import {
  array,
  boolean,
  flatten,
  number,
  object,
  optional,
  pipe,
  rawCheck,
  record,
  safeParse,
  string,
  union,
} from 'valibot';
import { parse } from 'yaml';
import { outOfOrder, outOfRange, THRESHOLD_RANGES, type ThresholdRange } from '../triage/threshold-range.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from '../triage/thresholds.ts';
import type { ReadConfigFile } from './config-shape.ts';

/** Each threshold has the shape of its default: a number instead of a pair would silently disable its rule. */
const thresholds = object(
  Object.fromEntries(
    Object.entries(THRESHOLD_RANGES).map(([name, range]) => [
      name,
      optional(
        typeof DEFAULT_THRESHOLDS[name as keyof Thresholds] === 'number'
          ? numberWithin(range)
          : pairWithin(range),
      ),
    ]),
  ),
);

function numberWithin(range: ThresholdRange) {
  return pipe(
    number(`must be ${range.says}`),
    rawCheck(({ dataset, addIssue }) => {
      const message = dataset.typed ? outOfRange(dataset.value, range) : null;
      if (message !== null) addIssue({ message });
    }),
  );
}

function pairWithin(range: ThresholdRange) {
  const shape = `must be { warnAt, critAt }, each ${range.says}`;
  return pipe(
    object({ warnAt: numberWithin(range), critAt: numberWithin(range) }, shape),
    rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const message = outOfOrder(dataset.value, range);
      if (message !== null) addIssue({ message });
    }),
  );
}

const schema = object({
  profile: optional(string()),
  region: optional(string()),
  endpointUrl: optional(string()),
  theme: optional(string()),
  glyphs: optional(string()),
  blackBox: optional(boolean('must be true or false')),
  thresholds: optional(thresholds),
  keys: optional(record(string(), union([string(), array(string())], 'must be a key, or a list of keys'))),
});

/** Unknown keys are reported but never fatal: an older lmon must accept a newer one's file. */
export function parseConfig(path: string, text: string): ReadConfigFile {
  let value: unknown;
  try {
    // The parser would print its warnings to the terminal.
    value = parse(text, { logLevel: 'error' }) ?? {};
  } catch (error) {
    return { kind: 'complaint', complaint: `configuration file ${path}: ${whyUnreadable(error)}` };
  }
  const result = safeParse(schema, Array.isArray(value) ? null : value);
  if (!result.success) {
    const nested = Object.entries(flatten(result.issues).nested ?? {});
    const [key, messages] = nested[0] ?? ['the file', ['not settings by name']];
    return {
      kind: 'complaint',
      complaint: `configuration file ${path}: ${key}: ${messages?.[0] ?? 'not understood'}`,
    };
  }
  return {
    kind: 'read',
    config: result.output,
    warnings: [
      ...keysBeside(schema.entries, value),
      ...keysBeside(thresholds.entries, Object(value).thresholds).map((key) => `thresholds.${key}`),
    ].map((key) => `configuration file: "${key}" is not a setting`),
  };
}

function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return 'not YAML';
  // The parser is recursive, and reports a stack overflow like any error in the text.
  if (error.message.includes('call stack')) return 'it is nested too deeply';
  return (error.message.split('\n')[0] ?? '').replace(/:$/, '');
}

function keysBeside(known: object, value: unknown): readonly string[] {
  return Object.keys(value ?? {}).filter((key) => !Object.hasOwn(known, key));
}
