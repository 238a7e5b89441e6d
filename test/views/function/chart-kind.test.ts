import { describe, expect, it } from 'vitest';
import { chartKinds } from '../../../src/views/function/chart-kind.ts';
import { CALM, LAGGING, snapshotOf } from '../fleet/fleet-story.ts';

describe('a chart of the iterator age', () => {
  it.each([
    { whose: 'a function that reads a stream', story: LAGGING, mappings: undefined, has: true },
    { whose: 'a stream whose mapping may not be read', story: LAGGING, mappings: 'denied', has: true },
    { whose: 'any other function', story: CALM, mappings: undefined, has: false },
    {
      whose: 'any other function whose mappings may not be read',
      story: CALM,
      mappings: 'denied',
      has: false,
    },
  ] as const)('for $whose: $has', ({ story, mappings, has }) => {
    const snapshot = snapshotOf({ functions: [story], ...(mappings === undefined ? {} : { mappings }) });
    const kinds = snapshot.functions.flatMap(chartKinds);
    expect(kinds.includes('iteratorAge')).toBe(has);
    expect(kinds.includes('failures')).toBe(!has);
  });
});
