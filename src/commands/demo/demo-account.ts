import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onAbort } from '../../monitor/abort.ts';
import type { Flags } from '../../settings/command-line.ts';
import { LOCAL_NAMES } from '../../settings/options.ts';
import { EXIT_STATUS, type ExitStatus } from '../command/exit-status.ts';
import { localEnvironment } from '../local/local-environment.ts';

/** The account of a demo, started here or by another lmon. */
export interface DemoAccount {
  /** The environment that points an AWS client at it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its local port. */
  readonly port: number;
  end(): void;
}

/** The local AWS did not start; it has complained itself where there is nothing to add. */
export interface NotStarted {
  readonly status: ExitStatus;
  readonly complaint: string | null;
}

/** Starts the local AWS as a separate process. It takes a while, and ends with `signal`. */
export async function startedAccount(
  flags: Flags,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<DemoAccount | NotStarted> {
  const localAws = spawn(process.execPath, [process.argv[1] ?? '', 'local', ...localFlags(flags)], {
    env: { ...env, LMON_LOCAL_OWNED: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const end = () => void localAws.kill();
  const stopListening = onAbort(signal, end);
  const environment = await clientEnvironment(localAws);
  stopListening();
  if (signal.aborted) return { status: EXIT_STATUS.done, complaint: null };
  if (environment !== null) return { environment, port: portOfUrl(environment['AWS_ENDPOINT_URL']), end };
  return (await exitCode(localAws)) === EXIT_STATUS.usage
    ? { status: EXIT_STATUS.usage, complaint: null }
    : { status: EXIT_STATUS.bug, complaint: 'the local AWS did not start' };
}

/** A URL without a port means its scheme's default. */
function portOfUrl(url: string | undefined): number {
  return Number(new URL(url ?? '').port || 80);
}

function localFlags(flags: Flags): readonly string[] {
  return LOCAL_NAMES.flatMap((name) => {
    const value = flags[name];
    if (value === undefined) return [];
    return value === true ? [`--${name}`] : [`--${name}`, value];
  });
}

/** Null when a signal ended it. */
function exitCode(process: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (process.exitCode !== null || process.signalCode !== null) resolve(process.exitCode);
    else process.once('exit', resolve);
  });
}

const EXPORTED = Object.keys(localEnvironment('', ''));

/** The lines that `lmon local` prints when ready; null when it ends before the last one. */
async function clientEnvironment(localAws: ChildProcess): Promise<Readonly<Record<string, string>> | null> {
  if (localAws.stdout === null) return null;
  const environment: Record<string, string> = {};
  for await (const line of createInterface({ input: localAws.stdout })) {
    const [, name, value] = /^export (\w+)='(.*)'$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    environment[name] = value;
    if (EXPORTED.every((each) => each in environment)) return environment;
  }
  return null;
}
