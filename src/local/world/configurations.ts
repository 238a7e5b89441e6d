import type { EpochMs } from '../../lambda/time.ts';
import { MAXIMUM_EVENT_AGE_MS, MAXIMUM_RETRY_ATTEMPTS } from './caller/async-queue.ts';
import type { Deployment, FunctionModel } from './function-model.ts';
import type {
  WorldAlias,
  WorldEventInvokeConfig,
  WorldMapping,
  WorldProvisioned,
  WorldQueue,
  WorldStream,
  WorldVersion,
} from './world.ts';

/** What Lambda and related services know about a function at the start. */

export function mappingsOf(
  { configuration, caller }: FunctionModel,
  queues: readonly WorldQueue[],
): readonly WorldMapping[] {
  const { name: functionName } = configuration;
  if (caller.kind === 'stream') {
    const { mappingUuid: uuid, streamArn: sourceArn, batchSize, parallelizationFactor } = caller;
    const settings = { maximumConcurrency: null, reportsBatchItemFailures: false, ...disabled(caller) };
    return [{ uuid, functionName, sourceArn, batchSize, parallelizationFactor, ...settings }];
  }
  if (caller.kind === 'queue') {
    const { mappingUuid: uuid, batchSize, maximumConcurrency, reportsBatchItemFailures } = caller;
    const sourceArn = queues.find(({ name }) => name === caller.queueName)?.arn ?? '';
    const settings = { batchSize, maximumConcurrency, reportsBatchItemFailures, ...disabled(caller) };
    return [{ uuid, functionName, sourceArn, parallelizationFactor: 1, ...settings }];
  }
  return [];
}

function disabled({ disabledSinceMs }: { readonly disabledSinceMs?: EpochMs }) {
  return disabledSinceMs === undefined ? {} : { disabledSinceMs };
}

export function provisionedOf(model: FunctionModel): readonly WorldProvisioned[] {
  const { configuration, provisioned: environments } = model;
  if (environments === undefined) return [];
  return [{ functionName: configuration.name, qualifier: provisionedQualifier(model), environments }];
}

/** The qualifier with provisioned concurrency, if there is one. */
export function provisionedQualifier({ alias, configuration }: FunctionModel): string {
  return alias ?? configuration.version;
}

export function streamsOf({ caller }: FunctionModel): readonly WorldStream[] {
  if (caller.kind !== 'stream') return [];
  return [{ name: caller.streamName, arn: caller.streamArn, openShards: caller.openShards }];
}

export function eventInvokeConfigsOf(
  { configuration, caller }: FunctionModel,
  queues: readonly WorldQueue[],
): readonly WorldEventInvokeConfig[] {
  if (caller.kind !== 'async') return [];
  const { onFailure } = caller;
  const destination = queues.find(
    ({ name }) => onFailure?.kind === 'destination' && name === onFailure.queueName,
  );
  return [
    {
      functionName: configuration.name,
      maximumRetryAttempts: MAXIMUM_RETRY_ATTEMPTS,
      maximumEventAgeMs: MAXIMUM_EVENT_AGE_MS,
      onFailureArn: destination?.arn ?? null,
    },
  ];
}

/** The numbered versions, oldest first. */
export function versionsOf(
  { configuration, deployments }: FunctionModel,
  nowMs: EpochMs,
): readonly WorldVersion[] {
  const published = new Map<string, EpochMs>();
  for (const { version, sinceMs, canary } of deployments) {
    if (sinceMs > nowMs) continue;
    for (const each of [version, canary?.version ?? version]) {
      if (each !== '$LATEST' && !published.has(each)) published.set(each, sinceMs);
    }
  }
  // The model does not tell when the initial version was published.
  return [...published].map(([version, sinceMs]) => ({
    version,
    publishedMs: sinceMs === 0 ? configuration.lastModifiedMs - LONG_BEFORE_MS : sinceMs,
  }));
}

const LONG_BEFORE_MS = 9 * 24 * 3_600_000;

export function aliasesOf({ alias, deployments }: FunctionModel, nowMs: EpochMs): readonly WorldAlias[] {
  const live: Deployment | undefined =
    deployments.findLast(({ sinceMs }) => sinceMs <= nowMs) ?? deployments[0];
  if (alias === undefined || live === undefined) return [];
  const { version, canary } = live;
  const additionalWeights = canary === undefined ? {} : { [canary.version]: canary.share };
  return [{ name: alias, version, additionalWeights }];
}
