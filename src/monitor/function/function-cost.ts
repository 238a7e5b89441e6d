import type { FunctionConfiguration } from '../../lambda/function.ts';
import { INCLUDED_STORAGE_MB } from '../../lambda/function-setup.ts';
import { type HourlyCost, hourlyCost } from '../../lambda/hourly-cost.ts';
import type { CallSample } from '../../lambda/line/call-sample.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import { type FunctionMinute, total } from '../../triage/minute/function-minute.ts';

/** Long enough for a pace, and short enough to be that of now. */
const PACE_MINUTES = 60;

/**
 * What an hour costs at the pace of the last one; null without a minute that is known.
 *
 * @param sample tells how many calls start cold: CloudWatch does not count them
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
