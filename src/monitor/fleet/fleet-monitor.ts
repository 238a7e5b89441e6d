import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { ApiLedger } from '../calls/api-ledger.ts';
import type { Asking } from '../calls/asking.ts';
import type { CallBudget } from '../calls/call-budget.ts';
import { CallerIdentity } from '../calls/caller-identity.ts';
import type { Clock } from '../clock.ts';
import { FleetFacts } from '../facts/fleet-facts.ts';
import type { FunctionStatus } from '../function/function-status.ts';
import { WeekOfFailures } from '../function/week-of-failures.ts';
import type { WatchedConcurrency } from '../log/watched-concurrency.ts';
import type { Sources } from '../sources.ts';
import { Attention, type Wants } from './attention.ts';
import { CloserLooks } from './closer-looks.ts';
import { FleetPolls } from './fleet-polls.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import { LimitsAndWeek } from './limits-and-week.ts';
import { PublishedFleet } from './published-fleet.ts';

export interface FleetMonitor {
  getSnapshot(): FleetSnapshot;
  /** The same facts, judged as if they ended at `untilMs`: what a snapshot said or, had one come, would have said then. */
  snapshotUntil(untilMs: EpochMs): FleetSnapshot;
  /** @returns what ends the subscription */
  subscribe(listener: () => void): () => void;
  /** Judges anew, by other thresholds from now on. */
  judgeBy(thresholds: Thresholds): void;
  /** Polls now instead of at the next minute. */
  refresh(): void;
  /** Looks closer at one function until told otherwise. Null is nobody. */
  attend(functionName: RawText | null, wants?: Wants): void;
  /** Resolves when whoever is attended to by now has been looked at. */
  looked(): Promise<void>;
  /** Whether anybody sees what a closer look shows: while nobody does, no log is read for it. */
  showCloserLook(isSeen: boolean): void;
  /** Resolves when the first poll has ended, well or not, and the limits that it asked for are there. */
  readonly firstPoll: Promise<void>;
  /** Resolves when the first closer look is over as well. */
  readonly firstLook: Promise<void>;
  stop(): void;
}

export interface FleetMonitorSettings {
  readonly sources: Sources;
  readonly clock: Clock;
  readonly budget: CallBudget;
  readonly ledger: ApiLedger;
  readonly thresholds: Thresholds;
  /** Whether somebody is there to see evidence from the logs, which costs up to six calls a minute. */
  readonly looksCloser?: boolean;
  /**
   * Whether each look waits until the limits and the week are read that were asked for by then: what is printed once has
   * the few reads of logs for whom all that rules judge by says that they hurt. A screen shows early what it can.
   */
  readonly looksAfterLimits?: boolean;
  /** Whether somebody sees what began when: alarms that rang are a part of it. */
  readonly showsTimeline?: boolean;
  /** Functions that hurt whose logs are read without being asked for; as many as usual where it does not say. */
  readonly mostProbed?: number;
  /** Which of those have their logs read; each, where it does not say. */
  readonly mayProbe?: (status: FunctionStatus, cause: Cause | undefined) => boolean;
  /** The end of what is looked at, where that is the past: it is read once. Null follows the present. */
  readonly untilMs?: EpochMs | null;
  /** Of functions whose log somebody follows meanwhile. */
  readonly watched?: WatchedConcurrency | null;
}

/** Watches the account: reads what it needs every minute, judges it, and publishes one snapshot. */
export function watchFleet({
  sources,
  clock,
  budget,
  ledger,
  thresholds,
  looksCloser = false,
  looksAfterLimits = false,
  showsTimeline = false,
  mostProbed,
  mayProbe = () => true,
  untilMs = null,
  watched = null,
}: FleetMonitorSettings): FleetMonitor {
  const stopping = new AbortController();
  const asking: Asking = { clock, budget, ledger, signal: stopping.signal };
  const facts = new FleetFacts(sources, asking, untilMs);
  const week = new WeekOfFailures(sources.metrics, asking, thresholds.timesUsual);
  const identity = new CallerIdentity(sources, asking);
  const attention = new Attention(sources, asking, untilMs, mostProbed);
  const fleet = new PublishedFleet(
    { facts, week, identity, watched, ledger },
    { clock, thresholds, untilMs },
  );
  const limitsAndWeek = new LimitsAndWeek({ fleet, facts, week }, asking, untilMs);
  const looks = new CloserLooks({ fleet, attention, facts, limitsAndWeek }, asking, {
    looksCloser,
    looksAfterLimits,
    showsTimeline,
    mayProbe,
  });
  const polls = new FleetPolls({ fleet, facts, identity, limitsAndWeek, looks }, asking, untilMs);
  if (watched !== null && untilMs === null) void polls.judgeWhile(watched);

  return {
    getSnapshot: () => fleet.snapshot,
    snapshotUntil: (endMs) => fleet.snapshotUntil(endMs),
    subscribe: (listener) => fleet.subscribe(listener),
    judgeBy: (others) => {
      fleet.judgeBy(others);
      looks.judgeAgain();
    },
    refresh: () => polls.wake(),
    attend: (functionName, wants = {}) => looks.attend(functionName, wants),
    looked: () => looks.looked,
    showCloserLook: (isSeen) => looks.show(isSeen),
    firstPoll: polls.first.then(() => limitsAndWeek.read),
    firstLook: polls.first
      .then(() => limitsAndWeek.read)
      .then(() => looks.looked)
      .then(() => looks.versionsRead),
    stop: () => {
      stopping.abort();
      polls.wake();
    },
  };
}
