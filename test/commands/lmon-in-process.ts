import { AsyncLocalStorage } from 'node:async_hooks';
import { PassThrough, Readable } from 'node:stream';
import { answer } from '../../src/commands/answer.ts';
import { EXIT_STATUS } from '../../src/commands/command/exit-status.ts';
import { commandStatus } from '../../src/commands/run-command.ts';
import type { Ended } from './lmon-process.ts';

/** What a call of lmon has in place of a process's own. */
export interface ProcessParts {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

const calling = new AsyncLocalStorage<ProcessParts>();

// Calls at the same time each see their own parts, and everything else those of the test run.
for (const part of ['argv', 'env', 'stdin', 'stdout', 'stderr'] as const) {
  const own = Object.getOwnPropertyDescriptor(process, part);
  Object.defineProperty(process, part, {
    configurable: true,
    get: () => calling.getStore()?.[part] ?? (own?.get === undefined ? own?.value : own.get.call(process)),
  });
}

export interface LmonCall {
  /** Settles once it has ended. */
  readonly ended: Promise<Ended>;
  /** Asks it to end, as Ctrl-C does. */
  interrupt(): void;
  /** Resolves once standard output or error contains it; rejects if the call ends first. */
  waitFor(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves once `isEnough` accepts standard output, or the call ends. */
  waitUntil(isEnough: (stdout: string) => boolean): Promise<void>;
}

/**
 * Calls lmon in this process, through the same entry as the program: its pages, its messages and its exit status, a
 * hundred times cheaper. What only a process has (signals, closed pipes, its end) is tested with startLmonProcess.
 */
export function startLmon(args: readonly string[], { env = {} }: CallOptions = {}): LmonCall {
  const ending = new AbortController();
  const written = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const collected = (stream: 'stdout' | 'stderr') =>
    new PassThrough({ encoding: 'utf8' }).on('data', (text: string) => {
      written[stream] += text;
      for (const listener of listeners) listener();
    });
  const parts: ProcessParts = {
    argv: [process.execPath, 'lmon', ...args],
    env: { PATH: process.env['PATH'], ...env },
    stdin: Readable.from([]),
    stdout: collected('stdout'),
    stderr: collected('stderr'),
  };
  let isInterrupted = false;
  let isOver = false;
  const ended = runWith(parts, ending).then((status) => {
    isOver = true;
    // Streams hand on what was written in a later turn.
    return new Promise<Ended>((resolve) => {
      setImmediate(() => {
        resolve({ status: isInterrupted ? EXIT_STATUS.interrupted : status, signal: null, ...written });
        for (const listener of listeners) listener();
      });
    });
  });
  const looking = (look: (stop: () => void) => void) => {
    const stop = () => listeners.delete(listener);
    const listener = () => look(stop);
    listeners.add(listener);
    listener();
  };

  return {
    ended,
    interrupt() {
      isInterrupted = true;
      within(parts, () => ending.abort());
    },
    waitUntil: (isEnough) =>
      new Promise((resolve) => {
        looking((stop) => {
          if (!isEnough(written.stdout) && !isOver) return;
          stop();
          resolve();
        });
      }),
    waitFor: (stream, pattern) =>
      new Promise((resolve, reject) => {
        looking((stop) => {
          const match = pattern.exec(written[stream]);
          if (match === null && !isOver) return;
          stop();
          if (match !== null) resolve(match);
          else reject(new Error(`ended without ${pattern}:\n${written.stdout}\n${written.stderr}`));
        });
      }),
  };
}

export interface CallOptions {
  /** Its whole environment except for the path. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Calls lmon and waits for its end. */
export function runLmon(args: readonly string[], options?: CallOptions): Promise<Ended> {
  return startLmon(args, options).ended;
}

/** What lmon hears, such as a key, must reach it as its own: else it would see the parts of the test run. */
export function within(parts: ProcessParts, act: () => void): void {
  calling.run(parts, act);
}

/** Runs one call of lmon with these parts of a process. `ending` aborts once it has ended, or to end it. */
export function runWith(
  parts: ProcessParts,
  ending: AbortController,
  run: typeof commandStatus = commandStatus,
): Promise<number> {
  return calling.run(parts, () => statusOf(parts.argv.slice(2), ending, run));
}

async function statusOf(
  args: readonly string[],
  ending: AbortController,
  run: typeof commandStatus,
): Promise<number> {
  try {
    return await answer(args, (line) => run(line, ending.signal));
  } finally {
    // What a process leaves running ends with it.
    ending.abort();
    // A call notes its status for the case that its output breaks; the test run has one of its own.
    process.exitCode = undefined;
  }
}
