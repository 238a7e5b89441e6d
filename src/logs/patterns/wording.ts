import type { Pattern } from './pattern-miner.ts';
import type { ShapeSpan } from './shape.ts';

/**
 * The words of a pattern, in parts: between them stand values that differ from message to message. A value that is the
 * same in all of them is as good as a word.
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

/** The number in it is looked for apart: with it in the expression, digits without an end would take the square of their time. */
const REMARK = /\(([^()]*)\)/g;

/** What stands in brackets and holds a number tells no patterns apart, so that it is among the values of none. */
function remarksIn(sample: string, values: readonly ShapeSpan[]): readonly ShapeSpan[] {
  return [...sample.matchAll(REMARK)]
    .filter(([remark]) => /\d/.test(remark))
    .map(({ index, 0: { length } }) => ({ start: index + 1, end: index + length - 1 }))
    .filter((remark) => values.every(({ start, end }) => end <= remark.start || start >= remark.end));
}
