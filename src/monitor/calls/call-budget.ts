import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { Clock } from '../clock.ts';
import type { SourceErrorKind } from '../sources.ts';
import { createCallHold } from './call-hold.ts';
import type { CallOutcome, LaneSetting } from './call-rate.ts';
import { LaneBudget } from './lane-budget.ts';
import { retryDelayMs } from './retry.ts';
import type { TurnClaim } from './turn-queue.ts';

/**
 * How many calls lmon makes, for the whole process. AWS counts calls by account and Region, so every monitor of one
 * Region shares one budget, and colleagues keep the rest of the quota.
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
  /** While held, no call may start: `take` waits. Calls under way finish. */
  hold(isHeld: boolean): void;
  isHeld(): boolean;
  /** Aborts when calls are held: things that cost money without calls, such as a Live Tail session, end then. */
  untilHeld(): AbortSignal;
}

export interface CallBudgetState {
  /** The IAM action, such as `logs:FilterLogEvents`; `lambda:*` stands for all Lambda actions, which share a quota. */
  readonly action: string;
  readonly ratePerSecond: number;
  readonly callsLastMinute: number;
  readonly throttledLastMinute: number;
  /** Null when no back-off is under way. */
  readonly backingOffUntilMs: EpochMs | null;
}

export interface CallBudgetSettings {
  /** 0 inclusive to 1 exclusive; spreads the retries of many processes. */
  readonly random: () => number;
  /** The part of a quota that lmon uses. */
  readonly share?: number;
  /** Calls a second that AWS allows this account and Region, where they differ from the defaults. */
  readonly quotaPerSecond?: Readonly<Record<string, number>>;
  /**
   * Actions that read something once, to its end: one call after another as fast as AWS answers, until it throttles.
   * The share is meant for polling that never ends.
   */
  readonly uncapped?: readonly string[];
}

const DEFAULT_SHARE = 1 / 3;

/**
 * The quotas of most Regions; `log-quota.ts` knows where FilterLogEvents has another.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const QUOTA_PER_SECOND: ReadonlyMap<string, number> = new Map([
  ['logs:FilterLogEvents', 10],
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
/** The list of a thousand functions is twenty pages, and the first rows wait for them. */
const LAMBDA_BURST_SECONDS = 2;

function laneNameOf(action: string): string {
  return action.startsWith('lambda:') ? LAMBDA_LANE : action;
}

export function createCallBudget(clock: Clock, settings: CallBudgetSettings): CallBudget {
  const lanes = new Map<string, LaneBudget>();
  const calls = createCallHold();

  const laneOf = (action: string): LaneBudget => {
    const name = laneNameOf(action);
    const lane = lanes.get(name) ?? new LaneBudget(laneSetting(name, settings), clock, calls);
    lanes.set(name, lane);
    return lane;
  };

  return {
    take: (action, signal, claim = { sinceMs: clock.now(), everyMs: EVERY_MS }) =>
      laneOf(action).take(claim, signal),
    settle: (action, outcome) => laneOf(action).settle(outcome, settings.random()),
    retryDelayMs: (kind, failures) => retryDelayMs(kind, failures, settings.random()),
    state: () => [...lanes].map(([action, lane]) => ({ action, ...lane.state() })),
    hold: calls.hold,
    isHeld: calls.isHeld,
    untilHeld: calls.untilHeld,
  };
}

function laneSetting(
  name: string,
  { uncapped, quotaPerSecond, share = DEFAULT_SHARE }: CallBudgetSettings,
): LaneSetting {
  if (uncapped?.includes(name)) return { mostPerSecond: Number.POSITIVE_INFINITY };
  const quota = quotaPerSecond?.[name] ?? QUOTA_PER_SECOND.get(name) ?? OTHER_QUOTA_PER_SECOND;
  const mostPerSecond = quota * share;
  return name === LAMBDA_LANE ? { mostPerSecond, burstSeconds: LAMBDA_BURST_SECONDS } : { mostPerSecond };
}
