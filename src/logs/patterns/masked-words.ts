import type { Pattern } from './pattern-miner.ts';

/** What messages of a pattern say, with `#` where they differ: the same for whoever reads the same log. */
export function maskedWords({ sample, values }: Pick<Pattern, 'sample' | 'values'>): string {
  let words = '';
  let start = 0;
  for (const span of values) {
    words += `${sample.slice(start, span.start)}#`;
    start = span.end;
  }
  return words + sample.slice(start);
}
