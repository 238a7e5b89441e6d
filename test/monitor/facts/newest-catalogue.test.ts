import { describe, expect, it } from 'vitest';
import { NewestCatalogue } from '../../../src/monitor/facts/newest-catalogue.ts';
import type { Catalogue } from '../../../src/monitor/function/catalogue/catalogue.ts';
import { scriptedFunction } from '../scripted-account.ts';

const UNREAD = { known: false, because: 'unread' } as const;
const DENIED = { known: false, because: 'denied' } as const;
const LIMITS = { known: true, value: { concurrency: 1_000, unreservedConcurrency: 900 } } as const;
const MAPPINGS = { known: true, value: [] } as const;

const read = (accountLimits: Catalogue['accountLimits'], mappings: Catalogue['mappings']): Catalogue => ({
  asOfMs: 0,
  functions: [],
  isComplete: true,
  active: null,
  accountLimits,
  mappings,
  reserved: new Map(),
  streams: new Map(),
  queues: new Map(),
});

describe('what is known about an account', () => {
  it('stays known when an earlier catalogue has no answer', () => {
    const catalogue = new NewestCatalogue();
    catalogue.take(read(UNREAD, UNREAD));
    catalogue.add({ accountLimits: LIMITS, mappings: MAPPINGS });
    catalogue.take(read(UNREAD, UNREAD));
    expect(catalogue.newest).toMatchObject({ accountLimits: LIMITS, mappings: MAPPINGS });
  });

  it('stays known when an earlier question has no answer, and so does a reservation', () => {
    const catalogue = new NewestCatalogue();
    const reserved = new Map([['worker', { known: true, value: 7 } as const]]);
    catalogue.take(read(LIMITS, MAPPINGS));
    catalogue.add({ reserved });
    catalogue.add({ accountLimits: UNREAD, mappings: UNREAD, reserved: new Map([['worker', UNREAD]]) });
    expect(catalogue.newest).toMatchObject({ accountLimits: LIMITS, mappings: MAPPINGS, reserved });
  });

  it.each([
    ['forgets the reservations of functions that were deleted', true, ['kept']],
    ['keeps those of functions that a part of the list leaves out', false, ['kept', 'other']],
  ])('%s', (_, isComplete, names) => {
    const catalogue = new NewestCatalogue();
    const known = { known: true, value: 7 } as const;
    catalogue.take(read(LIMITS, MAPPINGS));
    catalogue.add({ reserved: new Map(['kept', 'other'].map((name) => [name, known])) });
    catalogue.take({ ...read(LIMITS, MAPPINGS), functions: [scriptedFunction('kept')], isComplete });
    expect([...(catalogue.newest?.reserved.keys() ?? [])]).toEqual(names);
  });

  it('is denied as soon as a permission is taken away', () => {
    const catalogue = new NewestCatalogue();
    catalogue.take(read(LIMITS, MAPPINGS));
    catalogue.take(read(DENIED, DENIED));
    expect(catalogue.newest).toMatchObject({ accountLimits: DENIED, mappings: DENIED });
  });
});
