import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `npm test` builds it before the tests run. */
export const LMON = fileURLToPath(new URL('../../dist/lmon.js', import.meta.url));

const running = new Set<ChildProcess>();

/** Ends what still runs: a failed test leaves no process behind. */
export function endStarted(): void {
  for (const child of running) child.kill('SIGKILL');
}

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface LmonProcess {
  readonly process: ChildProcess;
  /** Settles once the process has ended and all of its output has been read. */
  readonly ended: Promise<Ended>;
  /** Resolves once standard output or error contains it; rejects if the process ends first. */
  waitFor(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves once `isEnough` accepts standard output, or the process ends. */
  waitUntil(isEnough: (stdout: string) => boolean): Promise<void>;
}

export interface LmonOptions {
  /** Its whole environment except for the path. */
  readonly env?: Readonly<Record<string, string>>;
  /** Written to its standard input, which then ends; an open pipe if absent. */
  readonly input?: string;
  /** The program that starts Node, and its arguments before Node's; Node itself if absent. */
  readonly through?: readonly [program: string, ...args: string[]];
}

/** Starts the built lmon with pipes instead of a terminal. */
export function startLmonProcess(
  args: readonly string[],
  { env = {}, input, through }: LmonOptions = {},
): LmonProcess {
  if (!existsSync(LMON)) throw new Error('dist is missing: npm run build');
  const [program, ...before] = [...(through ?? []), process.execPath] as [string, ...string[]];
  const child = spawn(program, [...before, LMON, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: 'pipe',
  });
  running.add(child);
  child.on('exit', () => running.delete(child));
  const written = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const collect = (stream: 'stdout' | 'stderr') => {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      written[stream] += text;
      for (const listener of listeners) listener();
    });
  };
  collect('stdout');
  collect('stderr');
  if (input !== undefined) child.stdin?.end(input);

  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve({ status, signal, ...written });
      for (const listener of listeners) listener();
    });
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });

  return {
    process: child,
    ended,
    waitUntil: (isEnough) =>
      new Promise((resolve) => {
        const look = () => {
          if (!isEnough(written.stdout) && !isOver) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
    waitFor: (stream, pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(written[stream]);
          if (match === null && !isOver && child.exitCode === null && child.signalCode === null) return;
          listeners.delete(look);
          if (match !== null) resolve(match);
          else reject(new Error(`ended without ${pattern}:\n${written.stdout}\n${written.stderr}`));
        };
        listeners.add(look);
        look();
      }),
  };
}

export function runLmonProcess(args: readonly string[], options?: LmonOptions): Promise<Ended> {
  return startLmonProcess(args, { input: '', ...options }).ended;
}

/** The lines of a text that ends with a line break. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}
