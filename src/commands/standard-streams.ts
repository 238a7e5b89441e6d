import { safeLines } from '../terminal/safe-text.ts';
import type { ExitStatus } from './exit-status.ts';

/** One line for whatever reads lmon's output: safe text, or JSON, in which control characters are escaped. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** For the person beside the pipe. Whatever text it is, it does nothing to the terminal. */
export function printNotice(text: string): void {
  for (const line of safeLines(text)) process.stderr.write(`lmon: ${line}\n`);
}

export function complain(complaint: string, status: ExitStatus): ExitStatus {
  printNotice(complaint);
  return status;
}
