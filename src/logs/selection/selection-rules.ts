import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine } from '../../lambda/line/outcome.ts';
import { isAtLeast, type LogLevel } from '../../lambda/line/shape/log-level.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Expression } from './expression.ts';

/** Which lines of a log the user wants to see. */
export interface LineSelection {
  /** Filter applied by AWS; null for none. */
  readonly pattern: RawText | null;
  /** Selection from what AWS sends; null for all of it. */
  readonly rules: SelectionRules | null;
}

export const ALL_LINES: LineSelection = { pattern: null, rules: null };

/** Whether nothing of the log is left out. */
export function isWholeLog({ pattern, rules }: LineSelection): boolean {
  return pattern === null && rules === null;
}

export interface SelectionRules {
  /** Lines that match any of these; empty for all lines. */
  readonly include: readonly Expression[];
  /** Lines that match any of these are never shown. */
  readonly exclude: readonly Expression[];
  /** This level and above; null for all. */
  readonly level: LogLevel | null;
  /** How many lines of the same request are wanted before and after each match. */
  readonly before: number;
  readonly after: number;
}

/**
 * A line without a level counts as INFO, as in Lambda's own filtering. Lambda's own lines do too, except that failures,
 * and uncaught errors written by a runtime, count as errors.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
const LEVEL_OF_NO_LEVEL: LogLevel = 'INFO';

export function isExcluded(message: string, { exclude }: SelectionRules): boolean {
  return exclude.some(({ isIn }) => isIn(message));
}

/** Whether a line that is not excluded matches. It is parsed only for its level. */
export function isWanted(message: string, line: () => LogLine, rules: SelectionRules): boolean {
  return isWantedAs(message, () => effectiveLevel(line()), rules);
}

/** Whether an invocation's end is wanted because it failed, where its REPORT does not say so. */
export function isFailureWanted(report: string, rules: SelectionRules): boolean {
  return rules.level !== null && isWantedAs(report, () => 'ERROR', rules);
}

function isWantedAs(message: string, levelOf: () => LogLevel, { include, level }: SelectionRules): boolean {
  if (include.length > 0 && !include.some(({ isIn }) => isIn(message))) return false;
  return level === null || isAtLeast(levelOf(), level);
}

/** The level that a line counts as, named or not. */
export function effectiveLevel(line: LogLine): LogLevel {
  return line.level ?? (isErrorLine(line) ? 'ERROR' : LEVEL_OF_NO_LEVEL);
}
