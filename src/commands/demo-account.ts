import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { clockSettingFrom } from '../settings/clock-setting.ts';
import type { Flags } from '../settings/command-line.ts';
import { LOCAL_OPTIONS } from '../settings/options.ts';
import { type Complaint, usageComplaint } from './command/complaint.ts';
import { EXIT_STATUS, type ExitStatus } from './command/exit-status.ts';

/** The account of a demo, its own or that of another. */
export interface DemoAccount {
  /** What points an AWS client at it. */
  readonly environment: Readonly<Record<string, string>>;
  end(): void;
}

/** The local AWS did not start; it has complained of that itself where there is nothing more to say. */
export interface NotStarted {
  readonly status: ExitStatus;
  readonly complaint: string | null;
}

/** Starts the local AWS as a process of its own. */
export async function startedAccount(
  flags: Flags,
  env: NodeJS.ProcessEnv,
): Promise<DemoAccount | NotStarted> {
  const localAws = spawn(process.execPath, [process.argv[1] ?? '', 'local', ...localFlags(flags)], {
    env: { ...env, LMON_LOCAL_OWNED: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const environment = await clientEnvironment(localAws);
  if (environment !== null) return { environment, end: () => localAws.kill() };
  return (await exitCode(localAws)) === EXIT_STATUS.usage
    ? { status: EXIT_STATUS.usage, complaint: null }
    : { status: EXIT_STATUS.bug, complaint: 'the local AWS did not start' };
}

const FOR_ANSWER_MS = 5_000;

/** The account of a demo that runs on this machine; null where none listens on that port. */
export async function joinedAccount(port: number): Promise<DemoAccount | null> {
  const url = `http://127.0.0.1:${port}`;
  const clock = await clockAt(url);
  if (clock === null) return null;
  return { environment: localEnvironment(url, clock), end: () => {} };
}

/** What an AWS client needs to know to ask the local AWS, and lmon to share its clock. The keys open nothing. */
export function localEnvironment(url: string, clock: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    LMON_CLOCK: clock,
  };
}

/** Only a local AWS has this door, and a clock behind it. */
async function clockAt(url: string): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/_local/clock`, { signal: AbortSignal.timeout(FOR_ANSWER_MS) });
    const { clock } = (await answer.json()) as { readonly clock?: unknown };
    return typeof clock === 'string' && clockSettingFrom(clock) !== null ? clock : null;
  } catch {
    return null;
  }
}

/** What would start a world has no say in one that runs. */
export function joinComplaint(flags: Flags): Complaint | null {
  const own = LOCAL_NAMES.find((name) => name !== 'port' && flags[name] !== undefined);
  return own === undefined
    ? null
    : usageComplaint(`--join looks at a demo that runs, which has its own --${own}`);
}

const LOCAL_NAMES = Object.keys(LOCAL_OPTIONS) as readonly (keyof typeof LOCAL_OPTIONS)[];

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

/** The lines that `lmon local` prints when it is ready; null when it ends before. */
async function clientEnvironment(localAws: ChildProcess): Promise<Readonly<Record<string, string>> | null> {
  if (localAws.stdout === null) return null;
  const environment: Record<string, string> = {};
  for await (const line of createInterface({ input: localAws.stdout })) {
    const [, name, value] = /^export (\w+)='(.*)'$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    environment[name] = value;
    if (name === 'LMON_CLOCK') return environment;
  }
  return null;
}
