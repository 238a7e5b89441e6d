import { isAtLeast, type LogLevel } from '../../lambda/line/log-level.ts';
import type { LogLine } from '../../lambda/line/log-line.ts';
import { isErrorLine } from '../../lambda/line/outcome.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Expression } from './expression.ts';

/** Which lines of a log a person wants to see. */
export interface WantedLines {
  /** What AWS is to filter by; null for nothing. */
  readonly pattern: RawText | null;
  /** What is then selected of what AWS sends; null for all of it. */
  readonly rules: SelectionRules | null;
}

export const ALL_LINES: WantedLines = { pattern: null, rules: null };

/** Whether nothing of the log is left out. */
export function isWholeLog({ pattern, rules }: WantedLines): boolean {
  return pattern === null && rules === null;
}

export interface SelectionRules {
  /** Lines that any of them is in; none of them wants all lines. */
  readonly include: readonly Expression[];
  /** Lines that any of them is in are not shown, whatever else speaks for them. */
  readonly exclude: readonly Expression[];
  /** This level and above; null for all. */
  readonly level: LogLevel | null;
  /** How many lines of the same request are wanted before and after each. */
  readonly before: number;
  readonly after: number;
}

/**
 * A line without a level counts as INFO, as Lambda counts it where it filters itself. So do Lambda's own lines, but for those
 * that tell of a failure, and what a runtime says of an error that nobody caught: they are errors.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
const LEVEL_OF_NO_LEVEL: LogLevel = 'INFO';

export function isExcluded(message: string, { exclude }: SelectionRules): boolean {
  return exclude.some(({ isIn }) => isIn(message));
}

/** Whether a line that is not excluded is wanted for what it says. */
export function isWanted(message: string, line: () => LogLine, rules: SelectionRules): boolean {
  return isWantedAs(message, () => effectiveLevel(line()), rules);
}

/** Whether the end of an invocation that failed is wanted for that, where its REPORT does not say so. */
export function isFailureWanted(report: string, rules: SelectionRules): boolean {
  return rules.level !== null && isWantedAs(report, () => 'ERROR', rules);
}

function isWantedAs(message: string, levelOf: () => LogLevel, { include, level }: SelectionRules): boolean {
  if (include.length > 0 && !include.some(({ isIn }) => isIn(message))) return false;
  return level === null || isAtLeast(levelOf(), level);
}

/** The level that a line counts as, whether it names one or not. */
export function effectiveLevel(line: LogLine): LogLevel {
  return line.level ?? (isErrorLine(line) ? 'ERROR' : LEVEL_OF_NO_LEVEL);
}
