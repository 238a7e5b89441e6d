import { isAtLeast, logLevel } from '../../lambda/line/log-level.ts';
import { ApiLedger } from '../../monitor/calls/api-ledger.ts';
import { ask } from '../../monitor/calls/asking.ts';
import { type CallBudget, createCallBudget } from '../../monitor/calls/call-budget.ts';
import {
  type Clock,
  type ClockSetting,
  corrected,
  createClock,
  WALL_TIME,
  type WallTime,
} from '../../monitor/clock.ts';
import { READ_LOG_ACTION } from '../../monitor/log/follow-request.ts';
import { processSleeps } from '../../monitor/process-sleeps.ts';
import { type SleepWatch, watchSleeps } from '../../monitor/sleep-watch.ts';
import type { Sources } from '../../monitor/sources.ts';
import type { CommandLine } from '../../settings/command-line.ts';
import type { CommandName } from '../../settings/commands.ts';
import { readSettings } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Invocation, LookedAtDemo } from '../command/command.ts';
import { type Complaint, isComplaint } from '../command/complaint.ts';
import { errorSentence } from '../command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from '../command/exit-status.ts';
import type { Replayed, ReplaySession } from '../command/replayed.ts';
import { printNotice } from '../streams/standard-streams.ts';
import { type AccountSwitch, accountSwitch } from './account-switch.ts';
import { askedMetricWindow } from './asked-window.ts';
import { awsRegion, type FoundRegion } from './aws-region.ts';
import { certificatesComplaint } from './certificates-complaint.ts';
import { credentialsComplaint } from './credentials-complaint.ts';
import { type EarlierSessions, handedOn, keptBudget, noEarlierSessions } from './earlier-sessions.ts';
import { laterAws } from './later-aws.ts';
import { askMfaCode, mfaDevice } from './mfa-code.ts';
import { sessionRecorders } from './session-recorders.ts';

/** What every command on an account works with. */
export interface Session {
  readonly settings: Settings;
  readonly region: string;
  readonly regionFrom: FoundRegion['from'];
  /** Those in which a name is looked for; the first is `region`. */
  readonly regions: readonly string[];
  readonly sources: Sources;
  readonly clock: Clock;
  /** In a replay, the sleeps of the recording process. */
  readonly sleeps: SleepWatch;
  /** Measures slow answers; null in a replay, whose waits are not AWS's. */
  readonly wall: WallTime | null;
  readonly budget: CallBudget;
  /** For this session only: another account's denials don't matter here. */
  readonly ledger: ApiLedger;
  readonly earlier: EarlierSessions;
  /** Whether there is a screen; otherwise lines are printed. */
  readonly hasScreen: boolean;
  /** Whether `--record` is still recording; null where it was not requested. */
  readonly isRecording: (() => boolean) | null;
  /** Null for a live account. */
  readonly replay: ReplaySession | null;
  /** Null unless it is a demo. */
  readonly demo: LookedAtDemo | null;
  readonly elsewhere: AccountSwitch<Session>;
  /** May be called more than once. */
  close(): void;
  /** Ends what `--record` writes, and removes it. */
  discardRecording(): void;
}

/** What is known before the identity is. */
export type SessionBasics = Pick<Session, 'settings' | 'clock' | 'hasScreen' | 'replay'>;

/** Parses a command's flags: complaints about them come first. */
export type ReadFlags<Asked> = (basics: SessionBasics) => Asked | Complaint | Promise<Asked | Complaint>;

export type OpenSession<Asked> = Session & { readonly asked: Asked };

/**
 * @param awsMayLoad resolves when the AWS clients may be loaded: after the first frame, where there is one
 * @param earlier the sessions before this one
 */
export async function openSession<Asked extends object>(
  invocation: Invocation,
  readFlags: ReadFlags<Asked>,
  awsMayLoad: Promise<void> = Promise.resolve(),
  earlier = noEarlierSessions(),
): Promise<OpenSession<Asked> | Complaint> {
  const { line, env, replayed } = invocation;
  const settings = await readSettings(line, env, process.stdout.isTTY === true);
  if ('complaint' in settings) return { complaint: settings.complaint, status: EXIT_STATUS.usage };
  for (const warning of settings.warnings) printNotice(warning);
  const hasScreen = env['TERM'] !== 'dumb' && opensScreen(line, settings);
  if (replayed !== undefined) {
    const session = await replayedSession(invocation, replayed, { settings, hasScreen, earlier });
    const asked = await readFlags(session);
    return isComplaint(asked) ? asked : { ...session, asked };
  }
  const time = timeOf(settings.clock);
  const asked = await readFlags({ settings, clock: time.clock, hasScreen, replay: null });
  if (isComplaint(asked)) return asked;
  const session = await liveSession(invocation, { ...time, settings, hasScreen, earlier }, awsMayLoad);
  return isComplaint(session) ? session : { ...session, asked };
}

/** A session as far as it is known without AWS. */
type LiveBasics = Pick<Session, 'settings' | 'hasScreen' | 'earlier'> & ReturnType<typeof timeOf>;

