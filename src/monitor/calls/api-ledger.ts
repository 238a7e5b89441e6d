import { createStore } from 'zustand/vanilla';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { nextPollAfter } from '../how-often.ts';
import { mayBeCarriedOut, type SourceError } from '../source-error.ts';
import { ACCEPTED, type CredentialState, RegionalCredentials } from './credential-state.ts';
import { DOLLARS_PER_LIVE_MINUTE } from './live-price.ts';
import { withoutAction } from './permission.ts';

/** @see https://aws.amazon.com/cloudwatch/pricing/ ($0.01 for 1,000 metrics requested with GetMetricData) */
const DOLLARS_PER_METRIC = 0.01 / 1_000;
const KEPT_FAILURES = 100;
const RECENT_MS = 10 * MINUTE_MS;
/** By then everything that is read more often than once an hour has been read. */
const SETTLING_MS = 5 * MINUTE_MS;

/** lmon's own calls: how many, what they cost, and which failed. */
export interface ApiLedgerSnapshot {
  readonly calls: number;
  /** By IAM action, in the order of first use. */
  readonly apis: readonly ApiUse[];
  /**
   * What the last hour cost or, while lmon is younger than an hour, what an hour costs if everything is read again as
   * often as planned. An estimate.
   */
  readonly dollarsPerHour: number;
  /** Whether lmon has run too briefly to know that pace. */
  readonly isPaceSettling: boolean;
  readonly dollars: number;
  /** Failed calls in the last ten minutes. */
  readonly recentFailures: number;
  /** One entry for each error of an action, the latest last. */
  readonly failures: readonly ApiFailure[];
  /** Actions that were denied to this identity in the last ten minutes, by action. */
  readonly denied: readonly DeniedCall[];
}

/** An action that was denied, for the whole account or for some of its functions. */
export interface DeniedCall {
  readonly action: string;
  /** What AWS called it, such as `AccessDeniedException`. */
  readonly code: RawText;
  /** When it was last denied. */
  readonly atMs: EpochMs;
  /** What lmon can't show because of it. */
  readonly without: SafeText;
}

/** What this session has asked of one API. */
export interface ApiUse {
  /** The IAM action, such as `logs:FilterLogEvents`. */
  readonly action: string;
  readonly calls: number;
  readonly callsLastMinute: number;
  readonly failedCalls: number;
  readonly dollars: number;
}

export interface ApiFailure {
  /** The latest error. */
  readonly error: SourceError;
  /** Null for the Region of the session. */
  readonly region: string | null;
  readonly count: number;
  readonly firstMs: EpochMs;
  readonly lastMs: EpochMs;
}

interface Bill {
  readonly atMs: EpochMs;
  readonly dollars: number;
  /** How often the same is bought. */
  readonly everyMs: number;
}

interface Account {
  calls: number;
  failedCalls: number;
  lastMinuteMs: EpochMs[];
  dollars: number;
}

export class ApiLedger {
  /** Tells its listeners when AWS stops accepting the credentials, and when it does again. */
  readonly credentials = createStore<CredentialState>(() => ACCEPTED);
  readonly #regionalCredentials = new RegionalCredentials();
  #startedMs: EpochMs;
  #isAnswered = false;
  #unanswered = 0;
  readonly #accounts = new Map<string, Account>();
  #bills: Bill[] = [];
  /** When the first poll was due that bought something this often. */
  readonly #firstDueMs = new Map<number, EpochMs>();
  #failures: ApiFailure[] = [];
  #recentFailuresMs: EpochMs[] = [];
  #dollars = 0;
  /** Since when AWS has not been reached by any call; null while it is. */
  #unreachableSinceMs: EpochMs | null = null;

  /** @param startedMs used until AWS has answered: the right time is known only then. */
  constructor(startedMs: EpochMs) {
    this.#startedMs = startedMs;
  }

