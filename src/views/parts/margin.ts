import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import type { ScreenRow } from './screen-row.tsx';

/** Every screen starts in column 1 and ends one column before the last. */
export const MARGIN = 1;

export function innerWidth(columns: number): number {
  return Math.max(0, columns - 2 * MARGIN);
}

export function withMargin(line: Line, isSelected = false): ScreenRow {
  return { line: [toned('fact', safe` `), ...line], isSelected };
}
