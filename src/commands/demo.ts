import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { EpochMs } from '../lambda/time.ts';
import { commandLineOf, type Flags } from '../settings/command-line.ts';
import type { CommandName } from '../settings/commands.ts';
import { LOCAL_OPTIONS } from '../settings/options.ts';
import type { Command } from './command/command.ts';
import { EXIT_STATUS } from './command/exit-status.ts';
import { mistyped } from './mistyped.ts';
import { complain } from './streams/standard-streams.ts';

/** These have an account of their own, or are one. */
const UNDEMOED: ReadonlySet<CommandName> = new Set(['demo', 'local', 'replay']);

/** Starts the local AWS as a process of its own and runs the rest of the command line against it. */
export const demo: Command = async ({ line, env, signal, load }) => {
  const rest = commandLineOf(line.operands, withoutLocalFlags(line.flags));
  if (rest.kind !== 'run')
    return complain(rest.kind === 'usage' ? rest.complaint : 'nothing to run', EXIT_STATUS.usage);
  if (UNDEMOED.has(rest.line.command)) {
    return complain(`lmon demo does not run ${rest.line.command}`, EXIT_STATUS.usage);
  }

  // A world takes its time to start, and a flag that is mistyped need not wait for it.
  const refused = await mistyped(rest.line, demoEnvironment(env), startOf(line.flags));
  if (refused !== null) return complain(refused.complaint, refused.status);

  const command = load(rest.line.command);
  const localAws = startLocalAws(localFlags(line.flags), env);
  try {
    const environment = await clientEnvironment(localAws);
    if (environment === null) {
      // What it can't be started with, it has complained of itself.
      const status = await exitCode(localAws);
      return status === EXIT_STATUS.usage ? status : complain('the local AWS did not start', EXIT_STATUS.bug);
    }
    // The SDK reads the process's own environment, so the demo must stand there; a real profile must not shine through.
    Object.assign(process.env, environment, { AWS_EC2_METADATA_DISABLED: 'true' });
    for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_CA_BUNDLE']) delete process.env[name];
    return await (await command)({ line: rest.line, env: process.env, signal, load });
  } finally {
    localAws.kill();
  }
};

/** What points at an account is the demo's own. */
function demoEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, AWS_ENDPOINT_URL: undefined, AWS_PROFILE: undefined, LMON_CLOCK: undefined };
}

/** Account time when the world starts; the local AWS complains itself of what is none. */
function startOf({ now }: Flags): EpochMs {
  const startMs = typeof now === 'string' ? Date.parse(now) : Number.NaN;
  return Number.isNaN(startMs) ? Date.now() : startMs;
}

function startLocalAws(flags: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const entry = process.argv[1] ?? '';
  return spawn(process.execPath, [entry, 'local', ...flags], {
    env: { ...env, LMON_LOCAL_OWNED: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

function withoutLocalFlags(flags: Flags): Flags {
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !Object.hasOwn(LOCAL_OPTIONS, name)));
}

function localFlags(flags: Flags): readonly string[] {
  return (Object.keys(LOCAL_OPTIONS) as (keyof typeof LOCAL_OPTIONS)[]).flatMap((name) => {
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
