import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { type BusySeconds, InFlightRing } from './in-flight-ring.ts';
import { Lateness } from './lateness.ts';

/** A line of Lambda's own that shows when an environment became busy or free. */
export interface ExecutionMark {
  readonly kind: 'init' | 'start' | 'report';
  /** The environment's log stream. */
  readonly stream: string;
  /** Of the function, where the line names it, as a start does. */
  readonly version: string | null;
  readonly timestampMs: EpochMs;
  readonly ingestionMs: EpochMs;
  /** For a report: the handler's duration. */
  readonly durationMs: number;
  /** For a report: the preceding init's duration, or 0. */
  readonly initMs: number;
}

/** Concurrency to the second, as far as the log tells. */
export interface InFlight extends BusySeconds {
  /** The end of the last second, up to which lines have arrived. */
  readonly asOfMs: EpochMs;
  /** Calls begun, by second. */
  readonly arrivals: Float32Array;
  /**
   * From when on calls are counted completely, a whole second: calls running when the log was opened become known as
   * they end.
   */
  readonly completeFromMs: EpochMs;
  /** Average duration, init included; null before one has ended. */
  readonly callMs: number | null;
  /** Duration weighted by itself, E[S²] / E[S]. */
  readonly mixingMs: number | null;
  /** Whether lines are missing: then only calls with a REPORT are counted, with a delay of a call's duration. */
  readonly isSampled: boolean;
  /** How many calls each counted one stands for: 1 if none is missing. */
  readonly standsFor: number;
}

/** How long a call of a version may take; null stands for a version that no line names. */
export type TimeoutOf = (version: string | null) => number;

/** The known state of an environment. */
interface StreamState {
  /** An environment runs one version as long as it lives. */
  version: string | null;
  /** Since when it is busy; null when it is not. */
  busyFromMs: EpochMs | null;
  isStarting: boolean;
  /** Whether its last call is taken to have ended at its timeout, unreported. */
  isExpired: boolean;
  /** Information from before this time is already included. */
  doneMs: EpochMs;
  /** For a call whose end was inferred from the next start: its own start. */
  replacedFromMs: EpochMs | null;
}

const CELL_MS = 20;
const KEPT_MS = 20 * MINUTE_MS;
const KEPT_SECONDS = KEPT_MS / SECOND_MS;
/** A start not followed by a call within this time was for none. */
const LONGEST_UNSEEN_MS = 5 * MINUTE_MS;
const LONGEST_START_MS = 10 * SECOND_MS;
/** The least number of recent calls that estimate the duration. */
const CALLS_REMEMBERED = 400;
/**
 * Target error: the more durations vary, the more calls are needed. Among a few hundred, one long call would distort
 * all.
 */
const LENGTH_ERROR = 0.05;
const MOST_CALLS_REMEMBERED = 10 * CALLS_REMEMBERED;
/** Fewer finished calls don't show how long earlier running ones may take. */
const FEW_CALLS = 10;

/**
 * Counts busy environments from INIT_START, START and REPORT lines: one state per log stream, as an environment runs
 * one call at a time. Lines may come in any order, as a REPORT describes its whole call.
 */
export class InFlightCounter {
  readonly #openedMs: EpochMs;
  readonly #ring: InFlightRing;
  readonly #begun: InFlightRing;
  readonly #streams = new Map<string, StreamState>();
  readonly #versions = new Set<string>();
  readonly #lateness = new Lateness();
  #weight = 0;
  #lengthSum = 0;
  #squareSum = 0;
  #longestMs = 0;
  #ended = 0;
  #isSampled = false;

  constructor(openedMs: EpochMs) {
    const startMs = Math.floor(openedMs / SECOND_MS) * SECOND_MS;
    this.#openedMs = startMs;
    this.#ring = new InFlightRing(KEPT_MS, CELL_MS, startMs);
    this.#begun = new InFlightRing(KEPT_MS, SECOND_MS, startMs);
  }

