import { traceLink, traceListLink } from '../../../lambda/console-link.ts';
import { traceIdOf } from '../../../lambda/trace-id.ts';
import type { AwsAccess } from '../../../terminal/aws-command.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Copyable } from './copy-menu.ts';

const KEY = 'x';

/** The trace named by one of the lines, in the X-Ray console; null for none. */
export function traceCopyable(lines: Iterable<RawText>, { region }: AwsAccess): Copyable | null {
  for (const line of lines) {
    const id = traceIdOf(line);
    if (id !== null)
      return { key: KEY, name: safe`trace`, lines: [traceLink(safeText(region), safeText(id))] };
  }
  return null;
}

/** All traces of a function. */
export function tracesCopyable(functionName: string, { region }: AwsAccess): Copyable {
  const link = traceListLink(safeText(region), safeText(functionName));
  return { key: KEY, name: safe`link to its traces`, lines: [link] };
}

/** For a call that names no trace: it was not sampled, or tracing is off. Null without a single function. */
export function untracedCopyable(functionName: RawText | null, access: AwsAccess): Copyable | null {
  if (functionName === null) return null;
  return {
    ...tracesCopyable(functionName, access),
    name: safe`link to all traces`,
    because: safe`no line of this call names one`,
  };
}
