import { describe, expect, it } from 'vitest';
import { type LagFacts, lagOf } from '../../../../src/monitor/function/status/lag.ts';

const FACTS: LagFacts = {
  hasStreamSource: false,
  eventSources: { known: true, value: [] },
  queueAgeMs: null,
  isAsynchronous: false,
  iteratorAgeMs: 'notApplicable',
  asyncEventAgeMs: 'denied',
};

describe('what waits where the age of asynchronous events is denied', () => {
  it.each<{ what: string; facts: Partial<LagFacts>; lag: unknown }>([
    { what: 'perhaps events, where no source is known', facts: {}, lag: { of: 'events', ageMs: 'denied' } },
    {
      what: 'nothing known, behind a source that is neither a stream nor a queue',
      facts: { eventSources: { known: true, value: ['a broker'] } },
      lag: null,
    },
    {
      what: 'records whose age is measured, where no source may be seen',
      facts: {
        hasStreamSource: null,
        eventSources: { known: false, because: 'denied' },
        iteratorAgeMs: 120_000,
      },
      lag: { of: 'records', ageMs: 120_000 },
    },
  ])('is $what', ({ facts, lag }) => {
    expect(lagOf({ ...FACTS, ...facts })).toEqual(lag);
  });
});
