import { describe, expect, it } from 'vitest';
import { accuracyOf } from './pattern-accuracy.ts';

describe('the measures of a grouping', () => {
  it.each([
    { what: 'all right', ids: [1, 1, 2], grouping: 1, groups: 1 },
    { what: 'one group split', ids: [1, 3, 2], grouping: 1 / 3, groups: 2 / 5 },
    { what: 'all in one', ids: [1, 1, 1], grouping: 0, groups: 0 },
  ])('are right for $what', ({ ids, grouping, groups }) => {
    const accuracy = accuracyOf(ids, ['a', 'a', 'b']);
    expect(accuracy.grouping).toBeCloseTo(grouping);
    expect(accuracy.groups).toBeCloseTo(groups);
  });
});
