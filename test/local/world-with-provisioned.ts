import { createWorld } from '../../src/local/world/create-world.ts';
import type { World } from '../../src/local/world/world.ts';
import type { Distribution } from '../../src/local/world/world-metric.ts';

/** The demo, with `idle` provisioned environments that serve no calls. */
export function worldWithProvisioned(nowMs: number, idle: number): World {
  const world = createWorld({ seed: 1, nowMs, cast: 'demo' });
  const isClaimed = (functionName: string | null, metric: string) =>
    functionName === null && metric === 'ClaimedAccountConcurrency';
  return {
    ...world,
    metric(functionName, metric, minuteMs, askedMs) {
      const values = world.metric(functionName, metric, minuteMs, askedMs);
      return values !== null && isClaimed(functionName, metric) ? raisedBy(values, idle) : values;
    },
  };
}

function raisedBy(values: Distribution, more: number): Distribution {
  return {
    count: values.count,
    sum: values.sum + more * values.count,
    minimum: values.minimum + more,
    maximum: values.maximum + more,
    quantile: (share) => values.quantile(share) + more,
  };
}
