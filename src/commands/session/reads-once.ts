import type { CommandLine } from '../../settings/command-line.ts';
import type { CommandName } from '../../settings/commands.ts';
import type { Settings } from '../../settings/settings.ts';

/** Commands that print once and end, without a screen. */
const PRINTED_ONCE: ReadonlySet<CommandName> = new Set(['fleet', 'check', 'triage']);

/** Whether the whole window lies in the past. */
export function readsOnce(
  { command }: CommandLine,
  { follow, until }: Settings,
  hasScreen: boolean,
): boolean {
  return !follow || until !== null || (PRINTED_ONCE.has(command) && !hasScreen);
}
