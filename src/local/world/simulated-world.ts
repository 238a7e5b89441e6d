import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import {
  aliasesOf,
  eventInvokeConfigsOf,
  mappingsOf,
  provisionedOf,
  streamsOf,
  versionsOf,
} from './configurations.ts';
import type { AccountModel, FunctionModel } from './function-model.ts';
import { FunctionLog } from './log/function-log.ts';
import { alarmStateAt } from './metric/alarm-state.ts';
import { PublishedMetrics } from './metric/published-metrics.ts';
import { queueSamples } from './metric/queue-samples.ts';
import { Simulation } from './simulation.ts';
import { truthOf } from './truth.ts';
import type { World } from './world.ts';

/** A world made of any account; it begins at the minute that holds `startMs`, with nothing running. */
export function simulatedWorld(model: AccountModel, seed: number, startMs: EpochMs): World {
  const { account, functions, queues = [], alarms = [], hasPast = false } = model;
  const simulation = new Simulation(model, seed, Math.floor(startMs / MINUTE_MS) * MINUTE_MS);
  const metrics = new PublishedMetrics(simulation, hasPast);
  const models = new Map(functions.map((each) => [each.configuration.name, each]));
  const logs = new Map(
    [...simulation.functions].map(([name, callee]) => [name, new FunctionLog(simulation, callee, account)]),
  );
  const ofModel = <Answer>(name: string, read: (found: FunctionModel) => readonly Answer[]) => {
    const found = models.get(name);
    return found === undefined ? [] : read(found);
  };
  return {
    account,
    functions: functions.map(({ configuration }) => configuration),
    eventInvokeConfigs: functions.flatMap((each) => eventInvokeConfigsOf(each, queues)),
    provisioned: functions.flatMap(provisionedOf),
    mappings: functions.flatMap((each) => mappingsOf(each, queues)),
    streams: functions.flatMap(streamsOf),
    queues,
    startMs: simulation.startMs,
    advanceTo: (nowMs) => simulation.advanceTo(nowMs),
    advanceShared: (nowMs) => simulation.advanceShared(nowMs),
    metric: (functionName, metric, minuteMs, nowMs) => metrics.of(functionName, metric, minuteMs, nowMs),
    resourceMetric: (resource, metric, minuteMs, nowMs) =>
      metrics.ofResource(resource, metric, minuteMs, nowMs),
    queueMetric: (queueName, metric, minuteMs, nowMs) => {
      simulation.advanceShared(nowMs);
      const queue = simulation.queues.get(queueName);
      return queue === undefined ? null : queueSamples(queue, metric, minuteMs, nowMs);
    },
    queueDepth: (queueName, nowMs) => {
      simulation.advanceShared(nowMs);
      const queue = simulation.queues.get(queueName);
      return queue === undefined ? null : { visible: queue.visibleCount, notVisible: queue.notVisibleCount };
    },
    versions: (functionName, nowMs) => ofModel(functionName, (found) => versionsOf(found, nowMs)),
    aliases: (functionName, nowMs) => ofModel(functionName, (found) => aliasesOf(found, nowMs)),
    lastProcessingResult: (mappingUuid, nowMs) => {
      simulation.advanceShared(nowMs);
      return simulation.isBlocked(mappingUuid) ? 'PROBLEM: Function call failed' : 'OK';
    },
    alarms: (nowMs) =>
      alarms.map((alarm) =>
        alarmStateAt(
          alarm,
          (minuteMs) => metrics.of(alarm.functionName, alarm.metric, minuteMs, nowMs),
          nowMs,
        ),
      ),
    log: (functionName) => logs.get(functionName) ?? null,
    truth: truthOf(
      simulation,
      functions.flatMap(({ incidents }) => incidents),
    ),
  };
}
