import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { safeLines } from '../../terminal/safe-text.ts';
import type { ExitStatus } from '../command/exit-status.ts';
import { endUnreadWith } from './process-end.ts';

/** One line for whatever reads lmon's output: safe text, or JSON, in which control characters are escaped. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Several at once: a write costs as much as ten lines. */
export function printLines(lines: readonly string[]): Promise<void> {
  return printText(lines.length === 0 ? '' : `${lines.join('\n')}\n`);
}

/** Lines, each with its end. Resolves when whoever reads them has room for more. */
export async function printText(text: string): Promise<void> {
  if (text === '' || process.stdout.write(text)) return;
  await once(process.stdout, 'drain');
}

/**
 * For the person beside the pipe. Whatever text it is, it does nothing to the terminal. Where half a line may wait for room
 * in the pipe into which notices go as well, they get in line.
 */
export function printNotice(text: string): void {
  const beside = isOnePipe() ? process.stdout : process.stderr;
  for (const line of safeLines(text)) beside.write(`lmon: ${line}\n`);
}

/** Whether notices go where lines go, as with `2>&1`. A terminal takes each line whole. */
function isOnePipe(): boolean {
  if (process.stdout.isTTY === true) return false;
  try {
    const [output, beside] = [fstatSync(1), fstatSync(2)];
    return output.dev === beside.dev && output.ino === beside.ino;
  } catch {
    // One that was closed before the start is not the other.
    return false;
  }
}

/** Where it goes into the pipe of the lines, from which nobody may read, the status must be known before it is written. */
export function complain(complaint: string, status: ExitStatus): ExitStatus {
  endUnreadWith(status);
  printNotice(complaint);
  return status;
}

/** Null where there is nothing to wrap lines for: a pipe, and a terminal that does not know how wide it is. */
export function outputWidth(): number | null {
  const { isTTY, columns } = process.stdout;
  return isTTY === true && columns > 0 ? columns : null;
}