  add(mark: ExecutionMark): void {
    this.#lateness.note(mark.ingestionMs - mark.timestampMs);
    const state = this.#stateOf(mark.stream);
    if (mark.version !== null) this.#noteVersion(state, mark.version);
    // With missing lines, STARTs can't be matched; a REPORT is complete on its own.
    if (this.#isSampled && mark.kind !== 'report') return;
    switch (mark.kind) {
      case 'init':
        this.#startUp(state, mark.timestampMs);
        break;
      case 'start':
        this.#start(state, mark.timestampMs);
        break;
      case 'report':
        this.#report(state, mark);
        break;
    }
  }

  /** From now on lines may be missing: by sampling, a filter or a flood. */
  sample(): void {
    if (this.#isSampled) return;
    this.#isSampled = true;
    for (const state of this.#streams.values()) {
      // Running calls will be counted once they report.
      if (state.busyFromMs !== null) this.#ring.add(state.busyFromMs, -1);
      state.busyFromMs = null;
      state.replacedFromMs = null;
    }
  }

  /**
   * @param readMs the time up to which the log has been read
   * @param timeoutOf as known by then; calls counted for longer than it are taken back
   */
  at(readMs: EpochMs, timeoutOf: TimeoutOf): InFlight {
    this.#expire(readMs, timeoutOf);
    const callMs = this.#weight === 0 ? null : this.#lengthSum / this.#weight;
    const unseenMs = this.#isSampled ? Math.min(LONGEST_UNSEEN_MS, this.#usualLengthMs) : 0;
    const asOfMs = Math.floor((readMs - this.#lateness.usualMs - unseenMs) / SECOND_MS) * SECOND_MS;
    const unknownMs = this.#ended < FEW_CALLS ? this.#longestTimeoutMs(timeoutOf) : this.#longestMs;
    return {
      ...this.#ring.seconds(asOfMs, KEPT_SECONDS),
      arrivals: this.#begun.seconds(asOfMs, KEPT_SECONDS).means,
      asOfMs,
      completeFromMs: this.#openedMs + Math.ceil(unknownMs / SECOND_MS) * SECOND_MS,
      callMs,
      mixingMs: this.#lengthSum === 0 ? callMs : this.#squareSum / this.#lengthSum,
      isSampled: this.#isSampled,
      standsFor: 1,
    };
  }

  /** Of the versions that have been seen. */
  #longestTimeoutMs(timeoutOf: TimeoutOf): number {
    const versions = this.#versions.size === 0 ? [null] : [...this.#versions];
    return Math.max(...versions.map(timeoutOf));
  }

  #noteVersion(state: StreamState, version: string): void {
    if (state.version === version) return;
    state.version = version;
    this.#versions.add(version);
  }

  /** Most calls have ended this long after they began. */
  get #usualLengthMs(): number {
    return this.#lengthSum === 0 ? 0 : (1.5 * this.#squareSum) / this.#lengthSum;
  }

  /** The number of calls whose mean has that error. */
  get #callsRemembered(): number {
    if (this.#lengthSum === 0) return CALLS_REMEMBERED;
    const relativeVariance = (this.#squareSum * this.#weight) / this.#lengthSum ** 2 - 1;
    const needed = relativeVariance / LENGTH_ERROR ** 2;
    return Math.min(MOST_CALLS_REMEMBERED, Math.max(CALLS_REMEMBERED, needed));
  }

  #startUp(state: StreamState, atMs: EpochMs): void {
    if (state.busyFromMs !== null || atMs < state.doneMs) return;
    this.#begin(state, atMs);
    state.isStarting = true;
  }

  #start(state: StreamState, atMs: EpochMs): void {
    if (atMs < state.doneMs) return;
    if (state.busyFromMs === null) {
      this.#begin(state, atMs);
      return;
    }
    if (state.isStarting) {
      state.isStarting = false;
      return;
    }
    if (atMs <= state.busyFromMs) return;
    // The previous call's report was lost, or is late.
    this.#ring.add(atMs, -1);
    const { busyFromMs } = state;
    state.doneMs = atMs;
    this.#begin(state, atMs);
    state.replacedFromMs = busyFromMs;
  }

  #report(state: StreamState, { timestampMs: endMs, durationMs, initMs }: ExecutionMark): void {
    const lengthMs = Math.ceil(durationMs) + initMs;
    const beganMs = endMs - lengthMs;
    this.#noteLength(lengthMs);
    if (state.busyFromMs !== null && state.busyFromMs <= endMs) {
      this.#ring.add(endMs, -1);
      if (state.busyFromMs > beganMs) this.#fill(beganMs, state.busyFromMs);
      state.busyFromMs = null;
    } else if (state.replacedFromMs !== null && state.replacedFromMs <= endMs && endMs <= state.doneMs) {
      this.#fill(endMs, state.doneMs, -1);
      state.replacedFromMs = null;
    } else if (state.isExpired && beganMs < state.doneMs) {
      // It took longer than allowed, having begun before the timeout was changed. It was counted for as long as it
      // may.
      this.#fill(state.doneMs, Math.max(state.doneMs, endMs));
    } else {
      this.#fill(beganMs, endMs);
      this.#begun.add(beganMs, 1);
      this.#begun.add(beganMs + SECOND_MS, -1);
    }
    state.isStarting = false;
    state.isExpired = false;
    state.doneMs = Math.max(state.doneMs, endMs);
  }

  #begin(state: StreamState, atMs: EpochMs): void {
    this.#ring.add(atMs, 1);
    this.#begun.add(atMs, 1);
    this.#begun.add(atMs + SECOND_MS, -1);
    state.busyFromMs = atMs;
    state.isStarting = false;
    state.isExpired = false;
    state.replacedFromMs = null;
  }

  #fill(fromMs: EpochMs, untilMs: EpochMs, change = 1): void {
    this.#ring.add(fromMs, change);
    this.#ring.add(untilMs, -change);
  }

  #noteLength(lengthMs: number): void {
    const kept = 1 - 1 / this.#callsRemembered;
    this.#weight = this.#weight * kept + 1;
    this.#lengthSum = this.#lengthSum * kept + lengthMs;
    this.#squareSum = this.#squareSum * kept + lengthMs ** 2;
    this.#longestMs = Math.max(this.#longestMs, lengthMs);
    this.#ended += 1;
  }

  /** No call outlasts its timeout, and an init that took that long had no call. */
  #expire(nowMs: EpochMs, timeoutOf: TimeoutOf): void {
    for (const [stream, state] of this.#streams) {
      const { busyFromMs } = state;
      if (busyFromMs === null) {
        if (nowMs - state.doneMs > KEPT_MS) this.#streams.delete(stream);
        continue;
      }
      const longestMs = state.isStarting ? LONGEST_START_MS : timeoutOf(state.version) + LONGEST_START_MS;
      if (nowMs - busyFromMs < longestMs + MINUTE_MS / 2) continue;
      this.#ring.add(busyFromMs + longestMs, -1);
      state.doneMs = busyFromMs + longestMs;
      state.busyFromMs = null;
      state.isExpired = !state.isStarting;
      state.isStarting = false;
    }
  }

  #stateOf(stream: string): StreamState {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known;
    const state: StreamState = {
      version: null,
      busyFromMs: null,
      isStarting: false,
      isExpired: false,
      doneMs: 0,
      replacedFromMs: null,
    };
    this.#streams.set(stream, state);
    return state;
  }
}
