import { RE2JS } from 're2js';

/** Searches a text in time proportional to its length, because the whole server waits for it. */
export interface PatternRegExp {
  test(text: string): boolean;
}

/**
 * The regular expression between two `%` of a filter, or two `/` of a query; null if it is invalid. Lookarounds and
 * back-references are rejected, because AWS documents no support for them.
 */
export function patternRegExp(expression: string): PatternRegExp | null {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(expression.replaceAll('\\%', '%')));
  } catch {
    return null;
  }
}

/** Text in which each `*` stands for anything. */
export function wildcardRegExp(text: string): PatternRegExp {
  const parts = text.split('*').map((part) => RE2JS.quote(part));
  return RE2JS.compile(`^${parts.join('.*')}$`, RE2JS.DOTALL);
}
