import type { EpochMs } from '../lambda/time.ts';
import { onAbort } from '../monitor/abort.ts';
import { createClock, WALL_TIME } from '../monitor/clock.ts';
import { momentOf } from '../monitor/typed-time.ts';
import { clockSettingFrom } from '../settings/clock-setting.ts';
import { commandLineOf, type Flags } from '../settings/command-line.ts';
import type { CommandName } from '../settings/commands.ts';
import { DEMO_OPTIONS, LOCAL_OPTIONS } from '../settings/options.ts';
import type { Command, Invocation } from './command/command.ts';
import type { Complaint } from './command/complaint.ts';
import { EXIT_STATUS, type ExitStatus } from './command/exit-status.ts';
import { type DemoAccount, startedAccount } from './demo/demo-account.ts';
import { isReplaced, joinedAccount, joinedPort } from './demo/joined-account.ts';
import { mistyped, untimely } from './demo/mistyped.ts';
import { complain } from './streams/standard-streams.ts';
import { silentMs, toldIfSlow } from './streams/told-if-slow.ts';

/** Commands with an account of their own, or that are one. */
const UNDEMOED: ReadonlySet<CommandName> = new Set(['demo', 'local', 'replay']);

/** Runs the rest of the command line against a local AWS, started here or by a running demo. */
export const demo: Command = async (invocation) => {
  const { line, env, signal, load } = invocation;
  const rest = commandLineOf(line.operands, restOf(line.flags));
  if (rest.kind !== 'run')
    return complain(rest.kind === 'usage' ? rest.complaint : 'nothing to run', EXIT_STATUS.usage);
  if (UNDEMOED.has(rest.line.command)) {
    return complain(`demo does not run ${rest.line.command}`, EXIT_STATUS.usage);
  }
  if (line.flags.join === true) return join({ ...invocation, line: rest.line }, line.flags);

  // A world takes time to start, so a mistyped flag is reported first.
  const startMs = startOf(line.flags);
  const refused =
    (await mistyped(rest.line, demoEnvironment(env))) ??
    (await untimely(rest.line, demoEnvironment(env), startMs));
  if (refused !== null) return complain(refused.complaint, refused.status);
  // The command is loaded while the world starts. If that fails, it fails again where the world is ended.
  const [account] = await Promise.all([
    startedAccount(line.flags, env, signal),
    load(rest.line.command).catch(() => null),
  ]);
  // Printed output is read after the demo has ended.
  if ('environment' in account)
    return runAt(account, process.stdout.isTTY === true, { ...invocation, line: rest.line });
  return account.complaint === null ? account.status : complain(account.complaint, account.status);
};

async function join(invocation: Invocation, flags: Flags): Promise<ExitStatus> {
  const account = await accountToJoin(invocation, flags);
  if ('complaint' in account) return complain(account.complaint, account.status);
  return runJoined(account, invocation);
}

/** Ends where another demo takes the port: its figures would stand beside those of the joined one. */
async function runJoined(account: DemoAccount, invocation: Invocation): Promise<ExitStatus> {
  const ending = new AbortController();
  const stopListening = onAbort(invocation.signal, () => ending.abort());
  const replaced = isReplaced(account, ending.signal);
  void replaced.then(() => ending.abort());
  const status = await runAt(account, true, { ...invocation, signal: ending.signal });
  stopListening();
  ending.abort();
  if (!(await replaced)) return status;
  return complain(
    `the demo on port ${account.port} has ended, and another runs there now: the same command joins that one`,
    EXIT_STATUS.unreachable,
  );
}

/** The other demo is asked only if a time depends on its clock. */
async function accountToJoin(
  { line, env, signal }: Invocation,
  flags: Flags,
): Promise<DemoAccount | Complaint> {
  const port = joinedPort(flags);
  if (typeof port !== 'number') return port;
  const refused = await mistyped(line, demoEnvironment(env));
  if (refused !== null) return refused;
  const waiting = () => `waiting for the demo on port ${port} to answer`;
  const words = { silentMs: silentMs(), looking: waiting, progress: waiting };
  const account = await toldIfSlow(() => joinedAccount(port), words, WALL_TIME, signal);
  if ('complaint' in account) return account;
  return (await untimely(line, demoEnvironment(env), timeOf(account))) ?? account;
}

/** @param canBeJoined whether another lmon can find the same account while a screen is open */
async function runAt(
  account: DemoAccount,
  canBeJoined: boolean,
  { line, signal, load }: Invocation,
): Promise<ExitStatus> {
  const command = load(line.command);
  try {
    const { environment, port } = account;
    // The SDK reads the process's own environment, so the demo must be set there, and a real profile must not leak
    // through.
    Object.assign(process.env, environment, { AWS_EC2_METADATA_DISABLED: 'true' });
    for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_CA_BUNDLE']) delete process.env[name];
    const demo = { port: canBeJoined ? port : null };
    return await (await command)({ line, env: process.env, signal, load, demo });
  } finally {
    account.end();
  }
}

function timeOf({ environment }: DemoAccount): EpochMs {
  const clock = clockSettingFrom(environment['LMON_CLOCK']);
  return clock === null ? Date.now() : createClock(clock).now();
}

/** The environment without the user's own account settings. */
function demoEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, AWS_ENDPOINT_URL: undefined, AWS_PROFILE: undefined, LMON_CLOCK: undefined };
}

/** Account time at the world's start; the local AWS itself complains about an invalid one. */
function startOf({ now }: Flags): EpochMs {
  const wallNowMs = Date.now();
  return (typeof now === 'string' ? momentOf(now, wallNowMs) : null) ?? wallNowMs;
}

/** The flags for the inner command. */
function restOf(flags: Flags): Flags {
  const own = { ...LOCAL_OPTIONS, ...DEMO_OPTIONS };
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !Object.hasOwn(own, name)));
}
