import { createMessageReader, type MessageReader } from '../../lambda/line/message-in-json.ts';
import type { CommandLine } from '../../settings/command-line.ts';
import type { Settings, TypedLines } from '../../settings/settings.ts';

/**
 * Reads messages where they stand in a page, where lines are printed and forgotten: none stays for the lines around it, or
 * until all of a request is read. Null elsewhere.
 */
export function messageReader(
  { command }: CommandLine,
  { output, lines, request }: Settings,
): MessageReader | null {
  const asksAround = request !== null || lines.before !== null || lines.after !== null;
  if (command !== 'tail' || asksAround) return null;
  if (output === 'json') return createMessageReader('head');
  // Raw lines are the messages themselves, and whoever chooses among lines looks into all of them.
  return output === 'raw' || chooses(lines) ? null : createMessageReader('row');
}

function chooses({ include, exclude, level, errors }: TypedLines): boolean {
  return include.length > 0 || exclude.length > 0 || level !== null || errors;
}
