import type { Cause } from '../../triage/cause/cause.ts';

const FEW_CAUSES = 4;
const SOME_CAUSES = 6;
const MANY_CAUSES = 8;
const ROWS_FOR_MANY_CAUSES = 50;
/**
 * Header 2, title, air and count of the causes 3, account 4, air, title and heads of the table 3, eight functions,
 * WHY 7, footer 2. EVENTS give way.
 */
const ROWS_BESIDE_CAUSES = 29;

/**
 * How many causes are shown as sentences: all that are critical, as long as eight functions stay in sight, for a
 * first-time user reads nothing else.
 */
export function causeRoom(causes: readonly Cause[], rows: number): number {
  const pressing = causes.filter(({ severity, kind }) => severity === 'crit' || kind === 'poolFilling');
  const usual =
    rows >= ROWS_FOR_MANY_CAUSES ? MANY_CAUSES : Math.min(SOME_CAUSES, Math.max(FEW_CAUSES, pressing.length));
  const most = Math.max(usual, Math.min(pressing.length, rows - ROWS_BESIDE_CAUSES));
  return withLast(causes.length, most);
}

const FEWEST_COMPACT = 3;
/** Of 24 rows: leaves the table six, with the line that counts the rest, beside header, WHY and footer. */
const ROWS_BESIDE_COMPACT = 19;

/**
 * The same at 80x24, except for the account pool, which has its own line. Critical functions get a row each, as long as
 * the table keeps enough rows.
 */
export function compactCauseRoom(causes: readonly Cause[], rows: number): number {
  const others = causes.filter(({ kind }) => kind !== 'poolFilling');
  const critical = others.filter(({ severity }) => severity === 'crit').length;
  const most = Math.max(FEWEST_COMPACT, Math.min(critical, rows - ROWS_BESIDE_COMPACT));
  return withLast(others.length, most);
}

/** A single remaining cause can use the row that would count it. */
function withLast(count: number, most: number): number {
  return count === most + 1 ? count : most;
}
