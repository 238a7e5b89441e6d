import { jsonCondition } from './json-condition.ts';
import type { Matcher } from './matcher.ts';
import { patternRegExp } from './pattern-regexp.ts';
import { spaceCondition } from './space-condition.ts';

const MATCH_ALL: Matcher = () => true;

/**
 * What a CloudWatch Logs filter pattern lets through; null when it can't be read. Terms, `"quoted phrases"`,
 * `-without`, `?either`, `%regular expressions%`, `{ $.json = "conditions" }` and `[fields, between = spaces, ...]` are
 * understood.
 *
 * Terms are found anywhere in the message, upper and lower case apart.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterMatcher(pattern: string): Matcher | null {
  const trimmed = pattern.trim();
  if (trimmed === '') return MATCH_ALL;
  if (trimmed.startsWith('{')) return jsonCondition(trimmed);
  if (trimmed.startsWith('[')) return spaceCondition(trimmed);
  return termsMatcher(trimmed);
}

interface Term {
  readonly role: 'all' | 'none' | 'any';
  readonly matches: Matcher;
}

const TERM = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)+)%|([A-Za-z0-9_]+))(?=\s|$)/y;

function termsMatcher(pattern: string): Matcher | null {
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < pattern.length) {
    const found = TERM.exec(pattern);
    const term = found === null ? null : termOf(found);
    if (term === null) return null;
    terms.push(term);
  }
  return combined(terms);
}

function termOf([, sign, quoted, expression, word]: readonly (string | undefined)[]): Term | null {
  const role = sign === '-' ? 'none' : sign === '?' ? 'any' : 'all';
  if (expression !== undefined) {
    const regExp = patternRegExp(expression);
    return regExp === null ? null : { role, matches: (message) => regExp.test(message) };
  }
  const text = quoted?.replace(/\\(.)/g, '$1') ?? word ?? '';
  return { role, matches: (message) => message.includes(text) };
}

/** Next to other terms, an `any` term has no effect, as in CloudWatch. */
function combined(terms: readonly Term[]): Matcher {
  const inRole = (role: Term['role']) =>
    terms.filter((term) => term.role === role).map((term) => term.matches);
  const [all, none, any] = [inRole('all'), inRole('none'), inRole('any')];
  if (all.length === 0 && none.length === 0) return (message) => any.some((matches) => matches(message));
  return (message) => all.every((matches) => matches(message)) && !none.some((matches) => matches(message));
}
