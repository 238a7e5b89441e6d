import { binarySamples, valueSamples } from './distribution.ts';
import { type Peaks, SLOT_MS } from './peaks.ts';
import { PUBLICATION_DELAY_MS } from './publication.ts';
import { PublishedMinute } from './published-minute.ts';
import { mergedDistribution } from './sample-summary.ts';
import type { SimulatedFunction } from './simulated-function.ts';
import { HISTORY_MS, type Simulation } from './simulation.ts';
import type { Distribution, EpochMs, WorldMetric } from './world.ts';

const MINUTE_MS = 60_000;
const HUNDREDTHS_PER_MS = 100;
/** Minutes kept for each function, a few more than the history has. */
const KEPT_MINUTES = 250;

/** What CloudWatch answers about the namespace AWS/Lambda. */
export class PublishedMetrics {
  private readonly simulation: Simulation;
  private readonly minutes = new Map<SimulatedFunction, Map<EpochMs, PublishedMinute>>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** @param functionName null for the metric without dimensions. */
  of(
    functionName: string | null,
    metric: WorldMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null {
    this.simulation.advanceTo(nowMs);
    if (minuteMs < this.simulation.startMs || minuteMs < nowMs - HISTORY_MS) return null;
    if (functionName === null) return this.ofAccount(metric, minuteMs, nowMs);
    const callee = this.simulation.functions.get(functionName);
    return callee === undefined ? null : this.ofFunction(callee, metric, minuteMs, nowMs);
  }

  private ofFunction(
    callee: SimulatedFunction,
    metric: WorldMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null {
    switch (metric) {
      case 'ConcurrentExecutions':
        return valueSamples(shownPeaks(callee.peaks, minuteMs, nowMs));
      case 'UnreservedConcurrentExecutions':
      case 'ClaimedAccountConcurrency':
        return null;
      case 'Invocations':
      case 'Errors':
      case 'Throttles':
      case 'Duration':
      case 'DeadLetterErrors':
      case 'IteratorAge':
        return this.ofInvocations([callee], metric, minuteMs, nowMs);
    }
  }

  private ofAccount(metric: WorldMetric, minuteMs: EpochMs, nowMs: EpochMs): Distribution | null {
    const { load, functions } = this.simulation;
    switch (metric) {
      case 'ConcurrentExecutions':
        return valueSamples(shownPeaks(load.peaks, minuteMs, nowMs));
      case 'UnreservedConcurrentExecutions':
        return valueSamples(shownPeaks(load.unreservedPeaks, minuteMs, nowMs));
      case 'ClaimedAccountConcurrency':
        return valueSamples(
          shownPeaks(load.unreservedPeaks, minuteMs, nowMs).map((peak) => peak + load.reservedTotal),
        );
      case 'IteratorAge':
        return null;
      case 'Invocations':
      case 'Errors':
      case 'Throttles':
      case 'Duration':
      case 'DeadLetterErrors':
        return this.ofInvocations([...functions.values()], metric, minuteMs, nowMs);
    }
  }

  private ofInvocations(
    callees: readonly SimulatedFunction[],
    metric: 'Invocations' | 'Errors' | 'Throttles' | 'Duration' | 'DeadLetterErrors' | 'IteratorAge',
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null {
    const publishers = callees.filter((callee) => publishes(callee, metric));
    const minutes = publishers.map((callee) => this.minute(callee, minuteMs, nowMs));
    const served = total(minutes, ({ invocations }) => invocations);
    switch (metric) {
      case 'Invocations':
        return binarySamples(served, 0);
      case 'Errors': {
        const errors = total(minutes, (minute) => minute.errors);
        return binarySamples(errors, served - errors);
      }
      case 'Throttles':
        return binarySamples(
          total(minutes, ({ throttles }) => throttles),
          served,
        );
      case 'Duration':
        return mergedDistribution(
          minutes.map(({ durations }) => durations),
          HUNDREDTHS_PER_MS,
        );
      case 'DeadLetterErrors':
        return binarySamples(0, served);
      case 'IteratorAge':
        return mergedDistribution(
          minutes.map(({ iteratorAges }) => iteratorAges),
          1,
        );
    }
  }

  /** The same minute is asked for metric after metric, so it is kept while it stays true. */
  private minute(callee: SimulatedFunction, minuteMs: EpochMs, nowMs: EpochMs): PublishedMinute {
    const kept = this.minutes.get(callee) ?? new Map<EpochMs, PublishedMinute>();
    this.minutes.set(callee, kept);
    const known = kept.get(minuteMs);
    if (known !== undefined) {
      const bothSettled = Math.min(known.nowMs, nowMs) >= known.settledMs;
      if (bothSettled || known.nowMs === nowMs) return known;
    }
    const minute = new PublishedMinute(callee, minuteMs, nowMs);
    kept.delete(minuteMs);
    kept.set(minuteMs, minute);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MINUTES && oldest !== undefined) kept.delete(oldest);
    return minute;
  }
}

function publishes({ model }: SimulatedFunction, metric: WorldMetric): boolean {
  if (metric === 'IteratorAge') return model.caller.kind === 'stream';
  if (metric === 'DeadLetterErrors') return model.configuration.deadLetterArn !== null;
  return true;
}

/** The peaks above zero of the slots of a minute that are shown at `nowMs`. */
function shownPeaks(peaks: Peaks, minuteMs: EpochMs, nowMs: EpochMs): readonly number[] {
  const shown: number[] = [];
  for (let slotMs = minuteMs; slotMs < minuteMs + MINUTE_MS; slotMs += SLOT_MS) {
    const peak = peaks.of(slotMs);
    if (slotMs + SLOT_MS + PUBLICATION_DELAY_MS <= nowMs && peak > 0) shown.push(peak);
  }
  return shown;
}

function total(minutes: readonly PublishedMinute[], countOf: (minute: PublishedMinute) => number): number {
  return minutes.reduce((sum, minute) => sum + countOf(minute), 0);
}
