import { displayWidth } from './display-width.ts';
import { lineText, span, wrappedLine } from './line-layout.ts';
import type { SafeText } from './text.ts';

/** Where an option begins, with the space before it. */
const BEFORE_OPTION = / (?=--[a-z])/;

/**
 * A command in rows of at most `width` cells: an option and its value stay together where a row has room for both, so that
 * it reads as it would be written by hand. Joined by a space they are the command, if each word has room in a row.
 */
export function commandRows(command: SafeText, width: number): readonly SafeText[] {
  const rows: SafeText[] = [];
  for (const words of command.split(BEFORE_OPTION)) {
    const longer = `${rows.at(-1)} ${words}` as SafeText;
    if (rows.length > 0 && displayWidth(longer) <= width) rows[rows.length - 1] = longer;
    else rows.push(...wrappedLine([span('fact', words as SafeText)], width).map(lineText));
  }
  return rows;
}
