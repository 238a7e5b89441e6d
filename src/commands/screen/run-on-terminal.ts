import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { withoutSecrets } from '../../terminal/secrets/without-secrets.ts';
import type { SafeText } from '../../terminal/text.ts';
import { unblockTerminalWrites } from '../streams/terminal-writes.ts';
import { type SignInCommand, typedCommand } from './sign-in-command.ts';

/**
 * Runs a command on the terminal lent by lmon, until it ends.
 *
 * @returns what went wrong, or null
 */
export async function runOnTerminal(command: SignInCommand, signal: AbortSignal): Promise<SafeText | null> {
  const [program, ...words] = command;
  // Ctrl-C is meant for the command, but the system sends it to both.
  const listeners = process.listeners('SIGINT');
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', leaveIt);
  try {
    return await new Promise<SafeText | null>((resolve) => {
      const child = spawn(program, words, { stdio: ['inherit', 'inherit', 'pipe'], signal });
      const complaints = passedOn(child.stderr, process.stderr);
      child.on('error', (error) => resolve(whyNotRun(command, error)));
      child.on('close', (status, by) =>
        resolve(status === 0 ? null : endedWith(command, { status, by, lastWords: complaints.last() })),
      );
    });
  } finally {
    unblockTerminalWrites();
    process.off('SIGINT', leaveIt);
    for (const listener of listeners) process.on('SIGINT', listener);
  }
}

interface Ended {
  readonly status: number | null;
  readonly by: NodeJS.Signals | null;
  /** The last line of what it complained about; empty for nothing. */
  readonly lastWords: string;
}

/** All that it printed is on the terminal behind the screen. */
function endedWith(command: SignInCommand, { status, by, lastWords }: Ended): SafeText {
  if (by !== null) return safe`${typedCommand(command)} ended with ${safeText(by)}`;
  const why = lastWords === '' ? safe`; leave lmon to read why` : safe`: ${safeText(lastWords)}`;
  return safe`${typedCommand(command)} ended with ${status ?? 0}${why}`;
}

/** A line that is kept to be shown is at most as long. */
const MOST_KEPT = 2_000;

/** Passes on what a program writes, and keeps the end of it. */
function passedOn(from: Readable, to: Writable): { readonly last: () => string } {
  let kept = '';
  from.setEncoding('utf8').on('data', (text: string) => {
    to.write(text);
    kept = `${kept}${text}`.slice(-MOST_KEPT);
  });
  return {
    last() {
      const lines = kept.split(/[\r\n]+/).map((line) => line.trim());
      return withoutSecrets(lines.findLast((line) => line !== '') ?? '');
    },
  };
}

function whyNotRun(command: SignInCommand, { code, message }: NodeJS.ErrnoException): SafeText {
  return code === 'ENOENT'
    ? safe`there is no AWS CLI on this machine's PATH to run ${typedCommand(command)}`
    : safe`aws could not be run: ${safeText(message)}`;
}

function leaveIt(): void {}
