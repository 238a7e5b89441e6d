import type { ConnectionState } from '../../monitor/fleet/freshness.ts';
import type { ScreenRow } from './screen-row.tsx';

/** The account's, with its state, and where one is. */
const HEADER_ROWS = 2;

/** The rows of a screen below its header, dimmed where they are of a time that has passed without news: nothing in them hurts now. */
export function agedRows(rows: readonly ScreenRow[], state: ConnectionState): readonly ScreenRow[] {
  if (state !== 'stale') return rows;
  return rows.map((row, place) => (place < HEADER_ROWS ? row : dimmed(row)));
}

/** A row of which nothing hurts now. */
export function dimmed(row: ScreenRow): ScreenRow {
  return {
    ...row,
    line: row.line.map((span) => ({ ...span, tone: span.tone === 'faint' ? 'faint' : 'dim', bold: false })),
  };
}
