import type { End } from './strings.ts';

/**
 * Where the content of a string goes on behind a mark that seems to end it; null if it does end. Some double a mark that
 * is quoted, as SQL, YAML and CSV do, a shell ends its string for it, and programs break long ones into lines.
 */
export function continuationOf(text: string, { of: { sign, escapes }, start, end }: End): number | null {
  const mark = '\\'.repeat(escapes) + sign;
  const rest = text.slice(end, end + 256);
  if (rest.startsWith(mark)) return end + mark.length;
  if (sign === "'" && text.charAt(start - 1) === sign && !BEHIND_STRING.test(rest)) return end;
  const between = (sign === "'" ? QUOTED_BY_SHELL.exec(rest) : null) ?? LINE_BREAK.exec(rest);
  if (between === null || !rest.startsWith(mark, between[0].length)) return null;
  return end + between[0].length + mark.length;
}

/** Behind `\''` it does not end where the backslash was none of the mark, but of what is quoted. */
const BEHIND_STRING = /^(?:$|[\s\\"'`,;:.!?&|)\]}>])/;

/** `it'\''s` and `it'"'"'s`. */
const QUOTED_BY_SHELL = /^(?:\\{1,15}'|\\{0,15}"\\{0,15}'\\{0,15}")/;

/** Between the lines of a long string, as inspect of Node and pprint of Python show it. */
const LINE_BREAK = /^(?: \+)?(?:\r?\n|\\{1,15}n)\s{1,128}/;
