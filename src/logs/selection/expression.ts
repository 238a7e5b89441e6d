import { RE2JS } from 're2js';

/** A regular expression that a person typed, ready to look for. */
export interface Expression {
  readonly source: string;
  /** Whether it matches anywhere in `text`, in time that grows with the length of `text` and no faster. */
  readonly isIn: (text: string) => boolean;
}

export interface ExpressionComplaint {
  readonly complaint: string;
}

/**
 * An expression in the grammar of RE2, which is that of JavaScript without what looks around or back: such an expression
 * can hold up its reader for hours on one line of a log. `^` and `$` stand at the ends of each line of a message.
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

/** "error parsing regexp: missing closing ): `(?m)(`": the flag in it is none that somebody typed. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^error parsing regexp: /, '').replace(/: `[\s\S]*$/, '');
}
