import * as v from 'valibot';
import type { EpochMs } from '../../../lambda/time.ts';

const EVERY_OPERATION = '*';

/**
 * Something that goes wrong on purpose.
 *
 * | kind        | what the caller meets                                             |
 * | ----------- | ----------------------------------------------------------------- |
 * | throttle    | the service's own throttling error                                |
 * | internal    | the service's own error 500                                       |
 * | unavailable | a 503 of a load balancer, with a body of HTML                     |
 * | reset       | a connection that breaks before the answer                        |
 * | truncate    | the first half of the right answer                                |
 * | delay       | the right answer, `delayMs` of wall time late                     |
 * | expired     | credentials that are no longer accepted                           |
 * | denied      | an identity that may not make this call                           |
 * | skewed      | a signature that is too old by the clock of AWS                   |
 * | silent      | a connection that is taken, and no answer                         |
 */
export const faultShape = v.object({
  /** An IAM action such as `logs:FilterLogEvents`, `*`, or the updates of a stream: `logs:StartLiveTail/update`. */
  operation: v.string(),
  kind: v.picklist([
    'throttle',
    'internal',
    'unavailable',
    'reset',
    'truncate',
    'delay',
    'expired',
    'denied',
    'skewed',
    'silent',
  ]),
  /** The only Region in which it happens; every Region if absent. */
  region: v.optional(v.string()),
  /** How many calls it affects; all of them if absent. */
  calls: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** The account time at which it ends; never if absent. */
  untilMs: v.optional(v.number()),
  delayMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000)), 0),
});

export type Fault = v.InferOutput<typeof faultShape>;
/** The form in which tests write it. */
export type FaultInput = v.InferInput<typeof faultShape>;

/** The planned faults. The first entry that applies to a call is used. */
export type FaultPlan = readonly Fault[];

interface MetFault {
  readonly fault: Fault | null;
  readonly plan: FaultPlan;
}

/** What a fault may concern. */
export interface FaultySpot {
  readonly action: string;
  readonly region: string;
}

/** The fault of a call, and the remaining plan. */
export function nextFault(plan: FaultPlan, { action, region }: FaultySpot, nowMs: EpochMs): MetFault {
  return nextOf(
    plan,
    nowMs,
    (fault) =>
      (fault.operation === action || fault.operation === EVERY_OPERATION) && happensIn(fault, region),
  );
}

/** The fault of the next message of an open stream. Only a fault that names the stream applies: `<action>/update`. */
export function nextStreamFault(plan: FaultPlan, { action, region }: FaultySpot, nowMs: EpochMs): MetFault {
  return nextOf(plan, nowMs, (fault) => fault.operation === `${action}/update` && happensIn(fault, region));
}

function happensIn(fault: Fault, region: string): boolean {
  return fault.region === undefined || fault.region === region;
}

function nextOf(plan: FaultPlan, nowMs: EpochMs, concerns: (fault: Fault) => boolean): MetFault {
  const current = plan.filter(({ untilMs }) => untilMs === undefined || nowMs < untilMs);
  const fault = current.find(concerns);
  if (fault === undefined) return { fault: null, plan: current };
  return { fault, plan: current.flatMap((one) => (one === fault ? spent(one) : [one])) };
}

function spent(fault: Fault): FaultPlan {
  if (fault.calls === undefined) return [fault];
  return fault.calls > 1 ? [{ ...fault, calls: fault.calls - 1 }] : [];
}
