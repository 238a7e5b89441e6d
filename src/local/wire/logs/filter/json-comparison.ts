import type { Token } from './json-tokens.ts';
import { patternRegExp, wildcardRegExp } from './pattern-regexp.ts';

/** The value at `$.a.b[0]`; undefined if there is none. */
export function valueReader(selector: string): (document: unknown) => unknown {
  const steps = selector.matchAll(/\.([A-Za-z0-9_-]+)|\[(\d+)\]|\["([^"]+)"\]/g);
  const path = [...steps].map(([, name, index, quoted]) => name ?? index ?? quoted ?? '');
  return (document) => path.reduce(member, document);
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.prototype.propertyIsEnumerable.call(value, key) ? Reflect.get(value, key) : undefined;
}

/** Whether a selected value meets `operator wanted`; null if that makes no sense. */
export function comparison(operator: string, wanted: Token): ((value: unknown) => boolean) | null {
  if (operator !== '=' && operator !== '!=') {
    const limit = wanted.kind === 'word' ? Number(wanted.text) : Number.NaN;
    return Number.isNaN(limit)
      ? null
      : (value) => typeof value === 'number' && inOrder(value, operator, limit);
  }
  const equals = equality(wanted);
  if (equals === null) return null;
  return operator === '=' ? equals : (value) => value !== undefined && !equals(value);
}

function inOrder(value: number, operator: string, limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    default:
      return value >= limit;
  }
}

function equality(wanted: Token): ((value: unknown) => boolean) | null {
  if (wanted.kind === 'regexp') {
    const regExp = patternRegExp(wanted.text);
    return regExp === null ? null : (value) => typeof value === 'string' && regExp.test(value);
  }
  if (wanted.kind !== 'text' && wanted.kind !== 'word') return null;
  const limit = wanted.kind === 'word' ? Number(wanted.text) : Number.NaN;
  const text = wanted.text.replace(/\\(.)/g, '$1');
  const likeText = wildcardMatcher(text);
  return (value) => {
    if (typeof value === 'number') return value === limit;
    return typeof value === 'string' && likeText(value);
  };
}

/** `*` stands for any text, at any position. */
function wildcardMatcher(text: string): (value: string) => boolean {
  if (!text.includes('*')) return (value) => value === text;
  const regExp = wildcardRegExp(text);
  return (value) => regExp.test(value);
}
