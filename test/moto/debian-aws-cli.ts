import type { Environment } from './account-environment.ts';
import { type Ended, type Program, runProgram, startProgram } from './program.ts';

/** Where Debian's package `awscli` installs it: version 2, which speaks Query to CloudWatch. */
const AWS_CLI = '/usr/bin/aws';

export function runAwsCli(args: readonly string[], env: Environment): Promise<Ended> {
  return runProgram(AWS_CLI, args, env);
}

export function startAwsCli(args: readonly string[], env: Environment, limitMs?: number): Program {
  return startProgram(AWS_CLI, args, env, limitMs);
}

/** The decoded answer of an AWS CLI call. */
export async function awsCliAnswer(args: readonly string[], env: Environment): Promise<unknown> {
  const { code, stdout, stderr } = await runAwsCli([...args, '--output', 'json'], env);
  if (code !== 0) throw new Error(`aws ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout === '' ? null : JSON.parse(stdout);
}