async function liveSession(
  invocation: Invocation,
  basics: LiveBasics,
  awsMayLoad: Promise<void>,
): Promise<Session | Complaint> {
  const { line, env, signal, demo } = invocation;
  const { settings, clock, earlier } = basics;
  const trouble = (await certificatesComplaint(settings, env)) ?? (await credentialsComplaint(settings, env));
  if (trouble !== null) return trouble;
  const found = await awsRegion(settings, line.operands);
  if ('complaint' in found) return found;
  const code = await mfaCode(settings, signal);
  if (code !== null && typeof code !== 'string') return code;

  const account = { ...basics, region: found.region, regions: found.regions, line };
  const recorders = await sessionRecorders({ ...account, env });
  if ('complaint' in recorders) return recorders;
  const { isRecording } = recorders;
  const ledger = new ApiLedger(clock.now());
  const session: Session = {
    ...basics,
    ...laterAws({ ...account, recorders, code, mayLoad: awsMayLoad }),
    region: found.region,
    regionFrom: found.from,
    regions: found.regions,
    budget: callBudget(account, earlier),
    ledger,
    isRecording,
    replay: null,
    demo: demo ?? null,
    elsewhere: switchFrom(invocation, whyHere(demo, isRecording !== null), () =>
      handedOn({ earlier, ledger, clock }),
    ),
  };
  return code === null ? session : signedIn(session, signal);
}

/** Null where none is needed. */
async function mfaCode(settings: Settings, signal: AbortSignal): Promise<string | Complaint | null> {
  const device = await mfaDevice(settings);
  return device === null ? null : askMfaCode(device, signal);
}

/** Uses the MFA code at once. Closes the session where AWS refuses it. */
async function signedIn(session: Session, signal: AbortSignal): Promise<Session | Complaint> {
  const { sources, close } = session;
  const caller = await ask({ ...session, signal }, 'sts:GetCallerIdentity', sources.identity.caller);
  if (caller.ok) return session;
  close();
  return { complaint: errorSentence(caller.error), status: exitStatusOf(caller.error) };
}

async function replayedSession(
  invocation: Invocation,
  replayed: Replayed,
  { settings, hasScreen, earlier }: Pick<Session, 'settings' | 'hasScreen' | 'earlier'>,
): Promise<Session> {
  const { line } = invocation;
  const { openReplaySession } = await import('./replay-session.ts');
  const account = openReplaySession(replayed, {
    hasScreen,
    readsOnce: readsOnce(line, settings, hasScreen) || (settings.request !== null && !hasScreen),
    followsLogs: line.command === 'tail',
    wantsFailures: line.command === 'tail' && wantsFailures(settings),
  });
  return {
    ...account,
    settings,
    hasScreen,
    earlier,
    regionFrom: 'recording',
    isRecording: null,
    wall: null,
    demo: null,
    elsewhere: switchFrom(invocation, 'a recording is of one account and one Region', () => earlier),
    close: () => {},
    discardRecording: () => {},
  };
}

function timeOf(setting: ClockSetting) {
  const machine = createClock(setting);
  return {
    clock: corrected(machine),
    sleeps: watchSleeps(processSleeps(machine, setting.speed)),
    wall: WALL_TIME,
  };
}

type Caller = Pick<Session, 'settings' | 'region' | 'clock' | 'hasScreen'> & Pick<Invocation, 'line'>;

function callBudget(caller: Caller, earlier: EarlierSessions): CallBudget {
  const { line, settings, region, clock, hasScreen } = caller;
  const uncapped = line.command === 'tail' && readsOnce(line, settings, hasScreen) ? [READ_LOG_ACTION] : [];
  const account = [settings.profile.value, region, ...uncapped].join(' ');
  return keptBudget(earlier, account, () =>
    createCallBudget(clock, { random: Math.random, uncapped, region }),
  );
}

function switchFrom(
  invocation: Invocation,
  fixed: string | null,
  handOn: () => EarlierSessions,
): AccountSwitch<Session> {
  return accountSwitch<Session>(invocation, fixed, (changed) =>
    openSession(changed, askedMetricWindow, Promise.resolve(), handOn()),
  );
}

/** Why a session can't be switched to another account; null where it can. */
function whyHere(demo: LookedAtDemo | undefined, isRecording: boolean): string | null {
  if (demo !== undefined) return 'the demo has one account, in one Region';
  return isRecording ? 'what --record writes is of one account and one Region: start lmon anew' : null;
}

/** Commands that print the same on a terminal and in a pipe. */
const NEVER_ON_SCREEN: ReadonlySet<CommandName> = new Set(['check', 'doctor']);

function opensScreen({ command, flags }: CommandLine, { output, follow }: Settings): boolean {
  if (NEVER_ON_SCREEN.has(command)) return false;
  // Slow or billed questions are asked once.
  if (flags.insights === true || flags.cloudtrail === true) return false;
  // A list of reports is read from top to bottom.
  if (flags.all === true) return false;
  return process.stdout.isTTY === true && process.stdin.isTTY === true && output === null && follow;
}

/** Commands that print once and end, without a screen. */
const PRINTED_ONCE: ReadonlySet<CommandName> = new Set(['fleet', 'check', 'triage']);

function wantsFailures({ lines: { errors, level, filter } }: Settings): boolean {
  const least = level === null ? null : logLevel(level);
  return filter === null && (errors || (least !== null && isAtLeast(least, 'ERROR')));
}

/** Whether the whole window lies in the past. */
function readsOnce({ command }: CommandLine, { follow, until }: Settings, hasScreen: boolean): boolean {
  return !follow || until !== null || (PRINTED_ONCE.has(command) && !hasScreen);
}
