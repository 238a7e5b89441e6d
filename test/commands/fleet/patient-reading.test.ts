import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lookAfter, patientReading } from '../../../src/commands/fleet/patient-reading.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createClock, REAL_TIME } from '../../../src/monitor/clock.ts';
import type { Sources } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedAccount } from '../../monitor/scripted-account.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-24T03:12:20Z') });
});
afterEach(() => vi.useRealTimers());

const never = () => new Promise<never>(() => {});
const done = async () => {};

const CHECKOUT = rawText('checkout-api');
const ANSWERS = {
  aliases: ({ functions }: Sources) => functions.aliases(CHECKOUT, null, new AbortController().signal),
  configuration: ({ functions }: Sources) => functions.configuration(CHECKOUT, new AbortController().signal),
};

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
    await lookAfter(monitor, []);
    await lookAfter(monitor, ['limits']);
    expect(looks).toEqual(['with versions', 'alone']);
  });

  it('looks no longer than minutes where no answer comes', async () => {
    const late = reading().closerLook(never(), 'checkout-api');
    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    expect(await late).toEqual(['look']);
  });

  it.each(['aliases', 'configuration'] as const)(
    'looks on as long as answers come, such as %s',
    async (question) => {
      const { sources, closerLook } = reading();
      let isOver = false;
      void closerLook(never(), 'checkout-api').then(() => {
        isOver = true;
      });
      for (let second = 0; second < 240; second += 30) {
        await vi.advanceTimersByTimeAsync(30 * SECOND_MS);
        await ANSWERS[question](sources);
      }
      expect(isOver).toBe(false);
      await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
      expect(isOver).toBe(true);
    },
  );
});
