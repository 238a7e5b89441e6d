import type { CommandLine } from '../../settings/command-line.ts';
import type { CommandName } from '../../settings/commands.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Environment } from '../../terminal/environment.ts';

/** Commands that print the same on a terminal and in a pipe. */
const NEVER_ON_SCREEN: ReadonlySet<CommandName> = new Set(['check', 'doctor']);

export function opensScreen(
  { command, flags }: CommandLine,
  { output, follow }: Settings,
  env: Environment,
): boolean {
  if (env['TERM'] === 'dumb' || NEVER_ON_SCREEN.has(command)) return false;
  // Slow or billed questions are asked once.
  if (flags.insights === true || flags.cloudtrail === true) return false;
  // A list of reports is read from top to bottom.
  if (flags.all === true) return false;
  return process.stdout.isTTY === true && process.stdin.isTTY === true && output === null && follow;
}
