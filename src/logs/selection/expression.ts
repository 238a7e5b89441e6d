import { RE2JS } from 're2js';

/** A regular expression typed by the user, compiled. */
export interface Expression {
  readonly source: string;
  /** Whether it matches anywhere in `text`, in time linear in the length of `text`. */
  readonly isIn: (text: string) => boolean;
}

export interface ExpressionComplaint {
  readonly complaint: string;
}

/**
 * Compiles an expression in RE2's grammar, which is JavaScript's without lookaround and backreferences: those can take
 * hours on one log line. `^` and `$` match at the ends of each line of a message.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function expression(typed: string): Expression | ExpressionComplaint {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(typed), RE2JS.MULTILINE);
    return { source: typed, isIn: (text) => compiled.test(text) };
  } catch (error) {
    return { complaint: `"${typed}" can't be looked for: ${reasonOf(error)}` };
  }
}

/** In "error parsing regexp: missing closing ): `(?m)(`" the flag was not typed by the user. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^error parsing regexp: /, '').replace(/: `[\s\S]*$/, '');
}
