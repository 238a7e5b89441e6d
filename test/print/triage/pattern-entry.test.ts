import { expect, it } from 'vitest';
import { patternEntry } from '../../../src/print/triage/pattern-entry.ts';

function labelAt(factor: number | null, more: { readonly isNew?: boolean; readonly countNow?: number } = {}) {
  const change = {
    id: 1,
    wording: ['cart loaded'],
    level: null,
    countNow: 400,
    countBefore: 300,
    isNew: false,
    ofFailed: null,
    ofOthers: null,
    firstMs: 0,
    isFirstKnown: false,
    ...more,
    factor,
  };
  return patternEntry({ change, says: [], evidence: [] }).label;
}

it.each([
  [1.25, 'up 1.3-fold'],
  [12, 'up 12-fold'],
  [1 / 3, 'down to 33 %'],
  [0.001, 'almost gone'],
  [1, 'as before'],
])(
  'a line that is so many times as frequent as before is shown as such, also in JSON: %d',
  (factor, label) => {
    expect(labelAt(factor)).toBe(label);
  },
);

it('a line that is new or has disappeared has no factor', () => {
  expect([labelAt(null, { isNew: true }), labelAt(null), labelAt(0, { countNow: 0 })]).toEqual([
    'new',
    'new?',
    'gone',
  ]);
});
