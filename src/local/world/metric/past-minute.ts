import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { hashOfText, mixed } from '../chance/hash.ts';
import { normalOf } from '../chance/random-stream.ts';
import type { CallerModel, FunctionModel, WorkModel } from '../function-model.ts';
import { binarySamples, valueSamples } from '../record/distribution.ts';
import type { Distribution, WorldMetric } from '../world-metric.ts';

const SECONDS = 60;
const WORDS = 2 ** 32;
/** For an event that always fails. */
const TRIES = 3;
/** Usual wait in a stream or queue that keeps up. */
const USUAL_AGE_MS = 90;

/**
 * A minute from before the simulation, in its final state: the model's average, with the noise of counts. Looking back
 * over days needs no more, and single invocations of days would need too much memory.
 */
export function pastMinute(
  model: FunctionModel,
  metric: WorldMetric,
  minuteMs: EpochMs,
): Distribution | null {
  const { name, deadLetterArn } = model.configuration;
  const work = model.deployments[0]?.work ?? model.work;
  const seed = mixed(hashOfText(name), minuteMs / MINUTE_MS);
  const { kind } = model.caller;
  const calls = callsPerMinute(model.caller, minuteMs);
  const served = kind === 'schedule' ? calls : noisy(calls, mixed(seed, 1));
  switch (metric) {
    case 'Invocations':
      return binarySamples(served, 0);
    case 'Errors': {
      const errors = Math.min(served, noisy(served * errorShare(model, work, minuteMs), mixed(seed, 2)));
      return binarySamples(errors, served - errors);
    }
    case 'Throttles':
      return binarySamples(0, served);
    case 'Duration':
      return durations(model, work, served, minuteMs);
    case 'ConcurrentExecutions':
      if (served === 0) return valueSamples([]);
      // The runs of a schedule don't overlap.
      return valueSamples([
        kind === 'schedule' ? served : peakOf(busyOf(durations(model, work, served, minuteMs))),
      ]);
    case 'DeadLetterErrors':
      return deadLetterArn === null ? null : binarySamples(0, served);
    case 'IteratorAge':
      return valueSamples(kind === 'stream' && served > 0 ? [USUAL_AGE_MS] : []);
    case 'AsyncEventAge':
      return valueSamples(kind === 'async' && served > 0 ? [USUAL_AGE_MS] : []);
    case 'AsyncEventsReceived':
      return kind === 'async' ? binarySamples(served, 0) : null;
    case 'AsyncEventsDropped':
      return kind === 'async' ? binarySamples(0, served) : null;
    case 'DestinationDeliveryFailures':
    case 'RecursiveInvocationsDropped':
    case 'UnreservedConcurrentExecutions':
    case 'ClaimedAccountConcurrency':
    case 'ProvisionedConcurrentExecutions':
    case 'ProvisionedConcurrencyInvocations':
    case 'ProvisionedConcurrencySpilloverInvocations':
    case 'ProvisionedConcurrencyUtilization':
      return null;
  }
}

/**
 * The same for the account: the peak of busy environments, of all functions or of those without reserved concurrency.
 */
export function pastAccountMinute(
  models: readonly FunctionModel[],
  metric: WorldMetric,
  minuteMs: EpochMs,
): Distribution | null {
  const peakAmong = (some: readonly FunctionModel[]) =>
    peakOf(some.reduce((sum, model) => sum + busyOf(pastMinute(model, 'Duration', minuteMs)), 0));
  const reserved = models.map(({ configuration }) => configuration.reservedConcurrency);
  const sharing = models.filter((_, place) => reserved[place] === null);
  switch (metric) {
    case 'ConcurrentExecutions':
      return valueSamples([peakAmong(models)]);
    case 'UnreservedConcurrentExecutions':
      return valueSamples([peakAmong(sharing)]);
    case 'ClaimedAccountConcurrency':
      return valueSamples([peakAmong(sharing) + reserved.reduce<number>((sum, own) => sum + (own ?? 0), 0)]);
    default:
      return null;
  }
}

/** Mean number of busy environments. */
function busyOf(durationsMs: Distribution | null): number {
  return (durationsMs?.sum ?? 0) / MINUTE_MS;
}

/** The peak of a minute with that mean number of busy environments. */
function peakOf(busy: number): number {
  return Math.ceil(busy + 2 * Math.sqrt(busy));
}

function callsPerMinute(caller: CallerModel, minuteMs: EpochMs): number {
  switch (caller.kind) {
    case 'sync':
      return SECONDS * caller.requestsPerSecond(minuteMs);
    case 'async':
      return SECONDS * caller.eventsPerSecond(minuteMs);
    case 'queue':
      return SECONDS * caller.messagesPerSecond(minuteMs);
    case 'stream':
      return SECONDS * caller.openShards * caller.parallelizationFactor;
    case 'schedule': {
      const before = (timeMs: EpochMs) => Math.ceil((timeMs - caller.firstMs) / caller.everyMs);
      return before(minuteMs + MINUTE_MS) - before(minuteMs);
    }
  }
}

function errorShare(model: FunctionModel, work: WorkModel, minuteMs: EpochMs): number {
  const { caller, configuration } = model;
  const byChance = work.failures.reduce((sum, { share }) => sum + share(minuteMs), 0);
  const keptMb = minuteMs >= (work.leaksSinceMs ?? 0) ? (work.memoryLeakMb ?? 0) : 0;
  const byLeak = keptMb / (configuration.memoryMb - work.memoryUsedMb);
  const byPoison = caller.kind === 'async' ? TRIES * (caller.poison?.share(minuteMs) ?? 0) : 0;
  return byChance + byLeak + byPoison;
}

function durations(
  { configuration, caller }: FunctionModel,
  work: WorkModel,
  served: number,
  minuteMs: EpochMs,
): Distribution | null {
  if (served === 0) return null;
  const meanMs = work.durationMs(minuteMs) + work.recordDurationMs * recordsOf(caller, minuteMs);
  const spread = work.spread(minuteMs);
  const quantile = (share: number) => {
    const normal = normalOf(Math.min(WORDS - 1, Math.floor(share * WORDS)));
    return Math.min(configuration.timeoutMs, meanMs * Math.exp(spread * normal - spread ** 2 / 2));
  };
  const extreme = 0.5 / served;
  return {
    count: served,
    sum: served * meanMs,
    minimum: quantile(extreme),
    maximum: quantile(1 - extreme),
    quantile: (share) => quantile(Math.min(1 - extreme, Math.max(extreme, share))),
  };
}

/** Records per batch, while the readers keep up. */
function recordsOf(caller: CallerModel, minuteMs: EpochMs): number {
  if (caller.kind !== 'stream') return 1;
  return caller.recordsPerSecond(minuteMs) / (caller.openShards * caller.parallelizationFactor);
}

/** A random count with mean `mean` and the variation of counts; a mean below one becomes 0 or 1. */
function noisy(mean: number, word: number): number {
  if (mean < 1) return word < mean * WORDS ? 1 : 0;
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalOf(word)));
}
