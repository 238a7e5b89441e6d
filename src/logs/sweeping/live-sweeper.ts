import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { rawText } from '../../terminal/text.ts';
import type { LogEvent, StreamedEvent } from '../event.ts';
import type { Gap, TailEvent } from '../tail-item.ts';
import { createLineBalance } from './line-balance.ts';
import { createSampledGap } from './sampled-gap.ts';
import { rereadFromMs, type SweepSpan } from './sweep-plan.ts';
import { createSweeper, type Sweeper } from './sweeper.ts';

/** A stream's update, which covers one second. */
export interface StreamUpdate {
  readonly events: readonly StreamedEvent[];
  /** Whether the second was sampled. */
  readonly sampled: boolean;
  /** How many of its events could not be placed in the log, as they have no time or are not events. */
  readonly leftOut?: number;
}

/**
 * A sweeper with a stream beside it. Streamed events are delivered at once; polling rests meanwhile except for one
 * check a minute, and fills in what the stream did not bring: before it, between two streams, and in sampled seconds.
 */
export interface LiveSweeper extends Sweeper {
  /** A stream is being opened. */
  expect(nowMs: EpochMs): void;
  /** The new events of an update, in log order. */
  hear(update: StreamUpdate, nowMs: EpochMs): readonly TailEvent[];
  /** The stream has ended or failed to open: everything is polled. */
  lose(): void;
  /** The gap of sampled seconds, when it opens or ends; null without a change. */
  gapNews(): Gap | null;
}

/** However complete the stream seems, the log is read again this long after it was last settled. */
const CHECK_EVERY_MS = MINUTE_MS;

/** While polling rests, it notices within this time that it is needed. */
const REST_MS = SECOND_MS;

/** For a slow reader AWS keeps ten updates, one for each second, and silently drops others. */
const LONGEST_SILENCE_MS = 9 * SECOND_MS;

/** An update that is under way while its events are polled arrives within this many updates and this long. */
const LINGER_UPDATES = 60;
const LINGER_MS = 30 * SECOND_MS;

/** Events ingested this long before a stream was opened are not in it. AWS rejects clocks that are further apart. */
const SKEW_MS = 5 * MINUTE_MS;

export function createLiveSweeper(span: SweepSpan, startMs: EpochMs): LiveSweeper {
  const sweeper = createSweeper(span, startMs);
  const balance = createLineBalance();
  /** When the current or pending stream was opened; null for none. */
  let expectedMs: EpochMs | null = null;
  let isStreaming = false;
  /** Events up to here must be polled: the stream did not bring all of them. */
  let wantedMs = startMs;
  let heardMs = startMs;
  const sampledGap = createSampledGap();
  let eventCount = 0;
  let linger = { sinceMs: startMs, updates: 0 };

  const isComplete = () => (sweeper.state.settledAtMs ?? Number.NEGATIVE_INFINITY) >= wantedMs;

  const withId = (event: StreamedEvent): LogEvent => {
    eventCount += 1;
    const eventId = rawText(`live-${startMs}-${String(eventCount).padStart(12, '0')}`);
    return { ...event, eventId, streamed: true };
  };

  const forgetPolled = (nowMs: EpochMs) => {
    linger = { ...linger, updates: linger.updates + 1 };
    if (linger.updates < LINGER_UPDATES || nowMs - linger.sinceMs < LINGER_MS) return;
    balance.forgetPolled();
    linger = { sinceMs: nowMs, updates: 0 };
  };

  return {
    next(nowMs) {
      const step = sweeper.next(nowMs);
      if (!isStreaming || !isComplete() || step.type === 'done') return step;
      const dueMs = (sweeper.state.settledAtMs ?? nowMs) + CHECK_EVERY_MS;
      return nowMs >= dueMs ? step : { type: 'wait', waitMs: Math.min(REST_MS, dueMs - nowMs) };
    },
    open(sweep, nowMs, turn) {
      const reading = sweeper.open(sweep, nowMs, turn);
      const isAwaited = ({ ingestionMs }: LogEvent) =>
        expectedMs !== null && ingestionMs >= expectedMs - SKEW_MS;
      return {
        take: (part) => reading.take(part).filter(({ event }) => balance.polled(event, isAwaited(event))),
        close(nextToken) {
          reading.close(nextToken);
          balance.forgetStreamedBefore(rereadFromMs(sweeper.state));
        },
        abandon: reading.abandon,
      };
    },
    expect(nowMs) {
      expectedMs = nowMs;
    },
    hear({ events, sampled }, nowMs) {
      if (!isStreaming || sampled || nowMs - heardMs > LONGEST_SILENCE_MS) wantedMs = nowMs;
      heardMs = nowMs;
      if (sampled) sampledGap.sampled(nowMs);
      isStreaming = true;
      const news = events.filter((event) => event.timestampMs >= span.sinceMs && balance.streamed(event));
      forgetPolled(nowMs);
      return sweeper.receive(news.map(withId), isComplete(), nowMs);
    },
    lose() {
      isStreaming = false;
      expectedMs = null;
    },
    gapNews: () => sampledGap.news(isComplete(), sweeper.state.flood),
    receive: sweeper.receive,
    pause: sweeper.pause,
    refuse: sweeper.refuse,
    refuseStory: sweeper.refuseStory,
    get state() {
      return sweeper.state;
    },
    get seenCount() {
      return sweeper.seenCount;
    },
  };
}
