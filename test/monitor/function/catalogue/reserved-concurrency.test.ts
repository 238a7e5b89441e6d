import { describe, expect, it } from 'vitest';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import {
  type ReservationQuestion,
  readReserved,
} from '../../../../src/monitor/function/catalogue/reserved-concurrency.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { scriptedError } from '../../scripted-account.ts';
import { createSteppedClock } from '../../stepped-clock.ts';

const NAMES = Array.from({ length: 40 }, (_, index) => rawText(`worker-${index}`));
const NONE = { known: true, value: null } as const;
const reserves = (value: number) => ({ known: true, value }) as const;

/** The result for functions with these reservations; -1 stands for a denied request. */
async function read(reserved: Readonly<Record<string, number>>, question: Partial<ReservationQuestion> = {}) {
  const clock = createSteppedClock(0);
  const budget = createCallBudget(clock, { random: () => 0.5 });
  const asked: string[] = [];
  const found = await readReserved(
    { names: NAMES, throttled: new Set(), reservedInAll: null, before: new Map(), ...question },
    {
      reservedConcurrency: async (name) => {
        asked.push(name);
        const value = reserved[name] ?? null;
        return value === -1
          ? { ok: false, error: scriptedError('lambda:GetFunctionConcurrency', 'denied') }
          : { ok: true, value };
      },
    },
    { clock, budget, ledger: new ApiLedger(0), signal: new AbortController().signal },
  );
  expect([...found.keys()].toSorted()).toEqual(NAMES.toSorted());
  return { found, asked };
}

describe('reserved concurrency', () => {
  it('is read for every function if the total is unknown', async () => {
    const { found, asked } = await read({ 'worker-39': 10 });
    expect(asked.toSorted()).toEqual(NAMES.toSorted());
    expect(found.get('worker-39')).toMatchObject(reserves(10));
    expect(found.get('worker-0')).toMatchObject(NONE);
  });

  it('is read for no function in an account that reserves none', async () => {
    const { found, asked } = await read({}, { reservedInAll: 0 });
    expect(asked).toEqual([]);
    expect(found.get('worker-0')).toMatchObject(NONE);
  });

  it.each<[what: string, reserved: Readonly<Record<string, number>>, question: Partial<ReservationQuestion>]>(
    [
      [
        'for functions that had some before',
        { 'worker-38': 10, 'worker-39': 5 },
        {
          reservedInAll: 15,
          before: new Map([
            ['worker-38', reserves(10)],
            ['worker-39', reserves(4)],
          ]),
        },
      ],
      [
        'for throttled functions',
        { 'worker-39': 10 },
        { reservedInAll: 10, throttled: new Set(['worker-39']) },
      ],
    ],
  )('is read first %s, and little more once the total is found', async (_what, reserved, question) => {
    const { found, asked } = await read(reserved, question);
    for (const [name, value] of Object.entries(reserved))
      expect(found.get(name)).toMatchObject(reserves(value));
    expect(asked.length).toBeLessThan(8);
  });

  it('is read for every function if idle ones hold some of it', async () => {
    const { asked } = await read({ 'worker-0': 10 }, { reservedInAll: 30 });
    expect(asked).toHaveLength(NAMES.length);
  });

  it('of 0, which does not count in the total, is found by reading throttled functions', async () => {
    const throttled = new Set(['worker-7', 'worker-20']);
    const { found } = await read({ 'worker-7': 0 }, { reservedInAll: 0, throttled });
    expect(found.get('worker-7')).toMatchObject(reserves(0));
    expect(found.get('worker-20')).toMatchObject(NONE);
  });

  it('is denied for functions that may not be read, and still read for all others', async () => {
    const { found, asked } = await read({ 'worker-0': -1, 'worker-1': 10 }, { reservedInAll: 30 });
    expect(found.get('worker-0')).toEqual({ known: false, because: 'denied' });
    expect(asked).toHaveLength(NAMES.length);
  });
});
