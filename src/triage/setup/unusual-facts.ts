import type { Known } from '../../capacity/evidence.ts';
import type { HourlyCost } from '../../lambda/cost/hourly-cost.ts';
import {
  type AsyncDelivery,
  DEFAULT_EVENT_AGE_MS,
  DEFAULT_RETRIES,
} from '../../lambda/delivery/async-delivery.ts';
import { type EventSourceMapping, isStream, sourceName } from '../../lambda/delivery/event-source.ts';
import type { QueueSetup } from '../../lambda/delivery/queue.ts';
import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import {
  type FunctionState,
  INCLUDED_STORAGE_MB,
  isAsleep,
  MEMORY_MB_PER_CPU,
} from '../../lambda/function/function-setup.ts';
import { isRuntimeDeprecated } from '../../lambda/function/runtime-support.ts';
import type { CallSample } from '../../lambda/line/call-sample.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { ageInWords, durationInWords, groupedText, wholePercentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import { SIGNS } from '../thresholds.ts';
import { coldStartWords, FEWEST_CALLS, startCostWords } from './cold-start-words.ts';

/** A function's setup, and how its calls use it. */
export interface SetupFacts {
  /** Of the newest settled minute; null before the first. */
  readonly atMs: EpochMs | null;
  readonly configuration: FunctionConfiguration;
  /** Concurrency reserved for it; null for none. */
  readonly reserved: Known<number | null>;
  readonly sources: Known<readonly SourceFacts[]>;
  readonly asyncDelivery: Known<AsyncDelivery | null>;
  /** Whether asynchronous events were seen. */
  readonly isAsynchronous: boolean;
  readonly sample: CallSample | null;
  /** The longest call of the last hour; null without one. */
  readonly longestMs: number | null;
  /** For an hour; null without a known minute. */
  readonly cost: HourlyCost | null;
}

export interface SourceFacts {
  readonly mapping: EventSourceMapping;
  /** Null for sources other than queues. */
  readonly queue: Known<QueueSetup> | null;
}

export type UnusualTone = 'crit' | 'warn' | 'dim';

/** `crit` keeps calls from running, `warn` loses or repeats work, `dim` costs money or time. */
export interface UnusualFact {
  readonly name: UnusualName;
  readonly tone: UnusualTone;
  readonly says: Line;
}

export type UnusualName =
  | 'switchedOff'
  | 'state'
  | 'update'
  | 'inactive'
  | 'sourceOff'
  | 'sourceProblem'
  | 'droppedEvents'
  | 'visibility'
  | 'memoryFull'
  | 'deprecatedRuntime'
  | 'untriedEvents'
  | 'reruns'
  | 'wholeBatch'
  | 'blockedShard'
  | 'coldStarts'
  | 'startCost'
  | 'gatewayTimeout'
  | 'longTimeout'
  | 'idleMemory'
  | 'storage'
  | 'oneSubnet';

interface UnusualRule {
  readonly name: UnusualName;
  readonly tone: UnusualTone;
  readonly finds: (facts: SetupFacts) => Line | null;
}

/** What is unusual about the function's setup, worst first. */
export function unusualFacts(facts: SetupFacts): readonly UnusualFact[] {
  return RULES.flatMap(({ name, tone, finds }) => {
    const says = finds(facts);
    return says === null ? [] : [{ name, tone, says }];
  });
}

