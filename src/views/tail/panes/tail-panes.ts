/** The rows of each part of the log screen. */
export interface TailPanes {
  /** Heading, strip and blank row; 0 where they don't fit. */
  readonly strip: number;
  readonly lines: number;
  /** Patterns below the lines; 0 where they are a page of their own. */
  readonly patterns: number;
}

/** Header, status, blank or filter, heading and titles above; message and footer below. */
const ROWS_AROUND = 7;
const STRIP_ROWS = 3;
/** Air and heading. */
const ROWS_ABOVE_PATTERNS = 2;
const LEAST_ROWS_WITH_STRIP = 30;
const LEAST_ROWS_WITH_PATTERNS = 34;

export function tailPanes(rows: number): TailPanes {
  const strip = rows >= LEAST_ROWS_WITH_STRIP ? STRIP_ROWS : 0;
  const patterns =
    rows >= LEAST_ROWS_WITH_PATTERNS ? Math.min(8, Math.max(3, Math.floor((rows - 24) / 4))) : 0;
  const below = patterns === 0 ? 0 : patterns + ROWS_ABOVE_PATTERNS;
  return { strip, lines: Math.max(1, rows - ROWS_AROUND - strip - below), patterns };
}

/** Rows of the lines; a page has as many. */
export function tailHeight(rows: number): number {
  return tailPanes(rows).lines;
}
