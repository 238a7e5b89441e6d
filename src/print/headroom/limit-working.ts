import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit/limit.ts';
import { CALLS_PER_POLLER, sourceLimit } from '../../capacity/limit/source-limit.ts';
import type { EventSourceMapping } from '../../lambda/delivery/event-source.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { ageText, groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { measured, type Step, step } from './working-step.ts';

/** For limits that are derived from AWS's answers. */
export function limitSteps(
  { assessment, eventSources }: FunctionStatus,
  account: FleetSnapshot['account'],
  times: SafeText,
): readonly Step[] {
  const { limit } = assessment;
  switch (limit.kind) {
    case 'account':
      return poolSteps(account);
    case 'requestRate': {
      const reserved = limit.value / REQUESTS_PER_ENVIRONMENT;
      const from = safe`${REQUESTS_PER_ENVIRONMENT} ${times} ${groupedText(reserved)} reserved`;
      return [step(safe`its limit`, from, measured(limit.value))];
    }
    case 'source': {
      const sources = eventSources.known ? eventSources.value : [];
      return sources.flatMap(({ mapping, stream }) =>
        mapping.source === 'sqs'
          ? queueSteps(mapping)
          : stream?.known === true
            ? [
                step(
                  safe`workers`,
                  safe`${groupedText(stream.value.openShards)} shards ${times} ${mapping.parallelizationFactor}`,
                  measured(stream.value.openShards * mapping.parallelizationFactor),
                ),
              ]
            : [],
      );
    }
    case 'reserved':
    case 'provisioned':
    case 'off':
    case 'unknown':
      return [];
  }
}

/** Provisioned concurrency is taken from the others, as a reservation is. */
function poolSteps({
  limits,
  idleProvisioned,
  idleProvisionedAgeMs,
  idleProvisionedPresumedMs: presumedMs,
  poolLimit,
}: FleetSnapshot['account']): readonly Step[] {
  if (!limits.known || poolLimit === null) return [];
  const { concurrency, unreservedConcurrency } = limits.value;
  const reserved = groupedText(concurrency - unreservedConcurrency);
  const pool = step(
    safe`account pool`,
    safe`${groupedText(concurrency)} - ${reserved} reserved`,
    measured(unreservedConcurrency),
  );
  if (idleProvisioned === 0) return [pool];
  const old = idleProvisionedAgeMs === 0 ? safe`` : safe` ${ageText(idleProvisionedAgeMs)} before`;
  const less = safe`${groupedText(unreservedConcurrency)} - ${groupedText(idleProvisioned)} provisioned${old}`;
  const left = step(safe`left of it`, less, measured(poolLimit));
  if (presumedMs === undefined) return [pool, left];
  // Otherwise part of the provisioned concurrency may be a former reservation that was never read.
  const from = safe`${reserved} reserved then, read ${ageText(presumedMs)} later`;
  return [pool, left, { says: safe`presumed`, from, is: null }];
}

function queueSteps(mapping: EventSourceMapping): readonly Step[] {
  const { value, by } = sourceLimit(mapping, null);
  if (value === null) return [];
  const from =
    by === 'pollers'
      ? safe`provisioned pollers, ${CALLS_PER_POLLER} calls each`
      : by === 'maximum'
        ? safe`its mapping's maximum`
        : safe`what Lambda gives a queue`;
  return [step(safe`calls at once`, from, measured(value))];
}
