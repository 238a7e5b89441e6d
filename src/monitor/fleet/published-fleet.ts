import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FunctionVersion } from '../../lambda/function/function-version.ts';
import { type EpochMs, SECOND_MS } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { ownCause } from '../../triage/cause/own-cause.ts';
import { byUrgency } from '../../triage/cause/urgency.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import { withAlarms } from '../../triage/timeline/alarm-events.ts';
import type { ApiLedger } from '../calls/api-ledger.ts';
import type { CallerIdentity } from '../calls/caller-identity.ts';
import type { Clock } from '../clock.ts';
import type { FleetFacts } from '../facts/fleet-facts.ts';
import type { WeekOfFailures } from '../function/week-of-failures.ts';
import { callTimeouts } from '../log/call-timeouts.ts';
import type { WatchedConcurrency } from '../log/watched-concurrency.ts';
import type { SourceError } from '../source-error.ts';
import type { Identity } from '../sources.ts';
import type { CloserLook } from './attention.ts';
import { snapshotBeforeFirstPoll } from './first-snapshot.ts';
import { judgeFleet, worstFirst } from './fleet-judgement.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import { connectionAfterPoll, connectionToPast } from './freshness.ts';
import { namedCauses, withNamedReasons } from './named-causes.ts';

interface Known {
  readonly facts: FleetFacts;
  readonly week: WeekOfFailures;
  readonly identity: CallerIdentity;
  readonly watched: WatchedConcurrency | null;
  readonly ledger: ApiLedger;
}

interface Judging {
  readonly clock: Clock;
  /** The initial thresholds. */
  readonly thresholds: Thresholds;
  /** The end of a past window. */
  readonly untilMs: EpochMs | null;
}

const LIMITS_ACTION = 'lambda:GetAccountSettings';

type Measured = Pick<FleetSnapshot, 'causes' | 'functions' | 'timeline'>;
type Look = Pick<FleetSnapshot, 'failures' | 'awaitedLogs' | 'versions' | 'detail' | 'alarms'>;

/** Thousands of functions take a tenth of a second to judge. */
const PART_EVERY_MS = 2 * SECOND_MS;

/** Judges what is known of the fleet, and publishes one snapshot of it. */
export class PublishedFleet {
  readonly #known: Known;
  readonly #judging: Judging;
  #thresholds: Thresholds;
  readonly #store: StoreApi<FleetSnapshot>;
  #lastGoodPollMs: EpochMs | null = null;
  #publishedMs: EpochMs | null = null;
  /** By metrics alone: each closer look renames the causes. */
  #measured: Measured = { causes: [], functions: [], timeline: [] };

  constructor(known: Known, judging: Judging) {
    this.#known = known;
    this.#judging = judging;
    this.#thresholds = judging.thresholds;
    const nowMs = judging.clock.now();
    this.#store = createStore(() => snapshotBeforeFirstPoll(known.ledger.snapshot(nowMs), nowMs));
  }

  get snapshot(): FleetSnapshot {
    return this.#store.getState();
  }

  get thresholds(): Thresholds {
    return this.#thresholds;
  }

  /** Uses these thresholds from the next judgement on. */
  judgeBy(thresholds: Thresholds): void {
    this.#thresholds = thresholds;
    this.#known.week.judgeBy(thresholds.timesUsual);
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  /** The same facts, judged as if they ended at `endMs`. */
  snapshotUntil(endMs: EpochMs): FleetSnapshot {
    const { facts, week } = this.#known;
    return {
      ...this.snapshot,
      ...(facts.catalogue &&
        judgeFleet(facts.catalogue, facts.history, this.#thresholds, {
          nowMs: endMs,
          untilMs: endMs,
          chronicOf: (name) => week.chronicOf(name),
          weekOnsetOf: (name) => week.onsetOf(name),
          provisionedOf: (name, settledMs) => facts.provisionedOf(name, settledMs),
        })),
    };
  }

