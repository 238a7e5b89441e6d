import type { Assessment } from '../../src/capacity/assessment.ts';
import { type InFlight, InFlightCounter } from '../../src/capacity/in-flight/in-flight.ts';
import { scaledUp } from '../../src/capacity/live/sampled.ts';
import { meanInMinute } from '../../src/capacity/minute/residence.ts';
import { averageOf } from '../../src/capacity/statistics/span.ts';
import { type EpochMs, MINUTE_MS, minuteOf, SECOND_MS } from '../../src/lambda/time.ts';
import { statusOf } from '../../src/monitor/function/status/function-judgement.ts';
import type { FunctionStatus } from '../../src/monitor/function/status/function-status.ts';
import { callTimeouts } from '../../src/monitor/log/call-timeouts.ts';
import { lastSettledMinute } from '../../src/monitor/metric/metric-settling.ts';
import { rawText } from '../../src/terminal/text.ts';
import type { FunctionMinute } from '../../src/triage/minute/function-minute.ts';
import { DEFAULT_THRESHOLDS } from '../../src/triage/thresholds.ts';
import type { Calls } from './calls.ts';
import type { PublishedMinute } from './published-minutes.ts';
import type { Seen } from './seen.ts';
import type { WrittenLine } from './written-lines.ts';

/** lmon's output at one look. */
export interface Look {
  readonly assessment: Assessment;
  /** The minute that was polled for the first time at this look; null if none was. */
  readonly polled: { readonly minuteMs: number; readonly mean: number | null } | null;
}

const NAME = rawText('watched');

/**
 * The monitor's assessment, as screens show it, of a function whose log is followed; without logs, from its metrics
 * alone.
 */
export function watched(calls: Calls, { hasLogs, isSampled }: { hasLogs: boolean; isSampled: boolean }) {
  const counter = new InFlightCounter(calls.startMs);
  if (isSampled) counter.sample();
  const { configuration } = facts(calls);
  const timeoutOf = callTimeouts(configuration, []);
  let before: FunctionStatus | null = null;
  let pollMs = calls.startMs;

  return ({ nowMs, lines, minutes, isPolled, readMs }: Seen): Look => {
    if (isPolled) pollMs = nowMs;
    if (hasLogs)
      for (const line of lines)
        counter.add({ ...line, stream: String(line.environment), version: versionOf(line, configuration) });
    const inFlight = hasLogs ? counter.at(readMs, timeoutOf) : null;
    const known = minutes.map(functionMinute);
    const longestMs = known.reduce((longest, { durationMaxMs }) => Math.max(longest, durationMaxMs ?? 0), 0);
    const settledMs = lastSettledMinute(pollMs, calls.timeoutMs, longestMs === 0 ? null : longestMs);
    before = statusOf({
      ...facts(calls),
      minutes: known.filter(({ minuteMs }) => minuteMs <= settledMs),
      readMs: pollMs,
      inFlight,
      chronic: null,
      weekOnset: null,
      nowMs,
      before,
    });
    const minuteMs = minuteOf(nowMs) - MINUTE_MS;
    const counted = inFlight?.isSampled ? scaledUp(inFlight, known) : inFlight;
    const mean =
      (counted === null ? null : meanInMinuteFromLog(counted, minuteMs)) ??
      meanInMinute(known, minuteMs, pollMs);
    return { assessment: before.assessment, polled: isPolled ? { minuteMs, mean } : null };
  };
}

/** The log names the environment only at a start. */
function versionOf({ kind }: WrittenLine, { version }: { readonly version: string }): string | null {
  return kind === 'start' ? version : null;
}

function facts({ limit, timeoutMs }: Calls) {
  return {
    configuration: {
      name: NAME,
      arn: NAME,
      runtime: null,
      architecture: null,
      memoryMb: 512,
      timeoutMs,
      version: rawText('1'),
      lastModifiedMs: null,
      logGroup: NAME,
      logFormat: 'text',
      deadLetterTarget: null,
    },
    limits: {
      reserved: { known: true, value: limit },
      unreserved: { known: true, value: 1_000 },
      streamWorkers: null,
    },
    hasStreamSource: false,
    eventSources: { known: true, value: [] },
    reading: {
      state: 'read',
      isListed: true,
      hasUnsettledCalls: true,
      denied: new Set<string>(),
      failed: new Set<string>(),
    },
    queueAgeMs: null,
    redrives: [],
    pool: [],
    thresholds: DEFAULT_THRESHOLDS,
  } as const;
}

export function functionMinute(minute: PublishedMinute): FunctionMinute {
  return {
    ...minute,
    errors: null,
    iteratorAgeMs: null,
    deadLetterErrors: null,
    queueAgeMs: null,
    asyncEventAgeMs: null,
    asyncEventsDropped: null,
    destinationFailures: null,
    redriveDepth: null,
    redriveGrowth: null,
  };
}

/** The mean of a minute from a followed log, to the second, once all of that minute has been read. */
function meanInMinuteFromLog(inFlight: InFlight, minuteMs: EpochMs): number | null {
  const { means, asOfMs, completeFromMs } = inFlight;
  const from = means.length - Math.round((asOfMs - minuteMs) / SECOND_MS);
  const isWhole = minuteMs >= completeFromMs && from >= 0 && minuteMs + MINUTE_MS <= asOfMs;
  return isWhole ? averageOf(means.subarray(from, from + MINUTE_MS / SECOND_MS)) : null;
}
