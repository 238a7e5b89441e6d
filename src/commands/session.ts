import { ApiLedger } from '../monitor/api-ledger.ts';
import { type CallBudget, createCallBudget } from '../monitor/call-budget.ts';
import { type Clock, createClock } from '../monitor/clock.ts';
import type { Sources } from '../monitor/sources.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { awsRegion } from './aws-region.ts';
import type { Invocation } from './command.ts';
import type { Complaint } from './complaint.ts';
import { EXIT_STATUS } from './exit-status.ts';
import { laterSources } from './later-sources.ts';
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
  { line, env }: Invocation,
  awsMayLoad: Promise<void> = Promise.resolve(),
): Promise<Session | Complaint> {
  const settings = await readSettings(line.flags, env, process.stdout.isTTY === true);
  if ('complaint' in settings) return { complaint: settings.complaint, status: EXIT_STATUS.usage };
  for (const warning of settings.warnings) printNotice(warning);
  const region = await awsRegion(settings);
  if (typeof region !== 'string') return region;

  // The SDK prints to the screen that it will not run on old Nodes for ever.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  let close = () => {};
  const sources = laterSources(async () => {
    await awsMayLoad;
    const { connectAws } = await import('../aws/connect.ts');
    const connection = connectAws({
      region,
      profile: settings.profile.value,
      endpointUrl: settings.endpointUrl.value,
      cloudwatchProtocol: settings.cloudwatchProtocol,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
    });
    close = connection.close;
    return connection.sources;
  });
  const clock = createClock(settings.clock);
  return {
    settings,
    region,
    sources,
    clock,
    budget: createCallBudget(clock, { random: Math.random }),
    ledger: new ApiLedger(clock.now()),
    hasScreen:
      process.stdout.isTTY === true &&
      process.stdin.isTTY === true &&
      settings.output === null &&
      settings.follow,
    close: () => close(),
  };
}
