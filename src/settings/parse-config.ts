import { flatten, minValue, number, object, optional, pipe, safeParse, string } from 'valibot';
import { parse } from 'yaml';
import { DEFAULT_THRESHOLDS } from '../triage/thresholds.ts';
import type { ReadConfigFile } from './config-shape.ts';

const share = pipe(number(), minValue(0));
const pair = object({ warnAt: share, critAt: share });

/** Each threshold has the shape of its default: a number in the place of a pair would switch its rule off unnoticed. */
const thresholds = object(
  Object.fromEntries(
    Object.entries(DEFAULT_THRESHOLDS).map(([name, value]) => [
      name,
      optional(typeof value === 'number' ? share : pair),
    ]),
  ),
);

const schema = object({
  profile: optional(string()),
  region: optional(string()),
  endpointUrl: optional(string()),
  theme: optional(string()),
  glyphs: optional(string()),
  thresholds: optional(thresholds),
});

/** Unknown keys are told, never fatal: a newer lmon's file must not stop an older one. */
export function parseConfig(path: string, text: string): ReadConfigFile {
  let value: unknown;
  try {
    // The parser's warnings would go to the terminal as they are.
    value = parse(text, { logLevel: 'error' }) ?? {};
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'not YAML';
    return { kind: 'complaint', complaint: `configuration file ${path}: ${reason}` };
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
    unknownKeys: [
      ...keysBeside(schema.entries, value),
      ...keysBeside(thresholds.entries, Object(value).thresholds).map((key) => `thresholds.${key}`),
    ],
  };
}

function keysBeside(known: object, value: unknown): readonly string[] {
  return Object.keys(value ?? {}).filter((key) => !Object.hasOwn(known, key));
}
