import type { AccountModel, FunctionModel, StreamCallerModel } from './function-model.ts';
import { FunctionLog } from './log/function-log.ts';
import { PublishedMetrics } from './published-metrics.ts';
import { Simulation } from './simulation.ts';
import { truthOf } from './truth.ts';
import type { EpochMs, World, WorldMapping, WorldStream } from './world.ts';

const MINUTE_MS = 60_000;

/** A world made of any account; it begins at the minute that holds `startMs`, with nothing running. */
export function simulatedWorld(model: AccountModel, seed: number, startMs: EpochMs): World {
  const simulation = new Simulation(model, seed, Math.floor(startMs / MINUTE_MS) * MINUTE_MS);
  const metrics = new PublishedMetrics(simulation);
  const logs = new Map(
    [...simulation.functions].map(([name, callee]) => [
      name,
      new FunctionLog(simulation, callee, model.account),
    ]),
  );
  return {
    account: model.account,
    functions: model.functions.map(({ configuration }) => configuration),
    mappings: model.functions.flatMap(mappingsOf),
    streams: model.functions.flatMap(streamsOf),
    advanceTo: (nowMs) => simulation.advanceTo(nowMs),
    metric: (functionName, metric, minuteMs, nowMs) => metrics.of(functionName, metric, minuteMs, nowMs),
    log: (functionName) => logs.get(functionName) ?? null,
    truth: truthOf(
      simulation,
      model.functions.flatMap(({ incidents }) => incidents),
    ),
  };
}

function mappingsOf({ configuration, caller }: FunctionModel): readonly WorldMapping[] {
  if (caller.kind !== 'stream') return [];
  return [
    {
      uuid: caller.mappingUuid,
      functionName: configuration.name,
      sourceArn: caller.streamArn,
      batchSize: caller.batchSize,
      parallelizationFactor: caller.parallelizationFactor,
      maximumConcurrency: null,
    },
  ];
}

function streamsOf({ caller }: FunctionModel): readonly WorldStream[] {
  return caller.kind === 'stream' ? [streamOf(caller)] : [];
}

function streamOf({ streamName, streamArn, openShards }: StreamCallerModel): WorldStream {
  return { name: streamName, arn: streamArn, openShards };
}
