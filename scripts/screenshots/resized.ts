import type { Screen } from '../../test/screen/open-screen.ts';
import type { ShotSize } from './shoot.ts';

const SMALLEST: ShotSize = { columns: 60, rows: 15 };
const TOO_SMALL = /needs 60/;

/**
 * Matches every first row: it ends with lmon's own errors, or the clock, except on the help, which has none. A lower terminal
 * first shows other rows of the old picture.
 */
const HEADER = /(?:! +\d+| \d\d:\d\dZ)$|^ KEYS THAT WORK HERE/;

/** Resizes the screen, and resolves once it is redrawn from its header to its last row and column. */
export async function resized(screen: Screen, { columns, rows }: ShotSize): Promise<void> {
  screen.resize(columns, rows);
  await screen.waitFor((shown) => {
    const lines = shown.text();
    if (columns < SMALLEST.columns || rows < SMALLEST.rows)
      return lines.length === rows && TOO_SMALL.test(lines.join(' '));
    const widest = Math.max(...lines.map((_, y) => endOf(shown, columns, y)));
    return (
      lines.length === rows && widest === columns - 1 && HEADER.test(lines[0] ?? '') && lines.at(-1) !== ''
    );
  });
}

/** The cells of a row up to its last visible one. */
function endOf(screen: Screen, columns: number, y: number): number {
  let end = columns;
  while (end > 0 && screen.cell(end - 1, y).text.trim() === '') end -= 1;
  return end;
}
