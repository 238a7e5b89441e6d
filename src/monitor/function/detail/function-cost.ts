import { type HourlyCost, hourlyCost } from '../../../lambda/cost/hourly-cost.ts';
import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { INCLUDED_STORAGE_MB } from '../../../lambda/function/function-setup.ts';
import type { CallSample } from '../../../lambda/line/call-sample.ts';
import { MINUTE_MS } from '../../../lambda/time.ts';
import { type FunctionMinute, total } from '../../../triage/minute/function-minute.ts';

/** Long enough for a steady pace, short enough to be current. */
const PACE_MINUTES = 60;

/**
 * The cost of an hour at the pace of the last one; null without a known minute.
 *
 * @param sample gives the share of cold starts, which CloudWatch does not count
 */
export function functionCost(
  { architecture, memoryMb, setup }: FunctionConfiguration,
  minutes: readonly FunctionMinute[],
  sample: CallSample | null,
): HourlyCost | null {
  const recent = minutes.slice(-PACE_MINUTES);
  if (recent.every(({ durationSumMs }) => durationSumMs === null)) return null;
  const invocations = total(recent, (minute) => minute.invocations);
  const initMs =
    sample === null ? null : (invocations * (sample.initMs ?? 0) * sample.coldStarts) / sample.calls;
  return hourlyCost(
    { architecture, memoryMb, ephemeralStorageMb: setup?.ephemeralStorageMb ?? INCLUDED_STORAGE_MB },
    {
      spanMs: recent.length * MINUTE_MS,
      invocations,
      durationMs: total(recent, (minute) => minute.durationSumMs),
      initMs,
    },
  );
}
