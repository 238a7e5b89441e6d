import { createMessageReader, type MessageReader } from '../../../lambda/line/format/message-in-json.ts';
import type { CommandLine } from '../../../settings/command-line.ts';
import type { Settings, TypedLines } from '../../../settings/settings.ts';

/**
 * Parses messages in place within a page, for printed lines that are not kept: neither as context nor until a whole
 * request was read. Null elsewhere.
 */
export function messageReader(
  { command }: CommandLine,
  { output, lines, request }: Settings,
): MessageReader | null {
  const asksAround = request !== null || lines.before !== null || lines.after !== null;
  if (command !== 'tail' || asksAround) return null;
  if (output === 'json') return createMessageReader('head');
  // Raw output prints the messages themselves, and filters look into all of them.
  return output === 'raw' || chooses(lines) ? null : createMessageReader('row');
}

function chooses({ include, exclude, level, errors }: TypedLines): boolean {
  return include.length > 0 || exclude.length > 0 || level !== null || errors;
}
