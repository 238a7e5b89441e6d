import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';
import {
  type CallOutcome,
  initialLane,
  type Lane,
  type LaneSetting,
  laneAfterOutcome,
  laneAfterTake,
  laneAt,
  waitForCallMs,
} from './call-rate.ts';
import type { Clock } from './clock.ts';

/**
 * How many calls lmon makes, for the whole process. AWS counts calls by account and Region, so every monitor of one
 * Region shares one budget, and colleagues keep the rest of the quota.
 */
export interface CallBudget {
  /** Resolves when the call may be made, first come first served, or when `signal` aborts. Never rejects. */
  take(action: string, signal: AbortSignal): Promise<void>;
  /** Tells how a call went: the rate falls when AWS throttles, and recovers. */
  settle(action: string, outcome: CallOutcome): void;
  state(): readonly CallBudgetState[];
}

export interface CallBudgetState {
  /** The IAM action, such as `logs:FilterLogEvents`; `lambda:*` stands for all of Lambda's, which share a quota. */
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
  /** The part of a quota that lmon takes. */
  readonly share?: number;
  /** Calls a second that AWS allows the account in this Region, where they differ from the defaults. */
  readonly quotaPerSecond?: Readonly<Record<string, number>>;
}

const DEFAULT_SHARE = 1 / 3;

/**
 * The quota of most Regions. Five Regions allow FilterLogEvents 5 calls a second; back-off finds that out.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const QUOTA_PER_SECOND: ReadonlyMap<string, number> = new Map([
  ['logs:FilterLogEvents', 10],
  ['logs:DescribeLogGroups', 10],
  ['cloudwatch:GetMetricData', 500],
  ['cloudwatch:ListMetrics', 25],
]);

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

interface Account {
  lane: Lane;
  /** Settled when everyone who came before has had their turn. */
  lastTurn: Promise<void>;
  callsMs: EpochMs[];
  throttledMs: EpochMs[];
}

export function createCallBudget(clock: Clock, settings: CallBudgetSettings): CallBudget {
  const accounts = new Map<string, Account>();

  const settingOf = (laneName: string): LaneSetting => {
    const quota =
      settings.quotaPerSecond?.[laneName] ?? QUOTA_PER_SECOND.get(laneName) ?? OTHER_QUOTA_PER_SECOND;
    const mostPerSecond = quota * (settings.share ?? DEFAULT_SHARE);
    return laneName === LAMBDA_LANE
      ? { mostPerSecond, burstSeconds: LAMBDA_BURST_SECONDS }
      : { mostPerSecond };
  };

  const accountOf = (action: string): Account => {
    const laneName = laneNameOf(action);
    const known = accounts.get(laneName);
    if (known !== undefined) return known;
    const account: Account = {
      lane: initialLane(settingOf(laneName), clock.now()),
      lastTurn: Promise.resolve(),
      callsMs: [],
      throttledMs: [],
    };
    accounts.set(laneName, account);
    return account;
  };

  const takeTurn = async (account: Account, signal: AbortSignal) => {
    while (!signal.aborted) {
      const nowMs = clock.now();
      account.lane = laneAt(account.lane, nowMs);
      const waitMs = waitForCallMs(account.lane, nowMs);
      if (waitMs === 0) {
        account.lane = laneAfterTake(account.lane, nowMs);
        account.callsMs = [...lastMinute(account.callsMs, nowMs), nowMs];
        return;
      }
      await clock.sleep(waitMs, signal);
    }
  };

  return {
    take(action, signal) {
      const account = accountOf(action);
      const turn = account.lastTurn.then(() => takeTurn(account, signal));
      account.lastTurn = turn;
      return orAborted(turn, signal);
    },
    settle(action, outcome) {
      const account = accountOf(action);
      const nowMs = clock.now();
      account.lane = laneAfterOutcome(account.lane, outcome, settings.random(), nowMs);
      if (outcome === 'throttled') account.throttledMs = [...lastMinute(account.throttledMs, nowMs), nowMs];
    },
    state() {
      const nowMs = clock.now();
      return [...accounts].map(([action, { lane, callsMs, throttledMs }]) => ({
        action,
        ratePerSecond: lane.ratePerSecond,
        callsLastMinute: lastMinute(callsMs, nowMs).length,
        throttledLastMinute: lastMinute(throttledMs, nowMs).length,
        backingOffUntilMs: lane.backingOffUntilMs > nowMs ? lane.backingOffUntilMs : null,
      }));
    },
  };
}

function lastMinute(timesMs: readonly EpochMs[], nowMs: EpochMs): EpochMs[] {
  return timesMs.filter((timeMs) => timeMs > nowMs - MINUTE_MS);
}

/** Someone who gives up leaves at once, even with others before them. */
function orAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = () => {
      signal.removeEventListener('abort', finish);
      resolve();
    };
    signal.addEventListener('abort', finish, { once: true });
    void turn.then(finish);
  });
}
