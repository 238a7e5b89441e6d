import { createStore } from 'zustand/vanilla';
import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { isNamedByLog } from '../../triage/cause/log-named-cause.ts';
import { ownCause } from '../../triage/cause/own-cause.ts';
import { hasFailed } from '../../triage/rules/chronic-failures.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import { aborted } from '../abort.ts';
import type { ApiLedger } from '../calls/api-ledger.ts';
import type { Asking } from '../calls/asking.ts';
import type { CallBudget } from '../calls/call-budget.ts';
import { CallerIdentity } from '../calls/caller-identity.ts';
import type { Clock } from '../clock.ts';
import type { FunctionStatus } from '../function/function-status.ts';
import { WeekOfFailures } from '../function/week-of-failures.ts';
import type { WatchedConcurrency } from '../log/watched-concurrency.ts';
import type { Identity, SourceError, Sources } from '../sources.ts';
import { Attention, type Wants } from './attention.ts';
import { snapshotBeforeFirstPoll } from './first-snapshot.ts';
import { FleetFacts } from './fleet-facts.ts';
import { judgeFleet } from './fleet-judgement.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import { connectionAfterPoll, connectionToPast } from './freshness.ts';
import { namedCauses } from './named-causes.ts';

export interface FleetMonitor {
  getSnapshot(): FleetSnapshot;
  /** The same facts, judged as if they ended at `untilMs`: what a snapshot said or, had one come, would have said then. */
  snapshotUntil(untilMs: EpochMs): FleetSnapshot;
  /** @returns what ends the subscription */
  subscribe(listener: () => void): () => void;
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
  /** Functions that hurt whose logs are read without being asked for; as many as usual where it does not say. */
  readonly mostProbed?: number;
  /** Which of those have their logs read; each, where it does not say. */
  readonly mayProbe?: (status: FunctionStatus, cause: Cause | undefined) => boolean;
  /** The end of what is looked at, where that is the past: it is read once. Null follows the present. */
  readonly untilMs?: EpochMs | null;
  /** Of functions whose log somebody follows meanwhile. */
  readonly watched?: WatchedConcurrency | null;
}

/** Lambda sends metrics once a minute; by this time after it, most of them are there. */
const POLL_AFTER_MINUTE_MS = 20_000;
const RETRY_AFTER_MS = 10_000;
/** So often the functions are judged anew while a log tells of one to the second; more seldom the more there are. */
const LOOK_EVERY_MS = 5_000;
const LOOK_EVERY_MS_PER_FUNCTION = 25;

