import { DAY_MS } from '../lambda/time.ts';

/** Where a signal becomes a warning, and where it is critical. Rates and shares run from 0 to 1. */
export interface Threshold {
  readonly warnAt: number;
  readonly critAt: number;
}

export interface Thresholds {
  /** Errors over invocations. */
  readonly errors: Threshold;
  /** Below this many errors the error rate says nothing: one error in ten calls at night is not a page. */
  readonly fewestErrors: number;
  /** Throttles over attempts. Any throttle is at least a warning. */
  readonly throttles: Threshold;
  /** Longest duration over the timeout. */
  readonly timeout: Threshold;
  /** Use of the function's own limit. */
  readonly use: Threshold;
  /** Claimed concurrency over the account's limit. */
  readonly pool: Threshold;
  /** Time until the limit is met; sooner is worse. */
  readonly etaMs: Threshold;
  readonly iteratorAgeMs: number;
  /** How long a queue's oldest message has waited, and an asynchronous event: longer than what is tried again waits. */
  readonly queueAgeMs: number;
  readonly asyncEventAgeMs: number;
  /** No call for so long, of a function that was called all the time. */
  readonly silenceMs: number;
  /** Errors of what has failed all week, in times of its usual rate. */
  readonly timesUsual: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  errors: { warnAt: 0.01, critAt: 0.1 },
  fewestErrors: 5,
  throttles: { warnAt: 0, critAt: 0.01 },
  timeout: { warnAt: 0.8, critAt: 0.95 },
  use: { warnAt: 0.7, critAt: 0.9 },
  pool: { warnAt: 0.7, critAt: 0.85 },
  etaMs: { warnAt: 30 * 60_000, critAt: 10 * 60_000 },
  iteratorAgeMs: 60_000,
  queueAgeMs: 300_000,
  asyncEventAgeMs: 300_000,
  silenceMs: 600_000,
  timesUsual: 1.5,
};

/** When attempts are others than they were: less explains nothing that hurts. */
export const TRAFFIC = {
  leastFactor: 1.3,
  /** Of fewer attempts a minute, before and after, a change is chance. */
  fewestAttempts: 20,
  shortestMinutes: 3,
  shortestBaselineMinutes: 10,
  /** Within this share traffic is called flat. */
  flatShare: 0.15,
} as const;

/** When work that waits is worth naming as what is wrong, once something else says that something is. */
export const WAITS = {
  /** Events that are handed over at once wait for less. */
  ofEventsMs: 30_000,
  ofMessagesMs: 60_000,
  /** Trouble until it is made good, also where it becomes less. */
  farBehindMs: 10 * 60_000,
  /** Of the time that passed: a wait that grows or shrinks by less stands. */
  standsWithin: 0.05,
} as const;

/** When failures are called steady. */
export const STEADY = {
  /** That were called: in less time nothing can be told to be without a beginning. */
  fewestMinutes: 90,
  /** Of these newest minutes, so many times as many of the calls may not fail as in the first half of the time. */
  newestMinutes: 15,
  timesEarly: 3,
  /** By how much likelier it must be that more of them fail, as a natural logarithm. */
  leastGain: 8,
} as const;

/** When failures are called chronic: they come as they came all week. */
export const CHRONIC = {
  /** A week, but for the first and the last hours of it, in which a function may not have been called. */
  shortestMs: 6 * DAY_MS,
  /** Many functions have their weekend off. */
  fewestDays: 5,
  /** Each day has at least so much of the usual rate: what began on one of them is no usual one. */
  leastOfUsual: 0.5,
  /** By so many standard deviations of the calls that are judged at once: one in a thousand looks. */
  deviations: 3,
  /** One hour in twenty may be worse, and was no news either, but what is twice the usual is: an outage lasts for days. */
  worstHoursFrom: 0.95,
  mostOfUsual: 2,
} as const;

/** What is much of a function's own, and how many of its failures explain the others. */
export const SIGNS = {
  /** Of its memory, used by a call: a larger event has none left. */
  fullMemory: 0.9,
  /** Of its memory, that a run adds in its environment: from here on it is no noise. */
  leakingMemory: 0.003,
  /** Of its calls. */
  manyColdStarts: 0.05,
  /** Of its calls: fewer failures explain no wait. */
  fewFailures: 0.05,
  /** Of the calls that failed, and at most of the others, say a line that is theirs. */
  ofFailed: 0.5,
  ofOthers: 0.1,
  /** Of its failures: a cause to name, one that may be behind failures that name none, and the cause to name. */
  someFailures: 0.1,
  partOfFailures: 0.25,
  mostFailures: 0.5,
} as const;
