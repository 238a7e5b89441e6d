import { createStore } from 'zustand/vanilla';
import { type EpochMs, MINUTE_MS, minuteOf } from '../lambda/time.ts';
import type { Thresholds } from '../triage/thresholds.ts';
import type { ApiLedger } from './api-ledger.ts';
import type { Asking } from './asking.ts';
import type { CallBudget } from './call-budget.ts';
import { CallerIdentity } from './caller-identity.ts';
import type { Clock } from './clock.ts';
import { connectionAfterPoll } from './connection.ts';
import { FleetFacts } from './fleet-facts.ts';
import { judgeFleet } from './fleet-judgement.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import type { Identity, SourceError, Sources } from './sources.ts';

export interface FleetMonitor {
  getSnapshot(): FleetSnapshot;
  /** @returns what ends the subscription */
  subscribe(listener: () => void): () => void;
  /** Polls now instead of at the next minute. */
  refresh(): void;
  /** Resolves when the first poll has ended, well or not, and the limits that it asked for are there. */
  readonly firstPoll: Promise<void>;
  stop(): void;
}

export interface FleetMonitorSettings {
  readonly sources: Sources;
  readonly clock: Clock;
  readonly budget: CallBudget;
  readonly ledger: ApiLedger;
  readonly thresholds: Thresholds;
}

/** Lambda sends metrics once a minute; by this time after it, most of them are there. */
const POLL_AFTER_MINUTE_MS = 20_000;
const RETRY_AFTER_MS = 10_000;

/** Watches the account: reads what it needs every minute, judges it, and publishes one snapshot. */
export function watchFleet({
  sources,
  clock,
  budget,
  ledger,
  thresholds,
}: FleetMonitorSettings): FleetMonitor {
  const stopping = new AbortController();
  let waking = new AbortController();
  const asking: Asking = { clock, budget, ledger, signal: stopping.signal };
  const facts = new FleetFacts(sources, asking);
  const identity = new CallerIdentity(sources, asking);
  const store = createStore<FleetSnapshot>(() => emptySnapshot(ledger, clock.now()));
  let lastGoodPollMs: EpochMs | null = null;

  let readingLimits = Promise.resolve();

  const firstRead = poll();
  void pollEveryMinute();

  return {
    getSnapshot: store.getState,
    subscribe: store.subscribe,
    refresh: () => waking.abort(),
    firstPoll: firstRead.then(() => readingLimits),
    stop: () => {
      stopping.abort();
      waking.abort();
    },
  };

  async function poll(): Promise<void> {
    void readIdentity();
    const error = await facts.read();
    if (stopping.signal.aborted) return;
    if (error === null) lastGoodPollMs = clock.now();
    publish(error);
    readingLimits = Promise.all([readingLimits, readLimits()]).then(() => {});
  }

  /** A call for each function takes its time: neither the rows nor the next poll wait for it. */
  async function readLimits(): Promise<void> {
    await facts.readLimits();
    if (!stopping.signal.aborted) publish(store.getState().connection.error);
  }

  async function readIdentity(): Promise<void> {
    await identity.read();
    if (!stopping.signal.aborted) store.setState({ identity: knownIdentity() });
  }

  function knownIdentity(): Identity | null {
    return identity.known(facts.catalogue?.functions ?? []);
  }

  async function pollEveryMinute(): Promise<void> {
    await firstRead;
    while (!stopping.signal.aborted) {
      const hasFailed = store.getState().connection.error !== null;
      const nextPollMs = hasFailed ? clock.now() + RETRY_AFTER_MS : nextPollAfter(clock.now());
      store.setState({ nextPollMs });
      await clock.sleep(nextPollMs - clock.now(), waking.signal);
      if (stopping.signal.aborted) return;
      waking = new AbortController();
      await poll();
    }
  }

  function publish(error: SourceError | null): void {
    const nowMs = clock.now();
    const judgement = facts.catalogue && judgeFleet(facts.catalogue, facts.history, thresholds, nowMs);
    store.setState({
      ...judgement,
      identity: knownIdentity(),
      connection: connectionAfterPoll(lastGoodPollMs, error, nowMs),
      api: ledger.snapshot(nowMs),
    });
  }
}

function nextPollAfter(nowMs: EpochMs): EpochMs {
  const thisMinute = minuteOf(nowMs) + POLL_AFTER_MINUTE_MS;
  return thisMinute > nowMs ? thisMinute : thisMinute + MINUTE_MS;
}

function emptySnapshot(ledger: ApiLedger, nowMs: EpochMs): FleetSnapshot {
  return {
    connection: connectionAfterPoll(null, null, nowMs),
    identity: null,
    functions: [],
    account: {
      limits: { known: false, because: 'unread' },
      claimed: null,
      unreservedInUse: null,
      use: null,
      eta: null,
      poolGrowthPerMinute: null,
      pool: [],
    },
    causes: [],
    timeline: [],
    dataToMs: null,
    nextPollMs: null,
    api: ledger.snapshot(nowMs),
  };
}
