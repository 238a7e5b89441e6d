import { isAtLeast, logLevel } from '../../lambda/line/shape/log-level.ts';
import type { CommandLine } from '../../settings/command-line.ts';
import type { Settings } from '../../settings/settings.ts';

/** Whether only lines of the level of failures are wanted. */
export function wantsFailures(
  { command }: CommandLine,
  { lines: { errors, level, filter } }: Settings,
): boolean {
  const least = level === null ? null : logLevel(level);
  return command === 'tail' && filter === null && (errors || (least !== null && isAtLeast(least, 'ERROR')));
}
