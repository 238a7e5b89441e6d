import type { Pattern } from './pattern-miner.ts';
import type { ShapeSpan } from './shape.ts';

/**
 * The words of a pattern in parts, between which the values stand. A value that is the same in all messages counts as
 * words.
 */
export function wordingOf({ sample, values }: Pattern, messages: readonly string[]): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  const spans = [...values, ...remarksIn(sample, values)].toSorted((one, other) => one.start - other.start);
  for (const span of spans) {
    const value = sample.slice(span.start, span.end);
    if (messages.every((message) => message.includes(value))) continue;
    parts.push(sample.slice(start, span.start));
    start = span.end;
  }
  return [...parts, sample.slice(start)];
}

/**
 * The number in it is searched for separately: as part of this expression, a long run of digits would take quadratic
 * time.
 */
const REMARK = /\(([^()]*)\)/g;

/** Bracketed remarks with a number don't distinguish patterns, so they are not among the values. */
function remarksIn(sample: string, values: readonly ShapeSpan[]): readonly ShapeSpan[] {
  return [...sample.matchAll(REMARK)]
    .filter(([remark]) => /\d/.test(remark))
    .map(({ index, 0: { length } }) => ({ start: index + 1, end: index + length - 1 }))
    .filter((remark) => values.every(({ start, end }) => end <= remark.start || start >= remark.end));
}
