import { flatten, minValue, number, object, optional, pipe, record, safeParse, string, union } from 'valibot';
import { parse } from 'yaml';
import type { ReadConfigFile } from './config-shape.ts';

const share = pipe(number(), minValue(0));
const threshold = object({ warnAt: share, critAt: share });

const schema = object({
  profile: optional(string()),
  region: optional(string()),
  endpointUrl: optional(string()),
  theme: optional(string()),
  glyphs: optional(string()),
  thresholds: optional(record(string(), union([threshold, share]))),
});

/** Unknown keys are told, never fatal: a newer lmon's file must not stop an older one. */
export function parseConfig(path: string, text: string): ReadConfigFile {
  let value: unknown;
  try {
    value = parse(text) ?? {};
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'not YAML';
    return { kind: 'complaint', complaint: `configuration file ${path}: ${reason}` };
  }
  const result = safeParse(schema, value);
  if (!result.success) {
    const nested = Object.entries(flatten(result.issues).nested ?? {});
    const [key, messages] = nested[0] ?? ['the file', ['not a list of settings']];
    return {
      kind: 'complaint',
      complaint: `configuration file ${path}: ${key}: ${messages?.[0] ?? 'not understood'}`,
    };
  }
  const unknownKeys = Object.keys(value as object).filter((key) => !Object.hasOwn(schema.entries, key));
  return { kind: 'read', config: result.output, unknownKeys };
}
