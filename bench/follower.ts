import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts a program that runs until it is stopped, and passes on its output line by line. */
export function startFollower(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): { stop(): void } {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', onLine);
  return { stop: () => child.kill() };
}
