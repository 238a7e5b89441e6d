import { comparison, valueReader } from './json-comparison.ts';
import type { Token } from './json-tokens.ts';
import { jsonTokens } from './json-tokens.ts';
import type { Matcher } from './matcher.ts';

type Condition = (document: unknown) => boolean;

/** Matches JSON objects that meet the condition in `{ … }`. Null for an invalid pattern. */
export function jsonCondition(pattern: string): Matcher | null {
  const tokens = jsonTokens(pattern);
  if (tokens === null) return null;
  const cursor = new Cursor(tokens);
  if (!cursor.takes('{')) return null;
  const condition = either(cursor);
  if (condition === null || !cursor.takes('}') || !cursor.isAtEnd) return null;
  return (message) => {
    const document = jsonDocument(message);
    return document !== null && condition(document);
  };
}

function jsonDocument(message: string): unknown {
  if (!message.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(message);
  } catch {
    return null;
  }
}

class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  next(): Token | null {
    const token = this.#tokens[this.#at] ?? null;
    this.#at += 1;
    return token;
  }

  /** Steps over `text` (a mark or a word, in any case) if it comes next. */
  takes(text: string): boolean {
    const token = this.#tokens[this.#at];
    const found = (token?.kind === 'mark' || token?.kind === 'word') && token.text.toUpperCase() === text;
    if (found) this.#at += 1;
    return found;
  }
}

function either(cursor: Cursor): Condition | null {
  const left = both(cursor);
  if (left === null || !cursor.takes('||')) return left;
  const right = either(cursor);
  return right === null ? null : (document) => left(document) || right(document);
}

function both(cursor: Cursor): Condition | null {
  const left = single(cursor);
  if (left === null || !cursor.takes('&&')) return left;
  const right = both(cursor);
  return right === null ? null : (document) => left(document) && right(document);
}

function single(cursor: Cursor): Condition | null {
  if (cursor.takes('(')) {
    const inner = either(cursor);
    return cursor.takes(')') ? inner : null;
  }
  const selector = cursor.next();
  if (selector?.kind !== 'selector') return null;
  const read = valueReader(selector.text);
  if (cursor.takes('IS')) return stated(cursor, read);
  if (cursor.takes('NOT')) return cursor.takes('EXISTS') ? (document) => read(document) === undefined : null;
  if (cursor.takes('EXISTS')) return (document) => read(document) !== undefined;
  const operator = cursor.next();
  const wanted = cursor.next();
  if (operator?.kind !== 'operator' || wanted === null) return null;
  const holds = comparison(operator.text, wanted);
  return holds === null ? null : (document) => holds(read(document));
}

const STATEMENTS: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false };

function stated(cursor: Cursor, read: (document: unknown) => unknown): Condition | null {
  for (const [word, value] of Object.entries(STATEMENTS)) {
    if (cursor.takes(word)) return (document) => read(document) === value;
  }
  return null;
}
