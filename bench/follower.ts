import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts a program that goes on for ever, and hands on what it prints into its pipe, line by line. */
export function startFollower(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): { stop(): void } {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', onLine);
  return { stop: () => child.kill() };
}
