import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { onAbort } from '../abort.ts';
import type { Clock } from '../clock.ts';
import type { SourceErrorKind } from '../sources.ts';
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
import { retryDelayMs } from './retry.ts';
import { createTurnQueue, type TurnClaim, type TurnQueue } from './turn-queue.ts';

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

interface Account {
  lane: Lane;
  readonly queue: TurnQueue;
  /** Stops handing out turns; null while no call waits. */
  serving: AbortController | null;
  callsMs: EpochMs[];
  throttledMs: EpochMs[];
}

export function createCallBudget(clock: Clock, settings: CallBudgetSettings): CallBudget {
  const accounts = new Map<string, Account>();
  /** Wake-ups of the calls that wait while calls are held; null while they are not. */
  let wakeUps: (() => void)[] | null = null;
  let holding = new AbortController();

  const settingOf = (laneName: string): LaneSetting => {
    if (settings.uncapped?.includes(laneName)) return { mostPerSecond: Number.POSITIVE_INFINITY };
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
      queue: createTurnQueue(),
      serving: null,
      callsMs: [],
      throttledMs: [],
    };
    accounts.set(laneName, account);
    return account;
  };

  /** Hands out turns until no call waits. */
  const serve = async (account: Account) => {
    const serving = new AbortController();
    const { signal } = serving;
    account.serving = serving;
    while (account.queue.size > 0 && !signal.aborted) {
      if (wakeUps !== null) {
        await untilReleased(wakeUps, signal);
        continue;
      }
      const nowMs = clock.now();
      account.lane = laneAt(account.lane, nowMs);
      const waitMs = waitForCallMs(account.lane, nowMs);
      if (waitMs > 0) {
        await clock.sleep(waitMs, signal);
        continue;
      }
      account.lane = laneAfterTake(account.lane, nowMs);
      account.callsMs = [...lastMinute(account.callsMs, nowMs), nowMs];
      account.queue.serve(nowMs);
    }
    if (account.serving === serving) account.serving = null;
  };

  const take = (account: Account, claim: TurnClaim, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const leave = account.queue.join(claim, () => {
        stopListening();
        resolve();
      });
      const stopListening = onAbort(signal, () => {
        leave();
        if (account.queue.size === 0) stopServing(account);
        resolve();
      });
      if (account.serving === null) void serve(account);
    });

  /** The loop that hands out turns may sleep for long, and would keep the process alive. */
  const stopServing = (account: Account) => {
    account.serving?.abort();
    account.serving = null;
  };

  return {
    take: (action, signal, claim = { sinceMs: clock.now(), everyMs: EVERY_MS }) =>
      take(accountOf(action), claim, signal),
    settle(action, outcome) {
      const account = accountOf(action);
      const nowMs = clock.now();
      account.lane = laneAfterOutcome(account.lane, outcome, settings.random(), nowMs);
      if (outcome === 'throttled') account.throttledMs = [...lastMinute(account.throttledMs, nowMs), nowMs];
    },
    retryDelayMs: (kind, failures) => retryDelayMs(kind, failures, settings.random()),
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
    hold(isHeld) {
      const waiting = wakeUps ?? [];
      wakeUps = isHeld ? waiting : null;
      if (isHeld) return holding.abort();
      holding = new AbortController();
      for (const wakeUp of waiting) wakeUp();
    },
    isHeld: () => wakeUps !== null,
    untilHeld: () => holding.signal,
  };
}

function lastMinute(timesMs: readonly EpochMs[], nowMs: EpochMs): EpochMs[] {
  return timesMs.filter((timeMs) => timeMs > nowMs - MINUTE_MS);
}

/** Resolves when calls are no longer held, or when none waits any more. */
function untilReleased(wakeUps: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stopListening = onAbort(signal, resolve);
    wakeUps.push(() => {
      stopListening();
      resolve();
    });
  });
}
