import type { ScalingLimit } from '../assessment.ts';
import { SCALING_PER_10_S, type ThrottleEvidence, throttleCause } from './throttle-cause.ts';

const TEN_SECONDS_A_MINUTE = 6;

/**
 * The scaling rate as a limit, where it throttled calls in these minutes: concurrency climbed steeply, and neither the
 * concurrency that the function may use nor its request rate was met. Null where it did not, or where one of those is
 * unknown.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
 */
export function scalingThatThrottles(
  evidence: Pick<ThrottleEvidence, 'minutes' | 'before' | 'limits' | 'pool'>,
): ScalingLimit | null {
  const { unreserved } = evidence.limits;
  // The account allows no fewer requests than the part of it that is unreserved.
  const accountConcurrency = unreserved.known ? unreserved.value : null;
  const found = throttleCause({ ...evidence, accountConcurrency });
  if (found?.cause !== 'scaling') return null;
  // With all others ruled out it is the cause, but only a climb that was measured says how steep it was.
  const climb = found.suspects.find(
    ({ cause, verdict }) => cause === 'scaling' && verdict === 'yes',
  )?.highest;
  return climb == null
    ? null
    : { kind: 'scaling', value: SCALING_PER_10_S, inUse: climb / TEN_SECONDS_A_MINUTE };
}
