import { patternRegExp } from '../filter/pattern-regexp.ts';
import type { QueryRecord } from './record.ts';

export type Condition = (record: QueryRecord) => boolean;

/** `a and b`, the only conjunction in the filters that lmon sends. Null for an unsupported condition. */
export function conditionOf(text: string): Condition | null {
  const parts = text.split(/\s+and\s+/).map(comparisonOf);
  if (parts.some((part) => part === null)) return null;
  return (record) => parts.every((part) => part?.(record) === true);
}

const EQUAL = /^([@\w.]+) = "([^"]*)"$/;
const AMONG = /^([@\w.]+) in \[((?:"[^"]*"(?:, )?)+)\]$/;
const LIKE = /^([@\w.]+) (not )?like \/((?:[^/\\]|\\.)+)\/$/;

function comparisonOf(text: string): Condition | null {
  const [, field, wanted] = EQUAL.exec(text) ?? [];
  if (field !== undefined) return (record) => record(field) === wanted;
  const [, among, list = ''] = AMONG.exec(text) ?? [];
  if (among !== undefined) {
    const values: readonly (string | number | null)[] = [...list.matchAll(/"([^"]*)"/g)].map(
      ([, value = '']) => value,
    );
    return (record) => values.includes(record(among));
  }
  const [, searched, not, source = ''] = LIKE.exec(text) ?? [];
  if (searched === undefined) return null;
  const pattern = patternRegExp(source);
  if (pattern === null) return null;
  return (record) => pattern.test(String(record(searched) ?? '')) === (not === undefined);
}