/** API Gateway's own, which an account may have raised. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const GATEWAY_MS = 29_000;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_FACTOR = 6;
const IDLE_MEMORY = 0.25;
const LONG_TIMEOUT_MS = MINUTE_MS;
const LONG_TIMEOUT_FACTOR = 10;

const RULES: readonly UnusualRule[] = [
  {
    name: 'switchedOff',
    tone: 'crit',
    finds: ({ reserved }) =>
      reserved.known && reserved.value === 0
        ? words`is ${strong(safe`switched off`, 'crit')}: it reserves 0, so no call runs`
        : null,
  },
  {
    name: 'state',
    tone: 'crit',
    finds: ({ configuration: { setup } }) => stateWords(setup?.state, 'Active', safe`is`),
  },
  {
    name: 'update',
    tone: 'warn',
    finds: ({ configuration: { setup } }) => stateWords(setup?.lastUpdate, 'Successful', safe`last update`),
  },
  {
    name: 'sourceOff',
    tone: 'warn',
    finds: ofSource(({ mapping: { state } }) =>
      state === 'Enabled' ? null : words`is ${strong(safeText(state), 'warn')}: nothing of it arrives`,
    ),
  },
  {
    name: 'sourceProblem',
    tone: 'crit',
    finds: ofSource(({ mapping: { lastResult } }) =>
      lastResult?.startsWith('PROBLEM') ? words`says ${strong(safeText(lastResult), 'crit')}` : null,
    ),
  },
  {
    name: 'droppedEvents',
    tone: 'warn',
    finds: ({ configuration, asyncDelivery, isAsynchronous }) => {
      if (!isAsynchronous || !asyncDelivery.known || configuration.deadLetterTarget !== null) return null;
      const delivery = asyncDelivery.value;
      if (delivery?.failureDestination != null) return null;
      const retries = delivery?.maximumRetries ?? DEFAULT_RETRIES;
      const ageMs = delivery?.maximumEventAgeMs ?? DEFAULT_EVENT_AGE_MS;
      return words`async events that fail ${retries + 1} ${retries === 0 ? safe`time` : safe`times`}, or wait for ${ageInWords(ageMs)}, are ${strong(safe`thrown away`, 'warn')}: no dead-letter target, no destination`;
    },
  },
  {
    name: 'visibility',
    tone: 'warn',
    finds: (facts) =>
      ofSource(({ queue }) => {
        const visibleMs = queue?.known ? queue.value.visibilityTimeoutMs : null;
        const { timeoutMs } = facts.configuration;
        if (visibleMs === null || visibleMs >= VISIBILITY_FACTOR * timeoutMs) return null;
        return words`visibility timeout ${strong(durationInWords(visibleMs), 'warn')} is below six times the timeout of ${durationInWords(timeoutMs)}: messages may be worked on twice`;
      })(facts),
  },
  {
    name: 'memoryFull',
    tone: 'warn',
    finds: ({ configuration: { memoryMb }, sample }) => {
      const share = (sample?.maxMemoryMb ?? 0) / memoryMb;
      if (share < SIGNS.fullMemory) return null;
      return words`memory up to ${strong(safe`${wholePercentText(share)} %`, 'warn')} of ${groupedText(memoryMb)} MB: a larger event ends out of memory`;
    },
  },
  {
    name: 'deprecatedRuntime',
    tone: 'warn',
    finds: ({ configuration: { runtime }, atMs }) =>
      runtime !== null && isRuntimeDeprecated(runtime, atMs)
        ? words`runtime ${strong(safeText(runtime), 'warn')} is deprecated: AWS may patch it no more`
        : null,
  },
  {
    name: 'untriedEvents',
    tone: 'warn',
    finds: ({ asyncDelivery, isAsynchronous }) =>
      isAsynchronous && asyncDelivery.known && asyncDelivery.value?.maximumRetries === 0
        ? words`async events that fail are ${strong(safe`not tried again`, 'warn')}`
        : null,
  },
  {
    name: 'reruns',
    tone: 'dim',
    finds: ({ sample }) =>
      sample === null || sample.reruns === 0
        ? null
        : words`${strong(groupedText(sample.reruns))} of ${groupedText(sample.calls)} calls ran a request again: retries, or events delivered twice`,
  },
  {
    name: 'wholeBatch',
    tone: 'dim',
    finds: ofSource(({ mapping: { source, batchSize, reportsItemFailures } }) =>
      source === 'sqs' && (batchSize ?? 1) > 1 && !reportsItemFailures
        ? words`one message that fails brings all ${strong(groupedText(batchSize ?? 0))} of its batch again`
        : null,
    ),
  },
  {
    name: 'blockedShard',
    tone: 'dim',
    finds: ofSource(({ mapping: { source, failurePolicy } }) =>
      isStream(source) && failurePolicy?.maximumRetries === null
        ? words`a batch that fails ${strong(safe`blocks its shard`)} until its records expire`
        : null,
    ),
  },
  {
    name: 'inactive',
    tone: 'dim',
    // @see https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
    finds: ({ configuration: { setup } }) =>
      setup?.state != null && isAsleep(setup.state)
        ? words`is ${strong(safe`Inactive`)}: nobody called it for weeks, so the next call fails and wakes it`
        : null,
  },
  { name: 'coldStarts', tone: 'dim', finds: coldStartWords },
  { name: 'startCost', tone: 'dim', finds: startCostWords },
  {
    name: 'gatewayTimeout',
    tone: 'dim',
    // Only of a function that was called: what calls one that was not, such as a schedule, shows in no metric.
    finds: ({ configuration: { timeoutMs }, sources, isAsynchronous, longestMs }) =>
      longestMs !== null &&
      timeoutMs > GATEWAY_MS &&
      !isAsynchronous &&
      sources.known &&
      sources.value.length === 0
        ? words`timeout ${strong(durationInWords(timeoutMs))}, and API Gateway gives up after 29 s unless told otherwise`
        : null,
  },
  {
    name: 'longTimeout',
    tone: 'dim',
    finds: ({ configuration: { timeoutMs }, longestMs }) =>
      longestMs !== null && timeoutMs >= LONG_TIMEOUT_MS && timeoutMs >= LONG_TIMEOUT_FACTOR * longestMs
        ? words`timeout ${strong(durationInWords(timeoutMs))}, longest call of the hour ${durationInWords(longestMs)}: a call that hangs costs all of the timeout`
        : null,
  },
  {
    name: 'idleMemory',
    tone: 'dim',
    finds: ({ configuration: { memoryMb }, sample }) => {
      if (sample === null || sample.calls < FEWEST_CALLS || memoryMb < MEMORY_MB_PER_CPU) return null;
      const share = sample.maxMemoryMb / memoryMb;
      if (share > IDLE_MEMORY) return null;
      return words`memory never above ${strong(safe`${wholePercentText(share)} %`)} of ${groupedText(memoryMb)} MB: ${groupedText(MEMORY_MB_PER_CPU)} MB pay for one CPU`;
    },
  },
  {
    name: 'storage',
    tone: 'dim',
    finds: ({ configuration: { setup } }) =>
      setup === undefined || setup.ephemeralStorageMb <= INCLUDED_STORAGE_MB
        ? null
        : words`${strong(safe`${groupedText(setup.ephemeralStorageMb)} MB`)} of /tmp: all beyond ${INCLUDED_STORAGE_MB} MB is paid for`,
  },
  {
    name: 'oneSubnet',
    tone: 'dim',
    finds: ({ configuration: { setup } }) =>
      setup?.vpc?.subnets === 1
        ? words`it is attached to ${strong(safe`one subnet`)}: with that zone it is gone`
        : null,
  },
];

/** The first source with something to report, by name. */
function ofSource(finds: (source: SourceFacts) => Line | null): UnusualRule['finds'] {
  return ({ sources }) => {
    for (const source of sources.known ? sources.value : []) {
      const says = finds(source);
      if (says !== null) return words`${safeText(sourceName(source.mapping.sourceArn))}: ${says}`;
    }
    return null;
  };
}

function stateWords(state: FunctionState | null | undefined, usual: string, subject: SafeText): Line | null {
  if (state == null || state.status === usual || isAsleep(state)) return null;
  const why = state.reason ?? state.reasonCode;
  const because = why === null ? words`` : words`: ${safeText(why)}`;
  return words`${subject} ${strong(safeText(state.status))}${because}`;
}
