import { DAY_MS } from '../lambda/time.ts';

/** Where a value becomes a warning, and where critical. Rates and shares run from 0 to 1. */
export interface Threshold {
  readonly warnAt: number;
  readonly critAt: number;
}

export interface Thresholds {
  /** Errors over invocations. */
  readonly errors: Threshold;
  /** Below this many errors the error rate is ignored: one error in ten calls at night is not worth a page. */
  readonly fewestErrors: number;
  /** Throttles over attempts. Any throttle is at least a warning. */
  readonly throttles: Threshold;
  /** Longest duration over the timeout. */
  readonly timeout: Threshold;
  /** Calls that ran out of memory over invocations, where they are most failures: each kills its environment. */
  readonly memory: Threshold;
  /** Use of the function's own limit. */
  readonly use: Threshold;
  /** Claimed concurrency over the account's limit. */
  readonly pool: Threshold;
  /** Time until the limit is met; sooner is worse. */
  readonly etaMs: Threshold;
  readonly iteratorAgeMs: number;
  /** Wait of a queue's oldest message, or of an asynchronous event: longer than a retry waits. */
  readonly queueAgeMs: number;
  readonly asyncEventAgeMs: number;
  /** Time without a call, for a function that was called all the time. */
  readonly silenceMs: number;
  /** For permanent failures: multiple of the usual rate. */
  readonly timesUsual: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  errors: { warnAt: 0.01, critAt: 0.1 },
  fewestErrors: 5,
  throttles: { warnAt: 0, critAt: 0.01 },
  timeout: { warnAt: 0.8, critAt: 0.95 },
  memory: { warnAt: 0, critAt: 0.005 },
  use: { warnAt: 0.7, critAt: 0.9 },
  pool: { warnAt: 0.7, critAt: 0.85 },
  etaMs: { warnAt: 30 * 60_000, critAt: 10 * 60_000 },
  iteratorAgeMs: 60_000,
  queueAgeMs: 300_000,
  asyncEventAgeMs: 300_000,
  silenceMs: 600_000,
  timesUsual: 1.5,
};

/** When a change of attempts counts: smaller ones explain no trouble. */
export const TRAFFIC = {
  leastFactor: 1.3,
  /** With fewer attempts a minute before and after, a change is chance. */
  fewestAttempts: 20,
  shortestMinutes: 3,
  shortestBaselineMinutes: 10,
  /** Traffic within this share is called flat. */
  flatShare: 0.15,
} as const;

/** When waiting work is worth naming as the trouble, once another sign indicates trouble. */
export const WAITS = {
  /** Events delivered without delay wait less. */
  ofEventsMs: 30_000,
  ofMessagesMs: 60_000,
  /** Trouble until it is gone, even while it shrinks. */
  farBehindMs: 10 * 60_000,
  /** Share of elapsed time: a wait that grows or shrinks by less is constant. */
  standsWithin: 0.05,
} as const;

/** When failures count as steady. */
export const STEADY = {
  /** Minutes with calls: a shorter time does not prove that there was no onset. */
  fewestMinutes: 90,
  /** The newest minutes, in which at most this many times as many calls may fail as in the first half. */
  newestMinutes: 15,
  timesEarly: 3,
  /** How much likelier a rise must be (natural logarithm). */
  leastGain: 8,
} as const;

/** When failures count as chronic: as frequent as all week. */
export const CHRONIC = {
  /** A week, less some hours at either end in which the function may not have been called. */
  shortestMs: 6 * DAY_MS,
  /** Many functions have no calls at weekends. */
  fewestDays: 5,
  /** Each day has at least this share of the usual rate: failures that began within the week are not usual. */
  leastOfUsual: 0.5,
  /** Standard deviations in the calls judged at once: exceeded once in a thousand looks. */
  deviations: 3,
  /**
   * One hour in twenty may be worse without being news, except above twice the usual rate: an outage lasts for days.
   */
  worstHoursFrom: 0.95,
  mostOfUsual: 2,
} as const;

/** Which shares of a function's own figures count as large, and how many of its failures explain the rest. */
export const SIGNS = {
  /** Share of its memory used by a call: a larger event would run out of it. */
  fullMemory: 0.9,
  /** Share of its memory that a run adds to its environment: below this it is noise. */
  leakingMemory: 0.003,
  /** Share of its calls. */
  manyColdStarts: 0.05,
  /** Share of its calls: fewer failures don't explain a wait. */
  fewFailures: 0.05,
  /** Least share of failed calls, and greatest of others, with a line typical of failures. */
  ofFailed: 0.5,
  ofOthers: 0.1,
  /**
   * Shares of its failures: a cause to mention, one that may explain failures without a named cause, and the main
   * cause.
   */
  someFailures: 0.1,
  partOfFailures: 0.25,
  mostFailures: 0.5,
} as const;
