import type { Line } from '../../../terminal/line.ts';
import { cell } from '../../../terminal/line-layout.ts';

/** Cells between two columns of a screen. */
export const COLUMN_GAP = 4;

export interface ScreenColumn {
  readonly lines: readonly Line[];
  readonly width: number;
}

/** Columns beside each other, `height` rows of them. */
export function sideBySide(height: number, columns: readonly ScreenColumn[]): readonly Line[] {
  return Array.from({ length: height }, (_, row) =>
    columns.flatMap(({ lines, width }, place) => [
      ...(place === 0 ? [] : cell([], COLUMN_GAP)),
      ...cell(lines[row] ?? [], width),
    ]),
  );
}