  /** @param region where the call was made; null for the Region of the session */
  recordCall(action: string, atMs: EpochMs, error: SourceError | null, region: string | null = null): void {
    const account = this.#count(action, atMs);
    this.#unreachableSinceMs = error?.kind === 'unreachable' ? (this.#unreachableSinceMs ?? atMs) : null;
    this.credentials.setState(this.#regionalCredentials.afterCall(region, error, atMs), true);
    if (error === null) {
      this.#beginBy(atMs);
      return;
    }
    account.failedCalls += 1;
    if (mayBeCarriedOut(error)) this.#unanswered += 1;
    this.#recentFailuresMs = [...since(this.#recentFailuresMs, atMs - RECENT_MS), atMs];
    this.#failures = withFailure(this.#failures, { error, region }, atMs).slice(-KEPT_FAILURES);
  }

  /** A call that was sent and given up before its answer: it neither failed nor were the credentials accepted. */
  recordUnanswered(action: string, atMs: EpochMs): void {
    this.#count(action, atMs);
    this.#unanswered += 1;
  }

  /**
   * GetMetricData is billed by metric; each page is billed for its share of the request.
   *
   * @param everyMs how often they are asked for
   */
  recordMetrics(metrics: number, atMs: EpochMs, everyMs = MINUTE_MS): void {
    this.#bill('cloudwatch:GetMetricData', { dollars: metrics * DOLLARS_PER_METRIC, atMs, everyMs });
  }

  /** Live Tail is billed by the minute of a session. */
  recordLiveMinute(atMs: EpochMs): void {
    this.#bill('logs:StartLiveTail', { dollars: DOLLARS_PER_LIVE_MINUTE, atMs, everyMs: MINUTE_MS });
  }

  /** For how long no call has reached AWS; 0 while some do. */
  unreachableForMs(nowMs: EpochMs): number {
    return this.#unreachableSinceMs === null ? 0 : nowMs - this.#unreachableSinceMs;
  }

  /** Whether any call succeeded. */
  get hasSucceeded(): boolean {
    return this.#isAnswered;
  }

  /** Calls that neither succeeded nor were refused: AWS may have carried them out, and charge for them. */
  get unanswered(): number {
    return this.#unanswered;
  }

  snapshot(nowMs: EpochMs): ApiLedgerSnapshot {
    const lastHour = this.#bills.filter((bill) => bill.atMs > nowMs - HOUR_MS);
    const apis = [...this.#accounts].map(([action, { calls, failedCalls, lastMinuteMs, dollars }]) => ({
      action,
      calls,
      callsLastMinute: since(lastMinuteMs, nowMs - MINUTE_MS).length,
      failedCalls,
      dollars,
    }));
    return {
      calls: apis.reduce((sum, { calls }) => sum + calls, 0),
      apis,
      dollarsPerHour: this.#dollarsPerHour(lastHour, nowMs),
      isPaceSettling: nowMs - this.#startedMs < SETTLING_MS,
      dollars: this.#dollars,
      recentFailures: since(this.#recentFailuresMs, nowMs - RECENT_MS).length,
      failures: this.#failures,
      denied: deniedCalls(this.#failures, nowMs - RECENT_MS),
    };
  }

  #count(action: string, atMs: EpochMs): Account {
    const account = this.#accountOf(action);
    account.calls += 1;
    account.lastMinuteMs = [...since(account.lastMinuteMs, atMs - MINUTE_MS), atMs];
    return account;
  }

  #beginBy(answeredMs: EpochMs): void {
    if (!this.#isAnswered) this.#startedMs = answeredMs;
    this.#isAnswered = true;
  }

  #accountOf(action: string): Account {
    const account = this.#accounts.get(action) ?? { calls: 0, failedCalls: 0, lastMinuteMs: [], dollars: 0 };
    this.#accounts.set(action, account);
    return account;
  }

  #bill(action: string, bill: Bill): void {
    this.#accountOf(action).dollars += bill.dollars;
    this.#dollars += bill.dollars;
    this.#bills = [...this.#bills.filter(({ atMs }) => atMs > bill.atMs - HOUR_MS), bill];
    if (!this.#firstDueMs.has(bill.everyMs)) this.#firstDueMs.set(bill.everyMs, dueMs(bill.atMs));
  }

  /**
   * What was bought counts from when its poll was due until it is bought again: otherwise a first poll just before the
   * second, and what is read seldom or once, would look like a fortune.
   */
  #dollarsPerHour(bills: readonly Bill[], nowMs: EpochMs): number {
    const boughtToMs = new Map(bills.map(({ everyMs, atMs }) => [everyMs, dueMs(atMs) + everyMs]));
    return bills.reduce((sum, { dollars, everyMs }) => {
      const toMs = Math.max(nowMs, boughtToMs.get(everyMs) ?? nowMs);
      // At least what was bought, even by a clock that was set back.
      const spanMs = Math.max(everyMs, toMs - (this.#firstDueMs.get(everyMs) ?? nowMs));
      return sum + dollars * (HOUR_MS / Math.min(HOUR_MS, spanMs));
    }, 0);
  }
}

/** When the poll was due that was made at `atMs`. */
function dueMs(atMs: EpochMs): EpochMs {
  return nextPollAfter(atMs) - MINUTE_MS;
}

function since(timesMs: readonly EpochMs[], afterMs: EpochMs): EpochMs[] {
  return timesMs.filter((timeMs) => timeMs > afterMs);
}

/** Each action is listed with its latest error. */
function deniedCalls(failures: readonly ApiFailure[], afterMs: EpochMs): readonly DeniedCall[] {
  const denied = failures.filter(({ error, lastMs }) => error.kind === 'denied' && lastMs > afterMs);
  const calls = new Map(
    denied.map(({ error: { action, name }, lastMs }): [string, DeniedCall] => [
      action,
      { action, code: name, atMs: lastMs, without: withoutAction(action) },
    ]),
  );
  return [...calls.values()].toSorted((a, b) => (a.action < b.action ? -1 : 1));
}

function withFailure(
  failures: readonly ApiFailure[],
  { error, region }: Pick<ApiFailure, 'error' | 'region'>,
  atMs: EpochMs,
): ApiFailure[] {
  const before = failures.find(
    (failure) =>
      failure.error.action === error.action && failure.error.name === error.name && failure.region === region,
  );
  return [
    ...failures.filter((failure) => failure !== before),
    { error, region, count: (before?.count ?? 0) + 1, firstMs: before?.firstMs ?? atMs, lastMs: atMs },
  ];
}
