import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { rawText } from '../../terminal/text.ts';
import type { LogEvent, StreamedEvent } from '../event.ts';
import type { Gap, TailEvent } from '../tail-item.ts';
import { createLineBalance } from './line-balance.ts';
import { createSampledGap } from './sampled-gap.ts';
import { rereadFromMs, type SweepSpan } from './sweep-plan.ts';
import { createSweeper, type Sweeper } from './sweeper.ts';

/** What a stream tells of one second. */
export interface StreamUpdate {
  readonly events: readonly StreamedEvent[];
  /** Whether there was more than the stream tells. */
  readonly sampled: boolean;
  /** How many more it told that have no place in a log, because they say no time or are no events. */
  readonly leftOut?: number;
}

/**
 * A sweeper with a stream beside it. What the stream brings is given at once; polling rests meanwhile, but for a look
 * once a minute, and fills in whatever the stream did not tell: what was before it, between two of them, and in seconds
 * that were sampled.
 */
export interface LiveSweeper extends Sweeper {
  /** A stream is being opened. */
  expect(nowMs: EpochMs): void;
  /** What is new of an update, in log order. */
  hear(update: StreamUpdate, nowMs: EpochMs): readonly TailEvent[];
  /** The stream has ended, or has not begun: everything is polled. */
  lose(): void;
  /** The gap of sampled seconds, when it opens and when it is over; null when there is no news. */
  gapNews(): Gap | null;
}

/** However complete the stream seems, the log is read again so long after it was last settled. */
const CHECK_EVERY_MS = MINUTE_MS;

/** While polling rests it may be needed at any time, and notices within this. */
const REST_MS = SECOND_MS;

/** For a slow reader AWS keeps ten updates, one of each second, and drops others without a word. */
const LONGEST_SILENCE_MS = 9 * SECOND_MS;

/** An update that is on its way while its events are polled comes within so many, and within so long. */
const LINGER_UPDATES = 60;
const LINGER_MS = 30 * SECOND_MS;

/** What was taken in so long before a stream was opened is not in it. AWS refuses clocks that are further apart. */
const SKEW_MS = 5 * MINUTE_MS;

export function createLiveSweeper(span: SweepSpan, startMs: EpochMs): LiveSweeper {
  const sweeper = createSweeper(span, startMs);
  const balance = createLineBalance();
  /** When the stream was opened that there is, or is to be; null where there is none. */
  let expectedMs: EpochMs | null = null;
  let isStreaming = false;
  /** What was there by then must be polled: the stream did not tell all of it. */
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
    open(sweep, nowMs, turnMs) {
      const reading = sweeper.open(sweep, nowMs, turnMs);
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
