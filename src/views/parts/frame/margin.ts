import type { Line } from '../../../terminal/line.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { toned } from '../../../terminal/words.ts';
import { MARGIN, type ScreenRow } from './screen-row.tsx';

export function innerWidth(columns: number): number {
  return Math.max(0, columns - 2 * MARGIN);
}

export function withMargin(line: Line, isSelected = false): ScreenRow {
  return { line: [toned('fact', safe` `), ...line], isSelected };
}
