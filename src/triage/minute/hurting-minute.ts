import type { Thresholds } from '../thresholds.ts';
import { backloggedOf, longWaitOf, waitOf } from './backlog.ts';
import { errorRateOf, type FunctionMinute, lostEventsOf, throttleRateOf } from './function-minute.ts';

/** The ways in which a single minute can hurt. */
export type Hurt = 'throttles' | 'errors' | 'iteratorAge' | 'redrive' | 'backlog' | 'deadLetterErrors';

/** Whether a minute hurts; null without data. Runs of such minutes date the rules' findings. */
export function hurts(hurt: Hurt, minute: FunctionMinute, thresholds: Thresholds): boolean | null {
  switch (hurt) {
    case 'throttles':
      return judged(throttleRateOf(minute), (rate) => rate > 0);
    case 'errors':
      return judged(errorRateOf(minute), (rate) => rate >= thresholds.errors.warnAt);
    case 'iteratorAge':
      return judged(minute.iteratorAgeMs, (ageMs) => ageMs >= thresholds.iteratorAgeMs);
    case 'backlog': {
      const of = backloggedOf([minute]);
      return of && judged(waitOf(of, minute), (ageMs) => ageMs >= longWaitOf(of, thresholds));
    }
    case 'redrive':
      return judged(minute.redriveGrowth, (growth) => growth > 0);
    case 'deadLetterErrors':
      return judged(lostEventsOf(minute), (lost) => lost > 0);
  }
}

function judged(value: number | null, holds: (value: number) => boolean): boolean | null {
  return value === null ? null : holds(value);
}
