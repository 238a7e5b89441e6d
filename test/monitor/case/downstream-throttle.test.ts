import { describe, expect, it } from 'vitest';
import { downstreamThrottle } from '../../../src/monitor/case/downstream-throttle.ts';
import type { FailureEvidence } from '../../../src/monitor/case/failure-probe.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { CALM, snapshotOf, THROTTLED } from '../../views/fleet/fleet-story.ts';

function logged(...says: readonly string[]): FailureEvidence {
  return {
    fromMs: 0,
    toMs: 60_000,
    isComplete: true,
    hasLines: true,
    error: null,
    groups: says.map((text, place) => ({
      kind: 'logged',
      says: rawText(text),
      wording: [rawText(text)],
      count: 10 - place,
      endedCount: null,
      firstMs: 0,
      byMinute: [{ minuteMs: 0, count: 10 - place }],
    })),
    newest: [],
  };
}
const [calm] = snapshotOf({ functions: [CALM] }).functions;
const [throttled] = snapshotOf({ functions: [THROTTLED] }).functions;

describe('the service that throttles a function', () => {
  it.each([
    'ThrottlingException: Rate exceeded',
    'ProvisionedThroughputExceededException: The level of configured provisioned throughput was exceeded',
    'Request failed with status code 429',
    'TooManyRequestsException: too many requests',
    'SlowDown: Please reduce your request rate.',
  ])('is found in its log: %s', (says) => {
    expect(downstreamThrottle(calm!, logged('TypeError: x is undefined', says))).toEqual({ count: 9, says });
  });

  it.each([
    ['other failures', calm!, logged('TypeError: x is undefined', 'order 4290 not found')],
    ['no log', calm!, undefined],
    ['throttles of the function itself', throttled!, logged('ThrottlingException: Rate exceeded')],
  ])('is unknown with %s', (_what, status, evidence) => {
    expect(downstreamThrottle(status, evidence)).toBeNull();
  });
});
