import { ApiLedger } from '../monitor/api-ledger.ts';
import { ask } from '../monitor/asking.ts';
import { type CallBudget, createCallBudget } from '../monitor/call-budget.ts';
import { type Clock, createClock } from '../monitor/clock.ts';
import type { Sources } from '../monitor/sources.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { awsRegion } from './aws-region.ts';
import type { Invocation } from './command.ts';
import type { Complaint } from './complaint.ts';
import { errorSentence } from './error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from './exit-status.ts';
import { laterSources } from './later-sources.ts';
import { askMfaCode, mfaDevice } from './mfa-code.ts';
import { printNotice } from './standard-streams.ts';

/** What every command that looks at an account works with. */
export interface Session {
  readonly settings: Settings;
  readonly region: string;
  readonly sources: Sources;
  readonly clock: Clock;
  readonly budget: CallBudget;
  readonly ledger: ApiLedger;
  /** Whether a person sits before a screen; else lines are printed. */
  readonly hasScreen: boolean;
  close(): void;
}

/** Wall time; no answer within it is no answer. */
const REQUEST_TIMEOUT_MS = 10_000;

/** @param awsMayLoad resolves when the AWS clients may be loaded: after the first frame, where there is one. */
export async function openSession(
  { line, env, signal }: Invocation,
  awsMayLoad: Promise<void> = Promise.resolve(),
): Promise<Session | Complaint> {
  const settings = await readSettings(line.flags, env, process.stdout.isTTY === true);
  if ('complaint' in settings) return { complaint: settings.complaint, status: EXIT_STATUS.usage };
  for (const warning of settings.warnings) printNotice(warning);
  const region = await awsRegion(settings);
  if (typeof region !== 'string') return region;

  const device = await mfaDevice(settings, env);
  const code = device === null ? null : await askMfaCode(device, signal);
  if (code !== null && typeof code !== 'string') return code;

  // The SDK prints to the screen that it will not run on old Nodes for ever.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  let close = () => {};
  const sources = laterSources(async () => {
    // A code is good for half a minute, and used before there is a first frame.
    if (code === null) await awsMayLoad;
    const { connectAws } = await import('../aws/connect.ts');
    const connection = connectAws({
      region,
      profile: settings.profile.value,
      endpointUrl: settings.endpointUrl.value,
      cloudwatchProtocol: settings.cloudwatchProtocol,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      ...(code === null ? {} : { mfaCode: givenOnce(code) }),
    });
    close = connection.close;
    return connection.sources;
  });
  const clock = createClock(settings.clock);
  const budget = createCallBudget(clock, { random: Math.random });
  const ledger = new ApiLedger(clock.now());
  if (code !== null) {
    const asking = { clock, budget, ledger, signal };
    const caller = await ask(asking, 'sts:GetCallerIdentity', sources.identity.caller);
    if (!caller.ok) return { complaint: errorSentence(caller.error), status: exitStatusOf(caller.error) };
  }
  return {
    settings,
    region,
    sources,
    clock,
    budget,
    ledger,
    hasScreen:
      process.stdout.isTTY === true &&
      process.stdin.isTTY === true &&
      settings.output === null &&
      settings.follow,
    close: () => close(),
  };
}

/** AWS takes a code once, and later a screen lies over the place where one could ask for another. */
function givenOnce(code: string): (device: string) => Promise<string> {
  let isGiven = false;
  return async (device) => {
    if (isGiven) throw new Error(`a new code of the MFA device ${device} is needed: start lmon again`);
    isGiven = true;
    return code;
  };
}
