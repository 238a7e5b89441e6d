import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patientReading } from '../../../src/commands/fleet/patient-reading.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createClock, REAL_TIME } from '../../../src/monitor/clock.ts';
import { scriptedAccount } from '../../monitor/scripted-account.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T03:12:20Z') });
});
afterEach(() => vi.useRealTimers());

const never = () => new Promise<never>(() => {});
const done = async () => {};

function reading() {
  const clock = createClock(REAL_TIME);
  const { sources } = scriptedAccount({ clock, functions: [] });
  const session = { sources, clock, wall: null, ledger: new ApiLedger(clock.now()), region: 'eu-west-1' };
  return patientReading(session, new AbortController().signal);
}

describe('a report on one function in a pipe', () => {
  it.each([
    { what: 'limits', monitor: { firstLimits: never(), firstWeek: done() }, late: ['limits'] },
    { what: 'the week', monitor: { firstLimits: done(), firstWeek: never() }, late: ['week'] },
    { what: 'nothing', monitor: { firstLimits: done(), firstWeek: done() }, late: [] },
  ])('waits no more than minutes where $what does not come', async ({ monitor, late }) => {
    const facts = reading().facts({ firstRows: done(), ...monitor });
    await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
    expect(await facts).toEqual(late);
  });

  it('looks at the function all the same, without what waits for limits', async () => {
    const looks: string[] = [];
    const monitor = {
      get firstLook() {
        looks.push('with versions');
        return done();
      },
      async looked() {
        looks.push('alone');
      },
    };
    await reading().closerLook(monitor, 'checkout-api', []);
    await reading().closerLook(monitor, 'checkout-api', ['limits']);
    expect(looks).toEqual(['with versions', 'alone']);
  });
});
