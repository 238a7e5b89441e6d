import type { EpochMs } from '../../../lambda/time.ts';
import { provisionedQualifier } from '../configurations.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import type { FunctionModel } from '../function-model.ts';
import { binarySamples, valueSamples } from '../record/distribution.ts';
import type { Simulation } from '../simulation.ts';
import { HISTORY_MS } from '../slot-clock.ts';
import type { WorldResource } from '../world.ts';
import type { Distribution, ProvisionedMetric, WorldMetric } from '../world-metric.ts';
import { accountPeak } from './account-peak.ts';
import { type AsyncMetric, asyncSamples } from './async-samples.ts';
import { pastAccountMinute, pastMinute } from './past-minute.ts';
import { isProvisionedMetric, provisionedSamples } from './provisioned-samples.ts';
import type { PublishedMinute } from './published-minute.ts';
import { PublishedMinutes } from './published-minutes.ts';
import { mergedDistribution } from './sample-summary.ts';
import { shownPeaks } from './shown-peaks.ts';

const HUNDREDTHS_PER_MS = 100;

type InvocationMetric = Exclude<
  WorldMetric,
  | AsyncMetric
  | ProvisionedMetric
  | 'ConcurrentExecutions'
  | 'UnreservedConcurrentExecutions'
  | 'ClaimedAccountConcurrency'
>;

/** CloudWatch's answers about the namespace AWS/Lambda. */
export class PublishedMetrics {
  readonly #simulation: Simulation;
  readonly #hasPast: boolean;
  readonly #minutes = new PublishedMinutes();

  /** @param hasPast whether the functions published metrics before they were simulated. */
  constructor(simulation: Simulation, hasPast: boolean) {
    this.#simulation = simulation;
    this.#hasPast = hasPast;
  }

