import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';

const MOST_NAMED = 3;

/** The first of these functions, and how many more there are. */
export function someNames(functionNames: readonly RawText[]): SafeText {
  const names = functionNames.slice(0, MOST_NAMED).map(safeText);
  const more = functionNames.length - names.length;
  return joinSafe(more > 0 ? [...names, safe`${more} more`] : names, safe`, `);
}
