import { RE2JS } from 're2js';

/** Looks for something in a text, in time that grows with it and no faster: all of a server waits for it. */
export interface PatternRegExp {
  test(text: string): boolean;
}

/**
 * The regular expression between two `%` of a filter, or two `/` of a query; null when it isn't one. None that looks
 * around or back: AWS says of no such expression that it takes it.
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