  /** Why a function hurts, by metrics alone. */
  measuredCause(functionName: RawText): Cause | undefined {
    return ownCause(this.#measured.causes, functionName);
  }

  /** Call when a poll has ended, with the error that kept it from being complete. */
  endPoll(error: SourceError | null): void {
    if (error === null) this.#lastGoodPollMs = this.#judging.clock.now();
    this.#publish(error);
  }

  /** Call when more is known than at the last judgement. */
  judgeAgain(): void {
    this.#publish(this.snapshot.connection.error);
  }

  /** Call when more functions are known while others are being listed. */
  showPart(): void {
    if (this.#lastGoodPollMs === null || this.#publishedMs === null) return;
    if (this.#judging.clock.now() - this.#publishedMs >= PART_EVERY_MS) this.judgeAgain();
  }

  showNextPoll(nextPollMs: EpochMs | null): void {
    this.#store.setState({ nextPollMs });
  }

  showLimitsAsked(): void {
    this.#store.setState({ hasLimits: true });
  }

  showIdentity(): void {
    this.#store.setState({ identity: this.#identity() });
  }

  /** Publishes what a closer look found so far, complete or not. */
  showLook(look: CloserLook & Partial<FleetSnapshot>): void {
    this.#store.setState({ ...look, ...this.#named(look) });
  }

  #named(look: Look): Measured {
    const { causes, functions, timeline } = this.#measured;
    const named = namedCauses(causes, functions, look);
    return {
      // What the log says may be worse than what metrics say.
      causes: named.toSorted(byUrgency),
      functions: withNamedReasons(functions, named, look.failures).toSorted(worstFirst),
      timeline: withAlarms(timeline, look.alarms),
    };
  }

  #publish(error: SourceError | null): void {
    const { clock, untilMs } = this.#judging;
    const nowMs = clock.now();
    this.#publishedMs = nowMs;
    const looked = this.snapshot;
    const judgement = this.#judge(this.#judgingMs(error, nowMs));
    this.#measured = judgement ?? this.#measured;
    const api = this.#known.ledger.snapshot(nowMs);
    this.#store.setState({
      ...(judgement ?? { account: deniedAccount(looked.account, api) }),
      ...(judgement && this.#named(looked)),
      identity: this.#identity(),
      connection:
        untilMs === null
          ? connectionAfterPoll(this.#lastGoodPollMs, error, nowMs)
          : connectionToPast(this.#lastGoodPollMs, error),
      api,
    });
  }

  /**
   * While polls fail and nothing is read, all is judged as of the last answer: else forecasts would come nearer by the
   * clock alone, and functions would turn critical on a screen that is old.
   */
  #judgingMs(error: SourceError | null, nowMs: EpochMs): EpochMs {
    const { newestMs } = this.#known.facts.history.coverage;
    return error === null || newestMs === null ? nowMs : newestMs;
  }

  #judge(nowMs: EpochMs): ReturnType<typeof judgeFleet> | null {
    const { facts, week, watched } = this.#known;
    const { untilMs } = this.#judging;
    if (facts.catalogue === null) return null;
    return judgeFleet(facts.catalogue, facts.history, this.#thresholds, {
      nowMs: untilMs ?? nowMs,
      untilMs,
      before: this.snapshot.functions,
      inFlightOf: (configuration) =>
        watched?.inFlightOf(
          configuration.name,
          callTimeouts(configuration, this.#versionsOf(configuration.name)),
        ) ?? null,
      chronicOf: (name) => week.chronicOf(name),
      isWeekAwaited: (name) => week.isAwaited(name),
      weekOnsetOf: (name) => week.onsetOf(name),
      provisionedOf: (name, settledMs) => facts.provisionedOf(name, settledMs),
    });
  }

  /** As far as they have been read: of the function on screen, for its report. */
  #versionsOf(functionName: RawText): readonly FunctionVersion[] {
    const { detail, caseReading } = this.snapshot;
    if (detail?.functionName !== functionName || !caseReading?.versions.known) return [];
    return caseReading.versions.value;
  }

  #identity(): Identity | null {
    return this.#known.identity.known(this.#known.facts.catalogue?.functions ?? []);
  }
}

/** Without a list of functions nothing is judged, but it is known that the account's limits are denied. */
function deniedAccount(
  account: FleetSnapshot['account'],
  { denied }: FleetSnapshot['api'],
): FleetSnapshot['account'] {
  const isDenied = denied.some(({ action }) => action === LIMITS_ACTION);
  return account.limits.known || !isDenied
    ? account
    : { ...account, limits: { known: false, because: 'denied' } };
}
