import type { Pattern } from './pattern-miner.ts';

/** The text of a pattern with `#` for its values: every reader of the same log gets the same. */
export function maskedWords({ sample, values }: Pick<Pattern, 'sample' | 'values'>): string {
  let words = '';
  let start = 0;
  for (const span of values) {
    words += `${sample.slice(start, span.start)}#`;
    start = span.end;
  }
  return words + sample.slice(start);
}
