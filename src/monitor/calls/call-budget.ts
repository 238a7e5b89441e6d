import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { Clock } from '../clock.ts';
import type { SourceErrorKind } from '../source-error.ts';
import { createCallHold } from './call-hold.ts';
import type { CallOutcome, LaneSetting } from './call-rate.ts';
import { LaneBudget } from './lane-budget.ts';
import { readLogQuota } from './log-quota.ts';
import { RegionalLanes } from './regional-lanes.ts';
import { retryDelayMs } from './retry.ts';
import type { TurnClaim } from './turn-queue.ts';

/**
 * How many calls lmon makes, for the whole process. AWS counts calls by account and Region, so every monitor of one
 * Region shares one budget, and colleagues keep the rest of the quota. Calls in several Regions share it too: each
 * Region has its own share and back-off, and all of them together the largest of the shares.
 */
export interface CallBudget {
  /**
   * Resolves when the call may be made, or when `signal` aborts. Never rejects. Claims decide whose turn is next;
   * without claims it is first come, first served.
   */
  take(action: string, signal: AbortSignal, claim?: TurnClaim): Promise<void>;
  /** Reports how a call went: the rate falls when AWS throttles, and recovers afterwards. */
  settle(action: string, outcome: CallOutcome): void;
  /** How long to wait after `failures` failed calls in a row, the last of `kind`, besides the wait in `take`. */
  retryDelayMs(kind: SourceErrorKind, failures: number): number;
  state(): readonly CallBudgetState[];
  /** The same budget, for calls in a Region. */
  in(region: string): CallBudget;
  /** While held, no call may start: `take` waits. Calls under way finish. */
  hold(isHeld: boolean): void;
  isHeld(): boolean;
  /** Aborts when calls are held: things that cost money without calls, such as a Live Tail session, end then. */
  untilHeld(): AbortSignal;
}

export interface CallBudgetState {
  /** The IAM action, such as `logs:FilterLogEvents`; `lambda:*` stands for all Lambda actions, which share a quota. */
  readonly action: string;
  readonly region: string;
  readonly ratePerSecond: number;
  readonly callsLastMinute: number;
  readonly throttledLastMinute: number;
  /** Null when no back-off is under way. */
  readonly backingOffUntilMs: EpochMs | null;
}

export interface CallBudgetSettings {
  /** 0 inclusive to 1 exclusive; spreads the retries of many processes. */
  readonly random: () => number;
  /** The Region of calls that name no other. */
  readonly region?: string;
  /** The part of a quota that lmon uses. */
  readonly share?: number;
  /** Account seconds for each second that a failed call waits; 1 when absent. */
  readonly retryPace?: number;
  /** Calls a second that AWS allows this account in each Region, where they differ from the defaults. */
  readonly quotaPerSecond?: Readonly<Record<string, number>>;
  /**
   * Actions that read something once, to its end: one call after another as fast as AWS answers, until it throttles.
   * The share is meant for polling that never ends.
   */
  readonly uncapped?: readonly string[];
}

const DEFAULT_SHARE = 1 / 3;

/**
 * The quotas of most Regions; `log-quota.ts` knows those of FilterLogEvents.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const QUOTA_PER_SECOND: ReadonlyMap<string, number> = new Map([
  ['logs:DescribeLogGroups', 10],
  ['logs:StartLiveTail', 5],
  ['logs:StartQuery', 10],
  ['logs:GetQueryResults', 10],
  ['cloudtrail:LookupEvents', 2],
  ['cloudwatch:GetMetricData', 500],
  ['cloudwatch:ListMetrics', 25],
]);

/** The default claim: equal claims are served in order of arrival. */
const EVERY_MS = SECOND_MS;

/** For actions whose quota isn't listed. */
const OTHER_QUOTA_PER_SECOND = 15;

/**
 * Lambda's read actions share one quota of 15 calls a second, and so one lane.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests
 */
const LAMBDA_LANE = 'lambda:*';

function laneNameOf(action: string): string {
  return action.startsWith('lambda:') ? LAMBDA_LANE : action;
}

export function createCallBudget(clock: Clock, settings: CallBudgetSettings): CallBudget {
  const lanes = new Map<string, RegionalLanes>();
  const calls = createCallHold();
  const home = settings.region ?? '';

  const lanesOf = (action: string): RegionalLanes => {
    const name = laneNameOf(action);
    const regional =
      lanes.get(name) ??
      new RegionalLanes(
        (region) => laneSetting(name, region, settings),
        (setting) => new LaneBudget(setting, clock, calls),
      );
    lanes.set(name, regional);
    return regional;
  };

  const budgetIn = (region: string): CallBudget => ({
    take: (action, signal, claim = { sinceMs: clock.now(), everyMs: EVERY_MS }) =>
      lanesOf(action).take(region, claim, signal),
    settle: (action, outcome) => lanesOf(action).of(region).settle(outcome, settings.random()),
    retryDelayMs: (kind, failures) =>
      retryDelayMs(kind, failures, settings.random()) * (settings.retryPace ?? 1),
    state: () => [...lanes].flatMap(([action, each]) => each.states().map((state) => ({ action, ...state }))),
    in: budgetIn,
    hold: calls.hold,
    isHeld: calls.isHeld,
    untilHeld: calls.untilHeld,
  });
  return budgetIn(home);
}

function laneSetting(
  name: string,
  region: string,
  { uncapped, quotaPerSecond, share = DEFAULT_SHARE }: CallBudgetSettings,
): LaneSetting {
  if (uncapped?.includes(name)) return { mostPerSecond: Number.POSITIVE_INFINITY };
  const quota = quotaPerSecond?.[name] ?? quotaOf(name, region);
  return { mostPerSecond: quota * share };
}

function quotaOf(name: string, region: string): number {
  if (name === 'logs:FilterLogEvents') return readLogQuota(region);
  return QUOTA_PER_SECOND.get(name) ?? OTHER_QUOTA_PER_SECOND;
}