/** Watches the account: reads what it needs every minute, judges it, and publishes one snapshot. */
export function watchFleet({
  sources,
  clock,
  budget,
  ledger,
  thresholds,
  looksCloser = false,
  looksAfterLimits = false,
  mostProbed,
  mayProbe = () => true,
  untilMs = null,
  watched = null,
}: FleetMonitorSettings): FleetMonitor {
  const stopping = new AbortController();
  let waking = new AbortController();
  const asking: Asking = { clock, budget, ledger, signal: stopping.signal };
  const facts = new FleetFacts(sources, asking, untilMs);
  const week = new WeekOfFailures(sources.metrics, asking, thresholds.timesUsual);
  const chronicOf = (functionName: RawText) => week.chronicOf(functionName);
  const attention = new Attention(sources, asking, untilMs, mostProbed);
  const identity = new CallerIdentity(sources, asking);
  const store = createStore<FleetSnapshot>(() =>
    snapshotBeforeFirstPoll(ledger.snapshot(clock.now()), clock.now()),
  );
  let lastGoodPollMs: EpochMs | null = null;

  /** As metrics alone tell them. */
  let judgedCauses: FleetSnapshot['causes'] = [];
  let readingLimits = Promise.resolve();
  let looking = Promise.resolve();
  let readingVersions = Promise.resolve();
  /** One look that has not begun is enough: it sees whom somebody looks at by then. */
  let isLookAhead = false;
  /** As of looks: those that wait for the limits are one. */
  let areVersionsAhead = false;
  let isLookSeen = looksCloser;

  const firstRead = poll();
  void pollEveryMinute();
  if (watched !== null && untilMs === null) void lookAtWatched(watched);

  return {
    getSnapshot: store.getState,
    snapshotUntil: (endMs) => ({
      ...store.getState(),
      ...(facts.catalogue &&
        judgeFleet(facts.catalogue, facts.history, thresholds, endMs, [], endMs, { chronicOf })),
    }),
    subscribe: store.subscribe,
    refresh: () => waking.abort(),
    attend: (functionName, wants = {}) => {
      attention.attend(functionName, wants);
      if (functionName !== null) lookCloser();
    },
    looked: () => looking,
    showCloserLook: (isSeen) => {
      isLookSeen = isSeen && looksCloser;
      lookCloser();
    },
    firstPoll: firstRead.then(() => readingLimits),
    firstLook: firstRead
      .then(() => readingLimits)
      .then(() => looking)
      .then(() => readingVersions),
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
    readingLimits = Promise.all([readingLimits, readLimits(), readWeek()]).then(() => {});
    lookCloser();
  }

  /** Evidence comes after the rows, and nothing waits for it. */
  function lookCloser(): void {
    if (!isLookSeen || isLookAhead) return;
    isLookAhead = true;
    looking = Promise.all([looking, looksAfterLimits ? readingLimits : null]).then(readCloser);
  }

  async function readCloser(): Promise<void> {
    isLookAhead = false;
    if (!isLookSeen) return;
    if (!areVersionsAhead) {
      areVersionsAhead = true;
      readingVersions = Promise.all([readingVersions, readingLimits]).then(readVersions);
    }
    await Promise.all([
      attention.read(
        store.getState().functions,
        clock.now(),
        (status) => mayProbe(status, ownCause(judgedCauses, status.name)),
        (status) => {
          const cause = ownCause(judgedCauses, status.name);
          return cause !== undefined && isNamedByLog(cause);
        },
        showEvidence,
      ),
      attention.attended === null ? null : readAttendedLimits(attention.attended),
    ]);
    if (stopping.signal.aborted) return;
    const nowMs = clock.now();
    const { functions } = store.getState();
    const look = attention.look(functions, nowMs);
    store.setState({
      ...look,
      causes: namedCauses(judgedCauses, functions, look),
      api: ledger.snapshot(nowMs),
    });
  }

  /** Why something hurts is what everybody waits for. */
  function showEvidence(): void {
    if (stopping.signal.aborted) return;
    const { functions, detail } = store.getState();
    const { failures, versions } = attention.look(functions, clock.now());
    store.setState({
      failures,
      versions,
      causes: namedCauses(judgedCauses, functions, { failures, versions, detail }),
    });
  }

  /** The limits, which all are judged by, go first: they share a quota with these. */
  async function readVersions(): Promise<void> {
    areVersionsAhead = false;
    if (stopping.signal.aborted || !isLookSeen) return;
    const failing = store.getState().functions.filter((status) => {
      const cause = ownCause(judgedCauses, status.name);
      return cause?.kind === 'failing' && mayProbe(status, cause);
    });
    await attention.readVersions(failing, clock.now());
    showEvidence();
  }

  /** A call for each function takes its time: neither the rows nor the next poll wait for it. */
  async function readLimits(): Promise<void> {
    await facts.readLimits();
    if (stopping.signal.aborted) return;
    store.setState({ hasLimits: true });
    judgeAgain();
  }

  /** What has failed all week is told from what began this week. */
  async function readWeek(): Promise<void> {
    const failing = store.getState().functions.filter(({ minutes }) => hasFailed(minutes, thresholds));
    const isNews = await week.read(
      failing.map(({ name }) => name),
      untilMs ?? clock.now(),
    );
    if (isNews && !stopping.signal.aborted) judgeAgain();
  }

  /** Who looked before all was known that rules judge by may have looked at another trouble, or at none. */
  function judgeAgain(): void {
    const before = rulesOfAttended();
    publish(store.getState().connection.error);
    if (rulesOfAttended() !== before) lookCloser();
  }

  function rulesOfAttended(): string {
    const attended = store.getState().functions.find(({ name }) => name === attention.attended);
    return attended?.reasons.map(({ rule, sinceMs }) => `${rule} ${sinceMs}`).join() ?? '';
  }

  async function readAttendedLimits(functionName: RawText): Promise<void> {
    const before = facts.catalogue;
    await facts.readLimitsOf(functionName);
    if (facts.catalogue !== before && !stopping.signal.aborted) publish(store.getState().connection.error);
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
      const nextPollMs = nextPoll();
      store.setState({ nextPollMs });
      await (nextPollMs === null
        ? aborted(waking.signal)
        : clock.sleep(nextPollMs - clock.now(), waking.signal));
      if (stopping.signal.aborted) return;
      waking = new AbortController();
      await poll();
    }
  }

  async function lookAtWatched(followed: WatchedConcurrency): Promise<void> {
    await firstRead;
    while (!stopping.signal.aborted) {
      const { functions } = store.getState();
      await clock.sleep(
        Math.max(LOOK_EVERY_MS, functions.length * LOOK_EVERY_MS_PER_FUNCTION),
        stopping.signal,
      );
      if (followed.isWatching && !stopping.signal.aborted) publish(store.getState().connection.error);
    }
  }

  /** Null for never: the past does not change any more. */
  function nextPoll(): EpochMs | null {
    if (store.getState().connection.error !== null) return clock.now() + RETRY_AFTER_MS;
    return untilMs === null ? nextPollAfter(clock.now()) : null;
  }

  function publish(error: SourceError | null): void {
    const nowMs = clock.now();
    const looked = store.getState();
    const judgement =
      facts.catalogue &&
      judgeFleet(facts.catalogue, facts.history, thresholds, untilMs ?? nowMs, looked.functions, untilMs, {
        inFlightOf: (name) => watched?.inFlightOf(name) ?? null,
        chronicOf,
      });
    judgedCauses = judgement?.causes ?? judgedCauses;
    store.setState({
      ...judgement,
      ...(judgement && { causes: namedCauses(judgement.causes, judgement.functions, looked) }),
      identity: knownIdentity(),
      connection:
        untilMs === null
          ? connectionAfterPoll(lastGoodPollMs, error, nowMs)
          : connectionToPast(lastGoodPollMs, error),
      api: ledger.snapshot(nowMs),
    });
  }
}

function nextPollAfter(nowMs: EpochMs): EpochMs {
  const thisMinute = minuteOf(nowMs) + POLL_AFTER_MINUTE_MS;
  return thisMinute > nowMs ? thisMinute : thisMinute + MINUTE_MS;
}