  /** @param functionName null for the metric without dimensions. */
  of(
    functionName: string | null,
    metric: WorldMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null {
    if (this.#hasPast && minuteMs < this.#simulation.startMs) {
      if (functionName === null) return pastAccountMinute(this.#models(), metric, minuteMs);
      const model = this.#simulation.functions.get(functionName)?.model;
      return model === undefined ? null : pastMinute(model, metric, minuteMs);
    }
    if (!this.#isHeld(minuteMs, nowMs)) return null;
    if (functionName === null) return this.#ofAccount(metric, minuteMs, nowMs);
    const callee = this.#calleeAt(functionName, nowMs);
    return callee === null ? null : this.#ofFunction(callee, metric, minuteMs, nowMs);
  }

  ofResource(
    resource: WorldResource,
    metric: WorldMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null {
    const callee = this.#calleeAt(resource.functionName, nowMs);
    if (callee === null || !this.#isHeld(minuteMs, nowMs)) return null;
    const { qualifier, executedVersion } = resource;
    if (isProvisionedMetric(metric)) {
      if (qualifier !== provisionedQualifier(callee.model) || executedVersion !== null) return null;
      const minute = this.#minutes.of(callee, null, minuteMs, nowMs);
      return provisionedSamples(callee, metric, minute, nowMs);
    }
    const isAlias = qualifier === callee.model.alias;
    if (isAlias && executedVersion === null) {
      const isPublished = metric !== 'IteratorAge' && !metric.startsWith('Async');
      return isPublished ? this.#ofFunction(callee, metric, minuteMs, nowMs) : null;
    }
    if (isAlias === (executedVersion === null)) return null;
    return this.#ofVersion({ callee, version: executedVersion ?? qualifier }, metric, minuteMs, nowMs);
  }

  #models(): readonly FunctionModel[] {
    return [...this.#simulation.functions.values()].map(({ model }) => model);
  }

  /** The function with its history up to `nowMs`. */
  #calleeAt(functionName: string, nowMs: EpochMs): SimulatedFunction | null {
    const callee = this.#simulation.functions.get(functionName);
    if (callee === undefined) return null;
    this.#simulation.advanceFunction(callee, nowMs);
    return callee;
  }

  #isHeld(minuteMs: EpochMs, nowMs: EpochMs): boolean {
    return minuteMs >= this.#simulation.startMs && minuteMs >= nowMs - HISTORY_MS;
  }

  /** A throttled request has reached no version, so it is not counted here. */
  #ofVersion(
    { callee, version }: { readonly callee: SimulatedFunction; readonly version: string },
    metric: WorldMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null {
    const fleet = callee.fleets.find((each) => each.version === version);
    if (fleet === undefined) return null;
    switch (metric) {
      case 'ConcurrentExecutions':
        return valueSamples(shownPeaks((slotMs) => fleet.peaks.of(slotMs), minuteMs, nowMs));
      case 'Invocations':
      case 'Errors':
      case 'Duration':
        return invocationSamples([this.#minutes.of(callee, version, minuteMs, nowMs)], metric);
      default:
        return null;
    }
  }

  #ofFunction(
    callee: SimulatedFunction,
    metric: WorldMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null {
    switch (metric) {
      case 'ConcurrentExecutions':
        return valueSamples(shownPeaks((slotMs) => callee.peaks.of(slotMs), minuteMs, nowMs));
      case 'UnreservedConcurrentExecutions':
      case 'ClaimedAccountConcurrency':
      case 'ProvisionedConcurrentExecutions':
      case 'ProvisionedConcurrencyInvocations':
      case 'ProvisionedConcurrencySpilloverInvocations':
      case 'ProvisionedConcurrencyUtilization':
        return null;
      case 'AsyncEventsReceived':
      case 'AsyncEventsDropped':
      case 'DestinationDeliveryFailures':
      case 'RecursiveInvocationsDropped':
        return asyncSamples(callee, metric, minuteMs, nowMs);
      case 'Invocations':
      case 'Errors':
      case 'Throttles':
      case 'Duration':
      case 'DeadLetterErrors':
      case 'AsyncEventAge':
      case 'IteratorAge':
        return this.#ofInvocations([callee], metric, minuteMs, nowMs);
    }
  }

  #ofAccount(metric: WorldMetric, minuteMs: EpochMs, nowMs: EpochMs): Distribution | null {
    const simulation = this.#simulation;
    switch (metric) {
      case 'ConcurrentExecutions': {
        simulation.advanceTo(nowMs);
        const callees = [...simulation.functions.values()];
        return valueSamples(shownPeaks((slotMs) => accountPeak(callees, slotMs), minuteMs, nowMs));
      }
      case 'UnreservedConcurrentExecutions':
        return valueSamples(this.#unreservedPeaks(minuteMs, nowMs));
      case 'ClaimedAccountConcurrency':
        return valueSamples(
          this.#unreservedPeaks(minuteMs, nowMs).map((peak) => peak + simulation.allocatedAt(minuteMs)),
        );
      case 'IteratorAge':
      case 'AsyncEventsReceived':
      case 'AsyncEventAge':
      case 'AsyncEventsDropped':
      case 'DestinationDeliveryFailures':
      case 'RecursiveInvocationsDropped':
      case 'ProvisionedConcurrentExecutions':
      case 'ProvisionedConcurrencyInvocations':
      case 'ProvisionedConcurrencySpilloverInvocations':
      case 'ProvisionedConcurrencyUtilization':
        return null;
      case 'Invocations':
      case 'Errors':
      case 'Throttles':
      case 'Duration':
      case 'DeadLetterErrors':
        simulation.advanceTo(nowMs);
        return this.#ofInvocations([...simulation.functions.values()], metric, minuteMs, nowMs);
    }
  }

  #unreservedPeaks(minuteMs: EpochMs, nowMs: EpochMs): readonly number[] {
    this.#simulation.advanceShared(nowMs);
    return shownPeaks((slotMs) => this.#simulation.unreservedPeaks.of(slotMs), minuteMs, nowMs);
  }

  #ofInvocations(
    callees: readonly SimulatedFunction[],
    metric: InvocationMetric,
    minuteMs: EpochMs,
    nowMs: EpochMs,
  ): Distribution | null {
    const publishers = callees.filter((callee) => wasCalled(callee) && publishes(callee, metric));
    return invocationSamples(
      publishers.map((callee) => this.#minutes.of(callee, null, minuteMs, nowMs)),
      metric,
    );
  }
}

function invocationSamples(
  minutes: readonly PublishedMinute[],
  metric: InvocationMetric,
): Distribution | null {
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
    case 'DeadLetterErrors': {
      const errors = total(minutes, ({ deadLetterErrors }) => deadLetterErrors);
      return binarySamples(errors, Math.max(0, served - errors));
    }
    case 'IteratorAge':
    case 'AsyncEventAge':
      return mergedDistribution(
        minutes.map(({ ages }) => ages),
        1,
      );
  }
}

/** Most functions of a large account never are: their minutes need not be looked at one by one. */
function wasCalled({ invocations, throttles }: SimulatedFunction): boolean {
  return invocations.arrivals.next > 0 || throttles.times.next > 0;
}

function publishes({ model }: SimulatedFunction, metric: WorldMetric): boolean {
  if (metric === 'IteratorAge') return model.caller.kind === 'stream';
  if (metric === 'AsyncEventAge') return model.caller.kind === 'async';
  if (metric === 'DeadLetterErrors') return model.configuration.deadLetterArn !== null;
  return true;
}

function total(minutes: readonly PublishedMinute[], countOf: (minute: PublishedMinute) => number): number {
  return minutes.reduce((sum, minute) => sum + countOf(minute), 0);
}
