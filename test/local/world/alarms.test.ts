import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steps } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import type { WorldAlarm } from '../../../src/local/world/world-metric.ts';
import { START_MS, tinyAccount, tinyFunction } from './tiny-account.ts';

const FAILS_FROM_MINUTE = 10;
const FAILS_TO_MINUTE = 20;
const START_MINUTE = START_MS / MINUTE_MS;
const minuteAt = (index: number) => START_MS + index * MINUTE_MS;

const ALARM: WorldAlarm = {
  name: 'web-errors',
  description: '',
  functionName: 'web',
  metric: 'Errors',
  statistic: 'Sum',
  threshold: 100,
  periods: 3,
};

function failingWorld(alarm: Partial<WorldAlarm> = {}): World {
  const share = steps(0, [
    [START_MINUTE + FAILS_FROM_MINUTE, 0.5],
    [START_MINUTE + FAILS_TO_MINUTE, 0],
  ]);
  const web = tinyFunction('web', {
    work: { failures: [{ name: 'bug', share, durationShare: 1, ending: 'exception' }] },
  });
  return simulatedWorld({ ...tinyAccount([web]), alarms: [{ ...ALARM, ...alarm }] }, 1, START_MS);
}

const stateAt = (world: World, minute: number) => world.alarms(minuteAt(minute))[0];

describe('an alarm', () => {
  it.each([
    { minute: 5, state: 'OK' },
    { minute: 12, state: 'OK' },
    { minute: 15, state: 'ALARM' },
    { minute: 19, state: 'ALARM' },
    { minute: 23, state: 'OK' },
  ])('is $state at minute $minute when half of the minutes 10 to 19 fail', ({ minute, state }) => {
    expect(stateAt(failingWorld(), minute)?.state).toBe(state);
  });

  it('says since when it has been raised, and because of which minutes', () => {
    const raised = stateAt(failingWorld(), 18);

    expect(raised?.sinceMs).toBe(minuteAt(FAILS_FROM_MINUTE + ALARM.periods));
    expect(raised?.datapoints).toHaveLength(3);
    expect(Math.min(...(raised?.datapoints ?? []))).toBeGreaterThan(100);
  });

  it('has insufficient data for a function without calls', () => {
    expect(stateAt(failingWorld({ functionName: 'nobody' }), 15)?.state).toBe('INSUFFICIENT_DATA');
  });

  it('can watch the whole account', () => {
    expect(stateAt(failingWorld({ functionName: null, metric: 'Invocations' }), 5)?.state).toBe('ALARM');
  });
});
