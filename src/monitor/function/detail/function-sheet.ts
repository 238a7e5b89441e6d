import { UNREAD } from '../../../capacity/evidence.ts';
import type { HourlyCost } from '../../../lambda/cost/hourly-cost.ts';
import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { type UnusualFact, unusualFacts } from '../../../triage/setup/unusual-facts.ts';
import type { FunctionStatus } from '../status/function-status.ts';
import { functionCost } from './function-cost.ts';
import type { FunctionDetail } from './function-detail.ts';

/** Everything about a function's setup, apart from its health. */
export interface FunctionSheet {
  /** As described by the function itself, where it was asked for. */
  readonly configuration: FunctionConfiguration;
  /** Null without a known minute. */
  readonly cost: HourlyCost | null;
  /** Worst first. */
  readonly unusual: readonly UnusualFact[];
}

const LONGEST_OF_MINUTES = 60;
export function functionSheet(status: FunctionStatus, detail: FunctionDetail | null): FunctionSheet {
  const { minutes, eventSources, limits } = status;
  const configuration = detail?.described.known ? detail.described.value : status.configuration;
  if (configuration.isUnlisted) return { configuration, cost: null, unusual: [] };
  const sample = detail?.sample ?? null;
  const durations = minutes.slice(-LONGEST_OF_MINUTES).flatMap(({ durationMaxMs }) => durationMaxMs ?? []);
  const cost = functionCost(configuration, minutes, sample);
  return {
    configuration,
    cost,
    unusual: unusualFacts({
      atMs: status.minuteMs,
      configuration,
      reserved: limits.reserved,
      sources: eventSources,
      asyncDelivery: detail?.asyncDelivery ?? UNREAD,
      isAsynchronous: minutes.some(({ asyncEventAgeMs }) => asyncEventAgeMs !== null),
      sample,
      cost,
      longestMs: durations.length === 0 ? null : Math.max(...durations),
    }),
  };
}
