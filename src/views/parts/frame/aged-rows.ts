import type { ConnectionState } from '../../../monitor/fleet/freshness.ts';
import type { Line } from '../../../terminal/line.ts';
import type { ScreenRow } from './screen-row.tsx';

/** The account's row, with its state, and the breadcrumb. */
const HEADER_ROWS = 2;

/** The rows below the header, dimmed when their data is stale: trouble in them may be over. */
export function agedRows(rows: readonly ScreenRow[], state: ConnectionState): readonly ScreenRow[] {
  if (state !== 'stale') return rows;
  return rows.map((row, place) => (place < HEADER_ROWS ? row : dimmed(row)));
}

/** A row without alarming colours. */
export function dimmed(row: ScreenRow): ScreenRow {
  return { ...row, line: dimmedLine(row.line) };
}

export function dimmedLine(line: Line): Line {
  return line.map((span) => ({ ...span, tone: span.tone === 'faint' ? 'faint' : 'dim', bold: false }));
}
