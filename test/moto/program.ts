import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Environment } from './account-environment.ts';

/** A program's output and how it ended. */
export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs beside the test. */
export interface Program {
  /** The first matching line of its output, past or future; rejects if the program ends without one. */
  line(isWanted: (line: string) => boolean): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** No program outlives its limit, so that a hanging one is a failed test and not a stuck run. */
const CLIENT_LIMIT_MS = 90_000;
export const SERVER_LIMIT_MS = 300_000;

export function startProgram(
  command: string,
  args: readonly string[],
  env: Environment,
  limitMs = CLIENT_LIMIT_MS,
): Program {
  const child = spawn(command, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  const tellWatchers = () => {
    for (const watcher of [...watchers]) watcher();
  };
  let stdout = '';
  let stderr = '';
  let isOver = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      lines.push(line);
      tellWatchers();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      isOver = true;
      tellWatchers();
      resolve({ code, stdout, stderr });
    });
  });

  return {
    ended,
    signal: (signal) => child.kill(signal),
    line: (isWanted) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = lines.find(isWanted);
          if (found === undefined && !isOver) return;
          watchers.delete(check);
          if (found !== undefined) resolve(found);
          else reject(new Error(`${command} ended before it said that. It said:\n${stdout}${stderr}`));
        };
        watchers.add(check);
        check();
      }),
  };
}

export function runProgram(command: string, args: readonly string[], env: Environment): Promise<Ended> {
  return startProgram(command, args, env).ended;
}

const LMON = fileURLToPath(new URL('../../dist/lmon.js', import.meta.url));

/** The built lmon. */
export function startLmon(args: readonly string[], env: Environment, limitMs?: number): Program {
  return startProgram(process.execPath, [LMON, ...args], env, limitMs);
}

export function runLmon(args: readonly string[], env: Environment): Promise<Ended> {
  return startLmon(args, env).ended;
}
