import { displayWidth } from './display-width.ts';
import { lineText, span } from './line-layout.ts';
import { safe } from './safe-text.ts';
import type { SafeText } from './text.ts';
import { wrappedLine } from './wrapped-line.ts';

/** Where an option begins, with the space before it. */
const BEFORE_OPTION = / (?=--[a-z])/;

/** Tells a shell that the command continues on the next row. */
const GOES_ON = safe` \\`;

/**
 * A command in rows of at most `width` cells. An option and its value stay together if a row has room for both, as they
 * would be written by hand. Selected on the screen and pasted, it is one command and not several, of which the first
 * would run without its Region; the only exception is a single word that does not fit into a row.
 */
export function commandRows(command: SafeText, width: number): readonly SafeText[] {
  if (displayWidth(command) <= width) return [command];
  const room = width - displayWidth(GOES_ON);
  if (command.split(' ').some((word) => displayWidth(word as SafeText) > room))
    return brokenRows(command, width);
  const rows = brokenRows(command, room);
  return rows.map((row, index) => (index < rows.length - 1 ? safe`${row}${GOES_ON}` : row));
}

function brokenRows(command: SafeText, width: number): readonly SafeText[] {
  const rows: SafeText[] = [];
  for (const words of command.split(BEFORE_OPTION)) {
    const longer = `${rows.at(-1)} ${words}` as SafeText;
    if (rows.length > 0 && displayWidth(longer) <= width) rows[rows.length - 1] = longer;
    else rows.push(...wrappedLine([span('fact', words as SafeText)], width).map(lineText));
  }
  return rows;
}
