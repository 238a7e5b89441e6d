import { accountEnvironment, type Environment } from './account-environment.ts';
import { type Program, SERVER_LIMIT_MS, startLmon } from './program.ts';

/** `lmon local` as its own process, and the environment that points any client at it. */
export interface LocalAwsProgram {
  readonly env: Environment;
  close(): Promise<void>;
}

export async function startLocalAwsProgram(args: readonly string[] = []): Promise<LocalAwsProgram> {
  const program = startLmon(['local', ...args], accountEnvironment('', 'eu-west-1'), SERVER_LIMIT_MS);
  // Once its last line is printed, all others are too.
  const variables = ['AWS_ENDPOINT_URL', 'AWS_REGION', 'LMON_CLOCK'];
  const printed = await Promise.all(variables.map(async (name) => [name, await exported(program, name)]));
  return {
    env: { ...accountEnvironment('', 'eu-west-1'), ...Object.fromEntries(printed) },
    close: async () => {
      program.signal('SIGTERM');
      await program.ended;
    },
  };
}

async function exported(program: Program, name: string): Promise<string> {
  const pattern = new RegExp(`^export ${name}='(.*)'$`);
  const line = await program.line((each) => pattern.test(each));
  return pattern.exec(line)?.[1] ?? '';
}
