import type { FunctionMinute } from '../../src/triage/minute/function-minute.ts';

/** A minute without data points in CloudWatch. */
export const NO_DATA: Omit<FunctionMinute, 'minuteMs'> = {
  invocations: null,
  errors: null,
  throttles: null,
  durationSumMs: null,
  durationP50Ms: null,
  durationP95Ms: null,
  durationP99Ms: null,
  durationMaxMs: null,
  observedMax: null,
  iteratorAgeMs: null,
  deadLetterErrors: null,
  queueAgeMs: null,
  asyncEventAgeMs: null,
  asyncEventsDropped: null,
  destinationFailures: null,
  redriveDepth: null,
  redriveGrowth: null,
};
