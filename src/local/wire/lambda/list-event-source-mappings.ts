import * as v from 'valibot';
import type { EpochMs } from '../../../lambda/time.ts';
import type { World, WorldMapping } from '../../world/world.ts';
import { integerBetween, textBetween } from '../input-shapes.ts';
import { listPage } from '../list-page.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { Timestamp } from '../timestamp.ts';
import { functionNotFound, invalidParameterValue } from './faults.ts';
import { functionArn, namedFunction } from './function-name.ts';

const MAPPINGS_PER_PAGE = 100;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const listEventSourceMappings = operation({
  name: 'ListEventSourceMappings',
  schema: v.object({
    FunctionName: v.optional(textBetween(1, 256)),
    EventSourceArn: v.optional(v.string()),
    Marker: v.optional(v.string()),
    MaxItems: v.optional(integerBetween(1, 10_000), MAPPINGS_PER_PAGE),
  }),
  invalid: invalidParameterValue,
  answer: ({ FunctionName, EventSourceArn, Marker, MaxItems }, { world }, nowMs) => {
    const named = FunctionName === undefined ? null : namedFunction(world, FunctionName);
    if (FunctionName !== undefined && named === null) {
      return functionNotFound(functionArn(world.account, FunctionName));
    }
    const mappings = world.mappings.filter(
      ({ functionName, sourceArn }) =>
        (named === null || functionName === named.name) &&
        (EventSourceArn === undefined || sourceArn === EventSourceArn),
    );
    const requestPrint = fingerprint([FunctionName, EventSourceArn]);
    const page = listPage(mappings, Math.min(MaxItems, MAPPINGS_PER_PAGE), Marker || undefined, requestPrint);
    if (page === null) return invalidParameterValue('Invalid Marker');
    return {
      EventSourceMappings: page.items.map((mapping) => mappingDocument(world, mapping, nowMs)),
      NextMarker: page.nextToken ?? null,
    };
  },
});

function mappingDocument(world: World, mapping: WorldMapping, nowMs: EpochMs): object {
  const { uuid, functionName, sourceArn, batchSize, reportsBatchItemFailures } = mapping;
  const { maximumConcurrency, provisionedPollers: pollers, disabledSinceMs = Infinity } = mapping;
  const isDisabled = nowMs >= disabledSinceMs;
  return {
    UUID: uuid,
    BatchSize: batchSize,
    MaximumBatchingWindowInSeconds: 0,
    EventSourceArn: sourceArn,
    FunctionArn: functionArn(world.account, functionName),
    LastModified: new Timestamp(
      isDisabled ? disabledSinceMs : (namedFunction(world, functionName)?.lastModifiedMs ?? 0),
    ),
    State: isDisabled ? 'Disabled' : 'Enabled',
    StateTransitionReason: 'USER_INITIATED',
    FunctionResponseTypes: reportsBatchItemFailures ? ['ReportBatchItemFailures'] : [],
    ...(sourceArn.includes(':sqs:') ? {} : streamSettings(world, mapping, nowMs)),
    ...(maximumConcurrency === null ? {} : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    ...(pollers === undefined
      ? {}
      : { ProvisionedPollerConfig: { MinimumPollers: pollers.minimum, MaximumPollers: pollers.maximum } }),
  };
}

/** Settings that only stream mappings have. -1 means "as long as the stream keeps it". */
function streamSettings(world: World, { uuid, parallelizationFactor }: WorldMapping, nowMs: EpochMs): object {
  return {
    StartingPosition: 'TRIM_HORIZON',
    ParallelizationFactor: parallelizationFactor,
    BisectBatchOnFunctionError: false,
    MaximumRetryAttempts: -1,
    MaximumRecordAgeInSeconds: -1,
    TumblingWindowInSeconds: 0,
    DestinationConfig: { OnFailure: {} },
    LastProcessingResult: world.lastProcessingResult(uuid, nowMs),
  };
}
