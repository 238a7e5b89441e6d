import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { safeLines } from '../../terminal/safe-text.ts';
import type { ExitStatus } from '../command/exit-status.ts';
import { endUnreadWith } from './process-end.ts';

/** Prints one line: safe text, or JSON with control characters escaped. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints several at once: a write costs as much as ten lines. */
export function printLines(lines: readonly string[]): Promise<void> {
  return printText(lines.length === 0 ? '' : `${lines.join('\n')}\n`);
}

/** Prints complete lines. Resolves when their reader has room for more. */
export async function printText(text: string): Promise<void> {
  if (text === '' || process.stdout.write(text)) return;
  await once(process.stdout, 'drain');
}

/**
 * A notice on standard error, harmless to the terminal. Where notices share the pipe of the lines, they queue up, so
 * that they don't split a line.
 */
export function printNotice(text: string): void {
  const beside = isOnePipe() ? process.stdout : process.stderr;
  for (const line of safeLines(text)) beside.write(`lmon: ${line}\n`);
}

/** Whether standard error is the same pipe as standard output, as with `2>&1`. A terminal takes each line whole. */
function isOnePipe(): boolean {
  if (process.stdout.isTTY === true) return false;
  try {
    const [output, beside] = [fstatSync(1), fstatSync(2)];
    return output.dev === beside.dev && output.ino === beside.ino;
  } catch {
    // A stream that was closed before the start is a different one.
    return false;
  }
}

/**
 * The complaint may share the lines' pipe, whose reader may be gone, so the exit status is set before it is written.
 */
export function complain(complaint: string, status: ExitStatus): ExitStatus {
  endUnreadWith(status);
  printNotice(complaint);
  return status;
}

/** Null where lines need no wrapping: in a pipe, and on a terminal of unknown width. */
export function outputWidth(): number | null {
  const { isTTY, columns } = process.stdout;
  return isTTY === true && columns > 0 ? columns : null;
}
