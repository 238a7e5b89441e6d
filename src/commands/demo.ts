import type { EpochMs } from '../lambda/time.ts';
import { createClock } from '../monitor/clock.ts';
import { clockSettingFrom } from '../settings/clock-setting.ts';
import { commandLineOf, type Flags } from '../settings/command-line.ts';
import type { CommandName } from '../settings/commands.ts';
import { DEMO_OPTIONS, DEMO_PORT, LOCAL_OPTIONS } from '../settings/options.ts';
import type { Command, Invocation } from './command/command.ts';
import { EXIT_STATUS, type ExitStatus } from './command/exit-status.ts';
import { type DemoAccount, joinComplaint, joinedAccount, startedAccount } from './demo-account.ts';
import { portOf } from './local-settings.ts';
import { mistyped } from './mistyped.ts';
import { ENDS_WITH_COMMAND } from './session/aws-access.ts';
import { complain } from './streams/standard-streams.ts';

/** These have an account of their own, or are one. */
const UNDEMOED: ReadonlySet<CommandName> = new Set(['demo', 'local', 'replay']);

/** Runs the rest of the command line against a local AWS: one that it starts, or that of a demo that runs. */
export const demo: Command = async (invocation) => {
  const { line, env } = invocation;
  const rest = commandLineOf(line.operands, restOf(line.flags));
  if (rest.kind !== 'run')
    return complain(rest.kind === 'usage' ? rest.complaint : 'nothing to run', EXIT_STATUS.usage);
  if (UNDEMOED.has(rest.line.command)) {
    return complain(`lmon demo does not run ${rest.line.command}`, EXIT_STATUS.usage);
  }
  if (line.flags.join === true) return join({ ...invocation, line: rest.line }, line.flags);

  // A world takes its time to start, and a flag that is mistyped need not wait for it.
  const refused = await mistyped(rest.line, demoEnvironment(env), startOf(line.flags));
  if (refused !== null) return complain(refused.complaint, refused.status);
  const account = await startedAccount(line.flags, env);
  if ('environment' in account) {
    const port = process.stdout.isTTY ? portOfAccount(account) : ENDS_WITH_COMMAND;
    return runAt(account, port, { ...invocation, line: rest.line });
  }
  return account.complaint === null ? account.status : complain(account.complaint, account.status);
};

async function join(invocation: Invocation, flags: Flags): Promise<ExitStatus> {
  const port = flags.port === undefined ? DEMO_PORT : portOf(flags.port);
  if (typeof port !== 'number') return complain(port.complaint, EXIT_STATUS.usage);
  const account = joinComplaint(flags) === null ? await joinedAccount(port) : null;
  const nowMs = account === null ? Date.now() : timeOf(account);
  const refused =
    joinComplaint(flags) ?? (await mistyped(invocation.line, demoEnvironment(invocation.env), nowMs));
  if (refused !== null) return complain(refused.complaint, refused.status);
  if (account !== null) return runAt(account, portOfAccount(account), invocation);
  const start = port === DEMO_PORT ? 'lmon demo' : `lmon demo --port ${port}`;
  return complain(
    `no demo runs on port ${port} of this machine: start one with ${start}`,
    EXIT_STATUS.unreachable,
  );
}

function portOfAccount({ environment }: DemoAccount): number {
  return Number(new URL(environment['AWS_ENDPOINT_URL'] ?? '').port);
}

/** @param port where a command that is shown finds the same account */
async function runAt(
  account: DemoAccount,
  port: number,
  { line, signal, load }: Invocation,
): Promise<ExitStatus> {
  const command = load(line.command);
  try {
    const { environment } = account;
    // The SDK reads the process's own environment, so the demo must stand there; a real profile must not shine through.
    Object.assign(process.env, environment, {
      LMON_DEMO_PORT: String(port),
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_CA_BUNDLE']) delete process.env[name];
    return await (await command)({ line, env: process.env, signal, load });
  } finally {
    account.end();
  }
}

function timeOf({ environment }: DemoAccount): EpochMs {
  const clock = clockSettingFrom(environment['LMON_CLOCK']);
  return clock === null ? Date.now() : createClock(clock).now();
}

/** What points at an account is the demo's own. */
function demoEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, AWS_ENDPOINT_URL: undefined, AWS_PROFILE: undefined, LMON_CLOCK: undefined };
}

/** Account time when the world starts; the local AWS complains itself of what is none. */
function startOf({ now }: Flags): EpochMs {
  const startMs = typeof now === 'string' ? Date.parse(now) : Number.NaN;
  return Number.isNaN(startMs) ? Date.now() : startMs;
}

/** The flags of the command that is run. */
function restOf(flags: Flags): Flags {
  const own = { ...LOCAL_OPTIONS, ...DEMO_OPTIONS };
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !Object.hasOwn(own, name)));
}
