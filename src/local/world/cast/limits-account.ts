import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import { type Curve, ramp, steady } from '../curve.ts';
import type { AccountModel, CallerModel, FunctionModel } from '../function-model.ts';
import type { InvocationFacts } from '../log/log-story.ts';
import type { WorldAccount, WorldFunction, WorldQueue } from '../world.ts';

const LOWERED_AFTER_MINUTES = 5;
/** Longer apart than idle environments live, so that each sale needs new ones. */
const SALE_EVERY_MS = 12 * MINUTE_MS;
const SALE_LASTS_MS = 45 * SECOND_MS;
const RESERVED_FOR_SALES = 6_000;

/**
 * A small account whose functions meet limits that the demo has none of, beside 6,000 that one of them reserves. Of the other 300, 27 are
 * reserved from the fifth minute on, and 140 are kept ready by functions that reserve nothing, of which hardly a sixth is ever busy: 133
 * are left to all others.
 *
 * | function       | limit                                                                                    |
 * | -------------- | ---------------------------------------------------------------------------------------- |
 * | search-suggest | 20 provisioned on its alias, and about 26 busy: the rest spills over to the pool         |
 * | rate-batches   | 120 provisioned, and one of them busy                                                    |
 * | quote-price    | 15 reserved, all of them provisioned: what finds none free can spill over to nowhere     |
 * | catalog-read   | grows until the pool is full                                                             |
 * | label-printer  | reads a queue with a maximum concurrency of 8, and would need 12                         |
 * | push-notify    | about 18 busy, and its reservation is lowered from 40 to 12                              |
 * | legacy-hook    | switched off: 0 reserved                                                                 |
 * | ticket-sale    | 6,000 reserved; every 12 minutes a sale needs environments faster than Lambda starts any |
 */
export function limitsAccount(nowMs: EpochMs, region: string): AccountModel {
  const account: WorldAccount = {
    accountId: '123456789012',
    region,
    concurrencyLimit: 300 + RESERVED_FOR_SALES,
  };
  const now0Ms = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const labels = queueNamed('labels', account);
  const loweredMs = now0Ms + LOWERED_AFTER_MINUTES * MINUTE_MS;
  const at = (minute: number) => now0Ms / MINUTE_MS + minute;
  const catalogReaders = ramp([
    [at(-60), 30],
    [at(60), 140],
    [at(90), 140],
    [at(120), 30],
  ]);
  const saleMs = now0Ms - 3 * MINUTE_MS;
  const buyers: Curve = (timeMs) => ((timeMs - saleMs + DAY_MS) % SALE_EVERY_MS < SALE_LASTS_MS ? 5_000 : 4);
  return {
    account,
    queues: [labels],
    functions: [
      {
        ...called('search-suggest', { busy: steady(26), callMs: 400 }, now0Ms),
        alias: 'live',
        provisioned: 20,
      },
      {
        ...called('rate-batches', { busy: steady(0.6), callMs: 300 }, now0Ms),
        alias: 'live',
        provisioned: 120,
      },
      {
        ...called('quote-price', { busy: steady(10), callMs: 500 }, now0Ms, { reservedConcurrency: 15 }),
        provisioned: 15,
      },
      called('catalog-read', { busy: catalogReaders, callMs: 800 }, now0Ms),
      member('label-printer', { caller: queueCaller(labels), callMs: 2_000 }, now0Ms),
      called('push-notify', { busy: steady(18), callMs: 600 }, now0Ms, {
        reservedConcurrency: 12,
        formerReservedConcurrency: { value: 40, untilMs: loweredMs },
      }),
      called('legacy-hook', { busy: steady(0.2), callMs: 200 }, now0Ms, { reservedConcurrency: 0 }),
      called('ticket-sale', { busy: buyers, callMs: 20_000 }, now0Ms, {
        reservedConcurrency: RESERVED_FOR_SALES,
        timeoutMs: 120_000,
      }),
    ],
  };
}

/** @param busy average concurrency without throttles */
function called(
  name: string,
  { busy, callMs }: { readonly busy: Curve; readonly callMs: number },
  now0Ms: EpochMs,
  configuration: Partial<WorldFunction> = {},
): FunctionModel {
  const requestsPerSecond: Curve = (timeMs) => (busy(timeMs) * 1_000) / callMs;
  return member(name, { caller: { kind: 'sync', requestsPerSecond }, callMs }, now0Ms, configuration);
}

function member(
  name: string,
  { caller, callMs }: { readonly caller: CallerModel; readonly callMs: number },
  now0Ms: EpochMs,
  configuration: Partial<WorldFunction> = {},
): FunctionModel {
  return {
    configuration: {
      name,
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 256,
      timeoutMs: 10_000,
      version: '7',
      lastModifiedMs: now0Ms - 6 * DAY_MS,
      logGroup: `/aws/lambda/${name}`,
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: '',
      ...configuration,
    },
    deployments: [{ version: '7', sinceMs: 0 }],
    caller,
    work: {
      initMs: 600,
      durationMs: steady(callMs),
      recordDurationMs: 0,
      spread: steady(0.3),
      memoryUsedMb: 110,
      failures: [],
    },
    story: { invocation: ({ durationMs }: InvocationFacts) => [done(durationMs)] },
    incidents: [],
  };
}

function done(durationMs: number) {
  return { offsetMs: Math.max(0, durationMs - 2), level: 'INFO', message: 'done' } as const;
}

function queueCaller({ name: queueName }: WorldQueue): CallerModel {
  return {
    kind: 'queue',
    mappingUuid: '5b0c9d1e-7a43-4f6b-8c2d-3e9f10a4b7d6',
    queueName,
    batchSize: 1,
    maximumConcurrency: 8,
    reportsBatchItemFailures: false,
    messagesPerSecond: steady(6),
  };
}

function queueNamed(name: string, { region, accountId }: WorldAccount): WorldQueue {
  return {
    name,
    arn: `arn:aws:sqs:${region}:${accountId}:${name}`,
    visibilityTimeoutMs: 60_000,
    redrive: null,
  };
}
