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
import type { FunctionStatus } from '../function/status/function-status.ts';
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
  /** The same facts, judged as if they ended at `untilMs`: the snapshot as it was then, or would have been. */
  snapshotUntil(untilMs: EpochMs): FleetSnapshot;
  /** @returns a function that unsubscribes */
  subscribe(listener: () => void): () => void;
  /** Judges again, with these thresholds from now on. */
  judgeBy(thresholds: Thresholds): void;
  /** Polls now instead of at the next minute. */
  refresh(): void;
  /** Looks closer at one function until told otherwise; null at none. */
  attend(functionName: RawText | null, wants?: Wants): void;
  /** Resolves when the function on screen has been looked at. */
  looked(): Promise<void>;
  /** Whether closer looks are visible: while they are not, no log is read for them. */
  showCloserLook(isSeen: boolean): void;
  /** Resolves when the first poll of all functions has ended, well or not. */
  readonly firstRows: Promise<void>;
  /** Resolves when the limits that are wanted were read, which takes a call for each. */
  readonly firstLimits: Promise<void>;
  /** Resolves when the week of those that fail was read. */
  readonly firstWeek: Promise<void>;
  /** Resolves when all of that was read. */
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
  /** Whether evidence from logs is wanted, which costs up to six calls a minute. */
  readonly looksCloser?: boolean;
  /**
   * Whether each look waits for the limits and the week asked for so far. Printed output waits for the limits, so that
   * the few log probes go to functions that really hurt. A screen shows early what it can.
   */
  readonly looksAfterLimits?: boolean;
  /**
   * Whose metrics and limits are wanted: those of others are read only where trouble of the account pool concerns them.
   * By default everyone's.
   */
  readonly isWanted?: (functionName: string) => boolean;
  /** Whether functions are shown while others are still being listed; printed output waits for all of them. */
  readonly showsParts?: boolean;
  /** Whether the timeline is visible, which includes alarms. */
  readonly showsTimeline?: boolean;
  /** How many failing functions' logs are read unasked; by default the usual number. */
  readonly mostProbed?: number;
  /** Which of those may have their logs read; by default all. */
  readonly mayProbe?: (status: FunctionStatus, cause: Cause | undefined) => boolean;
  /** The end of a past window, which is read once. Null follows the present. */
  readonly untilMs?: EpochMs | null;
  /** Concurrency of functions whose log is being followed. */
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
  isWanted,
  showsParts = false,
  showsTimeline = false,
  mostProbed,
  mayProbe = () => true,
  untilMs = null,
  watched = null,
}: FleetMonitorSettings): FleetMonitor {
  const stopping = new AbortController();
  const asking: Asking = { clock, budget, ledger, signal: stopping.signal };
  const facts = new FleetFacts(sources, asking, {
    untilMs,
    onPart: showsParts && untilMs === null ? () => fleet.showPart() : null,
    ...(isWanted && { isWanted }),
  });
  const week = new WeekOfFailures(sources.metrics, asking, thresholds.timesUsual);
  const identity = new CallerIdentity(sources, asking);
  const attention = new Attention(sources, asking, untilMs, mostProbed);
  const fleet = new PublishedFleet(
    { facts, week, identity, watched, ledger },
    { clock, thresholds, untilMs },
  );
  const limitsAndWeek = new LimitsAndWeek({ fleet, facts, week }, asking, untilMs);
  const looks = new CloserLooks({ fleet, attention, facts, limitsAndWeek }, asking, {
    isPast: untilMs !== null,
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
    firstRows: polls.first,
    firstLimits: polls.first.then(() => limitsAndWeek.limitsRead),
    firstWeek: polls.first.then(() => limitsAndWeek.weekRead),
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
