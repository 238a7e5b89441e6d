import { ApiLedger } from '../../monitor/calls/api-ledger.ts';
import { ask } from '../../monitor/calls/asking.ts';
import { type CallBudget, createCallBudget } from '../../monitor/calls/call-budget.ts';
import { type ClockSetting, corrected, createClock, WALL_TIME } from '../../monitor/clock.ts';
import { READ_LOG_ACTION } from '../../monitor/log/follow-request.ts';
import { processSleeps } from '../../monitor/process-sleeps.ts';
import { watchSleeps } from '../../monitor/sleep-watch.ts';
import { readSettings } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Invocation, LookedAtDemo } from '../command/command.ts';
import { type Complaint, isComplaint } from '../command/complaint.ts';
import { errorSentence } from '../command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from '../command/exit-status.ts';
import type { Replayed } from '../command/replayed.ts';
import { printNotice } from '../streams/standard-streams.ts';
import { type AccountSwitch, accountSwitch } from './account/account-switch.ts';
import { awsRegion } from './account/aws-region.ts';
import { certificatesComplaint } from './account/certificates-complaint.ts';
import { credentialsComplaint } from './account/credentials-complaint.ts';
import { askMfaCode, mfaDevice } from './account/mfa-code.ts';
import { opensScreen } from './opens-screen.ts';
import { readsOnce } from './reads-once.ts';
import {
  type EarlierSessions,
  handedOn,
  keptBudget,
  noEarlierSessions,
} from './recording/earlier-sessions.ts';
import { sessionRecorders } from './recording/session-recorders.ts';
import { requestedMetricWindow } from './requested-window.ts';
import type { OpenSession, ReadFlags, Session } from './session.ts';
import { laterAws } from './sources/later-aws.ts';
import { wantsFailures } from './wants-failures.ts';

/**
 * @param awsMayLoad resolves when the AWS clients may be loaded: after the first frame, where there is one
 * @param earlier the sessions before this one
 */
export async function openSession<Flags extends object>(
  invocation: Invocation,
  readFlags: ReadFlags<Flags>,
  awsMayLoad: Promise<void> = Promise.resolve(),
  earlier = noEarlierSessions(),
): Promise<OpenSession<Flags> | Complaint> {
  const { line, env, replayed } = invocation;
  const settings = await readSettings(line, env, process.stdout.isTTY === true);
  if ('complaint' in settings) return { complaint: settings.complaint, status: EXIT_STATUS.usage };
  for (const warning of settings.warnings) printNotice(warning);
  const hasScreen = opensScreen(line, settings, env);
  if (replayed !== undefined) {
    const session = await replayedSession(invocation, replayed, { settings, hasScreen, earlier });
    const flags = await readFlags(session);
    return isComplaint(flags) ? flags : { ...session, flags };
  }
  const time = timeOf(settings.clock);
  const flags = await readFlags({ settings, clock: time.clock, hasScreen, replay: null });
  if (isComplaint(flags)) return flags;
  const session = await liveSession(invocation, { ...time, settings, hasScreen, earlier }, awsMayLoad);
  return isComplaint(session) ? session : { ...session, flags };
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
    elsewhere: switchFrom(invocation, whyHere(demo, isRecording !== null), awsMayLoad, () =>
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
  const { openReplaySession } = await import('./recording/replay-session.ts');
  const account = openReplaySession(replayed, {
    hasScreen,
    readsOnce: readsOnce(line, settings, hasScreen) || (settings.request !== null && !hasScreen),
    followsLogs: line.command === 'tail',
    wantsFailures: wantsFailures(line, settings),
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
    elsewhere: switchFrom(
      invocation,
      'a recording is of one account and one Region',
      Promise.resolve(),
      () => earlier,
    ),
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

/** Below this speed account time stands still, as for a picture. */
const STANDS_STILL = 0.001;

type Caller = Pick<Session, 'settings' | 'region' | 'clock' | 'hasScreen'> & Pick<Invocation, 'line'>;

function callBudget(caller: Caller, earlier: EarlierSessions): CallBudget {
  const { line, settings, region, clock, hasScreen } = caller;
  const uncapped = line.command === 'tail' && readsOnce(line, settings, hasScreen) ? [READ_LOG_ACTION] : [];
  const account = [settings.profile.value, region, ...uncapped].join(' ');
  return keptBudget(earlier, account, () =>
    createCallBudget(clock, {
      random: Math.random,
      uncapped,
      region,
      // Whoever kept to calls a second, or waited in account time for a failed call's next turn, would wait for ever.
      ...(settings.clock.speed < STANDS_STILL && {
        share: Number.POSITIVE_INFINITY,
        retryPace: settings.clock.speed,
      }),
    }),
  );
}

function switchFrom(
  invocation: Invocation,
  fixed: string | null,
  awsMayLoad: Promise<void>,
  handOn: () => EarlierSessions,
): AccountSwitch<Session> {
  return accountSwitch<Session>(invocation, fixed, awsMayLoad, (changed) =>
    openSession(changed, requestedMetricWindow, Promise.resolve(), handOn()),
  );
}

/** Why a session can't be switched to another account; null where it can. */
function whyHere(demo: LookedAtDemo | undefined, isRecording: boolean): string | null {
  if (demo !== undefined) return 'the demo has one account, in one Region';
  return isRecording ? 'what --record writes is of one account and one Region: start lmon anew' : null;
}
